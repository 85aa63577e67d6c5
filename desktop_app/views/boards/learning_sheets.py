"""The sheets of trainings and dossiers in 统计 as heads and rows: officers × sessions, departments × conclusions."""

from collections.abc import Sequence

from desktop_app.figures.dossier_boards import (
    CHECKED,
    CORRECTED,
    EVERY,
    FILED,
    FILED_LATE,
    LATE,
    OPEN,
    OVERDUE,
    UNCORRECTED,
    UNFILED,
    VERDICTS,
    Defect,
    Dossiers,
)
from desktop_app.figures.engine import by_kind
from desktop_app.figures.training import Session, Signed
from desktop_app.figures.training_boards import Classes, Group, Learner
from desktop_app.models.cases import CaseFile
from desktop_app.models.people import Officer
from desktop_app.rules.marks import mean_of
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.views.boards import exam_words as words
from desktop_app.views.boards.exam_words import CASES, OFFICE, PEOPLE, SESSIONS, VOLUMES, named
from desktop_app.views.boards.issue_sheet import Head, Row
from desktop_app.views.boards.issue_words import two_lines
from desktop_app.views.boards.kind_table import Cell

NEVER = "一次未参加"
LATEST = 10
"""How many sessions stand side by side, the last ones; sums are of all."""
LEGEND = "√ 出勤（学时）　假、公差等 请假　缺 缺席　· 不在签到表"


# officers × sessions


def shown_sessions(told: Classes) -> tuple[Session, ...]:
    """Those with a sign-in list that have a column."""
    return told.listed[-LATEST:]


def hour_heads(told: Classes, departments: bool) -> tuple[Head, ...]:
    each = (Head(f"{words.day(one.held_on)}\n{words.brief(one.title, 5)}", least=60) for one in shown_sessions(told))
    first: tuple[Head, ...]
    last: tuple[Head, ...]
    if departments:
        first = (Head("部门", width=72, left=True), Head("人数", width=44))
        last = (Head("学时\n合计", width=56, sum=True), Head("人均学时", width=88), Head("一次\n未参加", width=56))
    else:
        first = (Head("姓名", width=96, left=True), Head("部门", width=56, left=True))
        last = (Head("出勤", width=52), Head("学时\n合计", width=56, sum=True))
    return (*first, *each, *last)


def hour_rows(told: Classes, departments: bool) -> tuple[Row, ...]:
    """A row an officer or a department in the order of the house, last the office; no list, no row."""
    if not told.listed:
        return ()
    shown = shown_sessions(told)
    if departments:
        return (*(_group_row(group, shown) for group in told.groups), _group_row(told.whole, shown))
    rows = (_learner_row(group, one, shown) for group in told.groups for one in group.learners)
    return (*rows, _office_row(told, shown))


def _learner_row(group: Group, one: Learner, shown: Sequence[Session]) -> Row:
    kind, who = Officer.__tablename__, (one.id,)
    lists = len(one.signs)
    said = named(one.there, SESSIONS, one.name, "参加培训")
    never = f"，{NEVER}" if one.none else ""
    spent = f"{said}，在 {lists} 场的签到表上，共 {points(one.hours)} 学时{never}"
    tone = "red7" if one.none else "ink"
    return Row(
        str(one.id),
        (
            Cell(one.name, who, one.name, spent, tone, one.none, kind=kind),
            Cell(group.short, who, one.name, spent, "ink2", kind=kind),
            *(_sign(one, session) for session in shown),
            Cell(f"{len(one.there)}/{lists}" if lists else "未参加", one.there, said, spent, tone, one.none,
                 weight=float(len(one.there))),
            Cell(words.hours(one.hours), one.there, said, spent, tone, weight=float(one.hours)),
        ),
    )  # fmt: skip


def _sign(one: Learner, session: Session) -> Cell:
    sign = one.signs.get(session.id)
    text, tone, told = _sign_words(sign, session)
    said = f"{session.key}（{session.held_on or '日期未填'}）"
    weight = None if sign is None else float(sign.state == AttendanceState.PRESENT)
    return Cell(text, (session.id,) if sign else (), said, f"{one.name}，{said}：{told}", tone, weight=weight)


def _sign_words(sign: Signed | None, session: Session) -> tuple[str, str, str]:
    """What a cell shows, its tone, what it says in full."""
    if sign is None:
        return "·", "ink3", "不在签到表上"
    if sign.state == AttendanceState.PRESENT:
        length = f" {points(session.hours)}" if session.hours else ""
        return f"√{length}", "ink", f"出勤{f'，{length.strip()} 学时' if length else '，学时未填'}"
    if sign.state == AttendanceState.EXCUSED:
        return sign.cause[:3] or "假", "amber7", f"请假{f'（{sign.cause}）' if sign.cause else ''}"
    return "缺", "red7", "缺席"


def _office_row(told: Classes, shown: Sequence[Session]) -> Row:
    whole = told.whole
    ids = tuple(one.id for one in told.listed)
    said = named(ids, SESSIONS, "有签到表")
    first = (Cell(OFFICE, ids, said, strong=True), Cell(""))
    there = sum(len(one.there) for one in whole.learners)
    signed = sum(len(one.signs) for one in whole.learners)
    last = (
        Cell(f"{there}/{signed}", ids, said, f"出勤 {there} 人次，签到表上 {signed} 人次", strong=True),
        Cell(words.hours(whole.hours), ids, said, strong=True),
    )
    return Row(OFFICE, (*first, *(_present(whole, session) for session in shown), *last), True)


