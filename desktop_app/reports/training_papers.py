"""Papers of the training sessions (培训): 签到表 to be signed, 学时统计 of every officer over a period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.figures.training import Session, sessions
from desktop_app.models.people import Officer
from desktop_app.models.training import Training
from desktop_app.registers.words import weekday
from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Spacer,
    Together,
    UnitLine,
)
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.plan_papers import SIGN_PAGE, SIGNED_A_PAGE, sign_row_mm
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import (
    FORM_LABEL,
    FORM_TEXT,
    LEDGER_PAGE,
    SMALL,
    SMALL_HEAD,
    Align,
    Font,
    Margins,
    Style,
)
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.rules.order import natural
from desktop_app.rules.periods import Period
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.services import sign_in
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as FactsRow
from desktop_app.services.sign_in import Sign
from desktop_app.system.errors import Refusal

SIGN_TITLE, LEDGER_TITLE = "培训签到表", "培训学时统计表"
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
SIGNS = {AttendanceState.PRESENT: "√", AttendanceState.EXCUSED: "○", AttendanceState.ABSENT: "×"}
PAGE = replace(LEDGER_PAGE, margins=Margins(14, 15, 20, 15))
ACROSS = 15
"""Sessions that stand side by side on one sheet."""
WIDEST_MM, SIDES_MM = 20.0, 102.0
"""The widest column of a session; what names and sums take beside them."""
HEAD = Style(Font.HEI, 12, 20)
SIGN_COLUMNS = tuple(
    column
    for _ in range(2)
    for column in (
        Column("序号", mm=10, align=CENTRE),
        Column("部门", mm=17),
        Column("姓名", mm=25, align=CENTRE),
        Column("签名", weight=1),
    )
)


def training_sign_in(request: Request) -> Document:
    """Everybody expected at the session named by ``record``, by department, with room to sign.

    Those of its list where one is kept, else all on duty; blank heads when no session is named.
    """
    only_options(request, SIGN_TITLE)
    with request.desk.facts() as facts:
        row = _training(request, facts)
        people = _expected(facts, row)
        note = f"应到 {len(people)} 人，实到　　　人。请假、缺席的在签名栏写明事由。"
        blocks: list[Block] = [Heading(SIGN_TITLE), _sign_head(row, facts), Spacer(1.5)]
        for start in range(0, max(len(people), 1), SIGNED_A_PAGE):
            some = people[start : start + SIGNED_A_PAGE]
            last = start + SIGNED_A_PAGE >= len(people)
            blocks += [PageBreak()] if start else []
            tall = sign_row_mm(len(people))
            blocks.append(Ledger(SIGN_COLUMNS, _pairs(some, start), note=note if last else "", min_row_mm=tall))
        foot = footer(request, facts, ("记录人：", "日期："))
        return Document(SIGN_TITLE, SIGN_PAGE, tuple(blocks), meta(request, facts, SIGN_TITLE), foot)


def _training(request: Request, facts: Facts) -> FactsRow:
    wanted = request.record.strip()
    if not wanted:
        return {}
    for row in facts.live(Training.__tablename__):
        if wanted in (row["number"], row["title"]):
            return row
    raise Refusal(f"没有“{wanted}”这次培训。写培训编号（如 PX-001）或名称", "record")


def _expected(facts: Facts, row: FactsRow) -> list[Sign]:
    if not row:
        return [
            Sign(one["id"], facts.label(Officer.__tablename__, one["id"]), _short(facts, one), None, "")
            for one in _ordered(facts, {one["id"] for one in facts.on_duty()})
        ]
    signs = sign_in.roll(facts, int(row["id"])).signs
    return [one for one in signs if one.state is not None] or list(signs)


def _short(facts: Facts, officer: FactsRow) -> str:
    return facts.short_label("department", officer["department_id"])


def _ordered(facts: Facts, ids: set[int]) -> list[FactsRow]:
    """Officers by department in the order of the house, then by number."""
    place = {row["id"]: at for at, row in enumerate(facts.departments())}
    rows = [facts.row(Officer.__tablename__, id_) for id_ in ids]
    return sorted(rows, key=lambda row: (place.get(row["department_id"], len(place)), natural(str(row["number"]))))


def _pairs(people: Sequence[Sign], start: int) -> list[Row]:
    """Two officers a line, numbered on, down the left half first; who is known to be away is told."""
    half = (len(people) + 1) // 2
    rows: list[Row] = []
    for at in range(half):
        line = _signed(people[at], start + at + 1)
        rows.append([*line, *(_signed(people[at + half], start + at + half + 1) if at + half < len(people) else _NONE)])
    return rows


_NONE = ("", "", "", "")


def _signed(one: Sign, number: int) -> Sequence[str]:
    name = one.name.partition("（")[0]
    excused = one.state == AttendanceState.EXCUSED
    return (str(number), one.department, name, (f"请假（{one.cause}）" if one.cause else "请假") if excused else "")


def _sign_head(row: FactsRow, facts: Facts) -> Form:
    held = row.get("held_on")
    when = f"{long_day(held)}（{weekday(held)}）{row.get('clock') or ''}" if held else ""
    hours = f"{points(row['hours'])} 学时" if row.get("hours") else ""
    rows = (
        (Box("名称", label=True), Box(str(row.get("title") or ""), columns=3)),
        (Box("时间", label=True), Box(when), Box("地点", label=True), Box(str(row.get("place") or ""))),
        (Box("主讲人", label=True), Box(str(row.get("lecturer") or "")), Box("学时", label=True), Box(hours)),
    )
    text, label = replace(FORM_TEXT, leading=16.0), replace(FORM_LABEL, leading=16.0)
    return Form((1, 3, 1, 2), tuple(FormRow(boxes, 8) for boxes in rows), text, label)


def training_ledger(request: Request) -> Document:
    """Officers × sessions of the period (else the year to the day) with signs, and each one's class hours."""
    only_options(request, LEDGER_TITLE)
    with request.desk.facts() as facts:
        year = request.as_of.year
        period = request.period or Period(date(year, 1, 1), request.as_of, f"{year}年")
        rows = sessions(Question(facts.session, request.as_of, period))
        title = f"{period.label}{LEDGER_TITLE}"
        hours = sign_in.hours(facts, period.first, min(period.last, request.as_of))
        blocks = tuple(_ledger_blocks(request, facts, title, rows, hours))
        return Document(title, PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _ledger_blocks(
    request: Request, facts: Facts, title: str, rows: Sequence[Session], hours: Mapping[int, int]
) -> Iterator[Block]:
    listed = [(at, row) for at, row in enumerate(rows, 1) if row.signs]
    bare = [at for at, row in enumerate(rows, 1) if not row.signs]
    officers = _ordered(facts, {one["id"] for one in facts.on_duty()} | {s.officer_id for r in rows for s in r.signs})
    size = -(-len(listed) // max(-(-len(listed) // ACROSS), 1)) or 1
    parts = [listed[at : at + size] for at in range(0, len(listed), size)] or [[]]
    for at, part in enumerate(parts):
        if at:
            yield PageBreak()
        more = f"（第{part[0][0]}–{part[-1][0]}次）" if len(parts) > 1 else ""
        yield Heading(f"{title}{more}")
        unit = str(facts.unit.get("name") or "")
        said = f"培训{len(rows)}次，干警{len(officers)}人，截至{long_day(request.as_of)}"
        yield UnitLine(f"填报单位：{unit}", said)
        yield _matrix(facts, officers, part, listed if at == len(parts) - 1 else None, hours, bare)
    yield Spacer(3)
    yield Together((Para("培训场次", HEAD, Align.LEFT, 0, keep=True), _keys(rows)))


def _matrix(
    facts: Facts,
    officers: Sequence[FactsRow],
    part: Sequence[tuple[int, Session]],
    every: Sequence[tuple[int, Session]] | None,
    hours: Mapping[int, int],
    bare: Sequence[int],
) -> Ledger:
    """One sheet of sessions; with ``every`` the sums over all of them stand at its right."""
    wide = min(WIDEST_MM, (PAGE.type_area_mm[0] - SIDES_MM) / max(len(part), 1))
    columns = (
        Column("序号", mm=10, align=CENTRE),
        Column("部门", weight=1),
        Column("姓名", weight=1, align=CENTRE),
        *(Column(f"{number}\n{_month_day(row)}", mm=wide, align=CENTRE) for number, row in part),
        *(_SUMS if every is not None else ()),
    )
    marks = {row.id: {one.officer_id: one.state for one in row.signs} for _, row in every or part}
    rows = [
        (
            str(at),
            _short(facts, one),
            str(one["name"]),
            *(_sign(marks[row.id].get(one["id"])) for _, row in part),
            *(_sums(one["id"], marks, hours) if every is not None else ()),
        )
        for at, one in enumerate(officers, 1)
    ]
    whole = points(sum(hours.get(one["id"], 0) for one in officers))
    total = (
        Cell("实到／应到", span=3, align=CENTRE),
        *(f"{row.present}/{row.expected}" for _, row in part),
        *(("", "", "", whole) if every is not None else ()),
    )
    return Ledger(
        columns, rows, total, _note(bare), style=SMALL, head_style=SMALL_HEAD, min_row_mm=6.5, note_style=SMALL
    )


_SUMS = (
    Column("出勤", mm=12, align=RIGHT, group="合计"),
    Column("请假", mm=12, align=RIGHT, group="合计"),
    Column("缺席", mm=12, align=RIGHT, group="合计"),
    Column("学时", mm=15, align=RIGHT, group="合计"),
)


def _month_day(row: Session) -> str:
    return f"{row.held_on.month}-{row.held_on.day}" if row.held_on is not None else ""


def _sign(state: AttendanceState | None) -> str:
    return SIGNS[state] if state is not None else ""


def _sums(
    officer_id: int, marks: Mapping[int, Mapping[int, AttendanceState]], hours: Mapping[int, int]
) -> Sequence[str]:
    states = [marks_of.get(officer_id) for marks_of in marks.values()]
    return (*(str(states.count(state)) for state in AttendanceState), points(hours.get(officer_id, 0)))


def _note(bare: Sequence[int]) -> str:
    legend = "、".join(f"{sign} {state}" for state, sign in SIGNS.items())
    without = f"第{'、'.join(map(str, bare))}次没有签到表，不列入上表，不计个人学时。" if bare else ""
    return f"注：{legend}，空白为不在签到名单；学时按出勤计。{without}"


def _keys(rows: Sequence[Session]) -> Ledger:
    """What each number of the columns is."""
    columns = (
        Column("序号", mm=12, align=CENTRE),
        Column("日期", mm=24, align=CENTRE),
        Column("类型", mm=24, align=CENTRE),
        Column("培训名称", weight=1),
        Column("学时", mm=16, align=RIGHT),
        Column("应到", mm=16, align=RIGHT),
        Column("实到", mm=16, align=RIGHT),
    )
    told = [
        (
            str(at),
            row.held_on.isoformat() if row.held_on else "",
            row.kind,
            row.title,
            points(row.hours) if row.hours is not None else "",
            str(row.expected) if row.expected is not None else "",
            str(row.present) if row.present is not None else "",
        )
        for at, row in enumerate(rows, 1)
    ]
    return Ledger(columns, told, style=SMALL, head_style=SMALL_HEAD, min_row_mm=6.5, empty="（这段时间没有培训）")