def _present(group: Group, session: Session) -> Cell:
    """实到 of 应到 on the list of a session."""
    signs = group.signs(session.id)
    there = sum(sign.state == AttendanceState.PRESENT for sign in signs)
    said = f"{session.key}（{session.held_on or '日期未填'}）"
    told = f"{group.short or OFFICE}，{said}：应到 {len(signs)} 人，实到 {there} 人"
    ids = (session.id,) if signs else ()
    weight = there / len(signs) if signs else None
    return Cell(f"{there}/{len(signs)}" if signs else "·", ids, said, told, "ink" if signs else "ink3", weight=weight)


def _group_row(group: Group, shown: Sequence[Session]) -> Row:
    total = not group.department
    name, kind = group.short or OFFICE, Officer.__tablename__
    people = tuple(one.id for one in group.learners)
    count = named(people, PEOPLE, name)
    said = named(group.there, SESSIONS, name, "参加培训")
    each = mean_of(group.hours, len(people))
    never = named(group.none, PEOPLE, name, NEVER)
    return Row(
        group.department or OFFICE,
        (
            Cell(name, people, count, strong=total, kind=kind),
            Cell(str(len(people)), people, count, kind=kind, weight=float(len(people))),
            *(_present(group, session) for session in shown),
            Cell(words.hours(group.hours), group.there, said, weight=float(group.hours)),
            Cell(words.mean(float(each) if each is not None else None, len(people)), group.there, said,
                 f"{count}，共 {points(group.hours)} 学时", weight=float(each or 0)),
            Cell(words.number(len(group.none)), group.none, never, tone="red7" if group.none else "ink3",
                 strong=bool(group.none), kind=kind, weight=float(len(group.none))),
        ),
        total,
    )  # fmt: skip


# departments × conclusions

FILING = (FILED, FILED_LATE, UNFILED)
MENDING = (CORRECTED, UNCORRECTED, OVERDUE)
WARNED = {LATE: "amber7", UNCORRECTED: "amber7", OVERDUE: "red7", FILED_LATE: "amber7", UNFILED: "red7"}


def dossier_heads() -> tuple[Head, ...]:
    return (
        Head("部门", width=88, left=True),
        Head(CHECKED, "卷宗检查", least=52, sum=True),
        *(Head(two_lines(word), "卷宗检查", least=52) for word in (*VERDICTS, OPEN)),
        Head("合格率", "卷宗检查", least=104),
        Head(two_lines(LATE), "卷宗检查", least=52),
        *(Head(two_lines(word), "补正", least=52) for word in MENDING),
        *(Head(word if len(word) < 4 else f"{word[:2]}\n{word[2:]}", "归档（办结案件）", least=56) for word in FILING),
    )


def dossier_rows(told: Dossiers) -> tuple[Row, ...]:
    """A row a department, last the office; nothing checked and nothing filed, no row."""
    rows = tuple(_dossier_row(told, name) for name in told.departments)
    return (*rows, _dossier_row(told, EVERY)) if rows else ()


def _dossier_row(told: Dossiers, name: str) -> Row:
    total = name == EVERY
    short = OFFICE if total else told.shorts[name]
    passed, of, rate = told.passed(name)
    checked = _records(told, name, short, CHECKED)
    first = Cell(short, checked.ids, checked.said, kind=checked.kind, more=checked.more, strong=total)
    best = _records(told, name, short, VERDICTS[0])
    return Row(
        name or OFFICE,
        (
            first,
            checked,
            *(_records(told, name, short, word) for word in (*VERDICTS, OPEN)),
            Cell(words.share(rate, passed, of), best.ids, best.said, kind=best.kind, weight=rate),
            *(_records(told, name, short, word) for word in (LATE, *MENDING, *FILING)),
        ),
        total,
    )


def _records(told: Dossiers, name: str, short: str, word: str) -> Cell:
    """A count; cases kept in their register and dossiers whose case is not are opened apart."""
    found = by_kind(told.behind(name, word))
    openings = [
        (kind, tuple(ids), named(tuple(ids), CASES if kind == CaseFile.__tablename__ else VOLUMES, short, word))
        for kind, ids in found.items()
    ]
    count = sum(len(ids) for _, ids, _ in openings)
    kind, ids, said = openings[0] if openings else ("", (), f"{short} · {word} 0")
    tone = WARNED.get(word, "ink") if count else "ink3"
    every = "，".join(opening[2] for opening in openings)
    return Cell(
        words.number(count), ids, said, every or said, tone,
        strong=tone == "red7", kind=kind, more=tuple(openings[1:]), weight=float(count),
    )  # fmt: skip


def defect_heads() -> tuple[Head, ...]:
    return (
        Head("缺陷", least=200, left=True),
        Head("处", least=160),
        Head("卷", width=64),
        Head("扣分", width=72),
    )


def defect_rows(told: Dossiers) -> tuple[Row, ...]:
    """A row an item, the most frequent first, last the sums."""
    most = max((one.count for one in told.defects), default=0)
    rows = tuple(_defect_row(one, most) for one in told.defects)
    count, off = sum(one.count for one in told.defects), sum(one.points for one in told.defects)
    whole = Defect("合计", count, off, told.flawed)
    return (*rows, _defect_row(whole, 0, total=True)) if rows else ()


def _defect_row(one: Defect, most: int, total: bool = False) -> Row:
    said = named(one.ids, VOLUMES, "有缺陷" if total else one.item)
    spent = f"{said}，{one.count} 处，扣 {points(one.points)} 分"
    bar = (("blueM", float(one.count)),) if most else ()
    return Row(
        one.item,
        (
            Cell(one.item, one.ids, said, spent, strong=total),
            Cell(str(one.count), one.ids, said, spent, parts=bar, of=float(most), weight=float(one.count)),
            Cell(str(len(one.ids)), one.ids, said, spent, weight=float(len(one.ids))),
            Cell(points(one.points), one.ids, said, spent, weight=float(one.points)),
        ),
        total,
    )
