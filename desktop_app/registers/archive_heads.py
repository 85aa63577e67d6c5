"""Who an officer is and what became of a case, at the head of 人员档案 and 案件档案; and how either is found."""

from collections.abc import Iterator
from datetime import date

from desktop_app.figures.contests import confirmed, contests, nominees
from desktop_app.figures.engine import Question
from desktop_app.figures.officer_day import officer_day
from desktop_app.figures.officer_learning import Sheet, sheet
from desktop_app.figures.review_standing import every_review
from desktop_app.models.cases import CaseFile
from desktop_app.models.people import Officer
from desktop_app.registers import reading, words
from desktop_app.registers.archive import Archive
from desktop_app.registers.cases import CASES
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.spec import Register
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.services.facts import Facts
from desktop_app.services.persons import who
from desktop_app.system.errors import Refusal

Said = tuple[str, str]
"""A label and what stands beside it."""
_PERSON = (Officer.post, Officer.legal_post, Officer.rank, Officer.status, Officer.entered_on, Officer.post_since_on)
_CASE = (
    *(CaseFile.kind, CaseFile.cause, CaseFile.party, CaseFile.department_id, CaseFile.accepted_on),
    *(CaseFile.closed_on, CaseFile.result, CaseFile.filed_on),
)
NOT_IN_POOL = "办结案件台账里没有这个受案号，核对号码；下面是别处写着它的记录"
NOWHERE = "各台账里都没有这个受案号。核对号码"


def person_head(facts: Facts, ask: Question, officer_id: int, day: date) -> list[Said]:
    """His name, number, post; what he held on a day; how he learnt and sat exams by the day asked."""
    own = sheet(ask, officer_id)
    return [
        ("姓名", own.name),
        ("工号", own.number),
        ("部门", own.department),
        *_fields(facts, OFFICERS, officer_id, [attr.key for attr in _PERSON]),
        (f"{long_day(day)}在岗", officer_day(ask, officer_id, day).told),
        ("学习考试", _learning(own)),
    ]


def _learning(own: Sheet) -> str:
    trained = f"培训出勤 {own.attended}/{len(own.trainings)} 次，{points(own.hours)} 学时" if own.trainings else ""
    mean = f"，均分 {own.mean}" if own.mean is not None else ""
    sat = f"考试应考 {own.due} 场、实考 {own.sat} 场、及格 {own.passes} 场{mean}" if own.exams else ""
    checked = f"所办案卷检查 {len(own.dossiers)} 卷，缺陷 {own.defects} 处" if own.dossiers else ""
    return "；".join(filter(None, (trained, sat, checked))) or "没有记录"


def case_head(facts: Facts, ask: Question, archive: Archive) -> list[Said]:
    """Number and name, who handled it, its days and result, how it was graded and whether it was chosen."""
    number = ("受案号", archive.number)
    if archive.id is None:
        return [number, ("说明", NOT_IN_POOL if archive.entries else NOWHERE), *_judged(ask, archive)]
    return [
        number,
        ("案件名称", archive.name),
        *_fields(facts, CASES, archive.id, ["case_handler", *(attr.key for attr in _CASE)]),
        *_judged(ask, archive),
    ]


def _judged(ask: Question, archive: Archive) -> Iterator[Said]:
    own = {entry.id for entry in archive.entries if entry.kind == "case_review"}
    graded = [one for one in every_review(ask) if one.id in own and one.graded(ask.as_of)]
    for one in graded:
        score = f"，{points(one.score)} 分" if one.score is not None else ""
        yield "评查等次", f"{one.grade}{score}（{one.number}，{one.decided_on or '审定日期待补'}）"
    done = {one.period for one in contests(ask) if confirmed(one, ask)}
    for row in nominees(ask):
        if row.case_no == archive.number and row.chosen:
            yield "评选", f"{row.period} {row.category}案件（{row.number}{'' if row.period in done else '，未确认'}）"


def _fields(facts: Facts, register: Register, record_id: int, names: list[str]) -> Iterator[Said]:
    items = [register.by_name[name] for name in names]
    for line in reading.lines(facts, register, [record_id], items):
        for item in items:
            said = words.cell(item, line.values, facts)
            if said:
                yield item.label, said


def officer_named(facts: Facts, typed: str) -> int:
    """The officer of a number (工号) or name; 张伟（公诉科） tells which of two. Refuses several and nobody."""
    word = typed.strip()
    if not word:
        raise Refusal("没写哪名干警。写工号或姓名", "record")
    own = next((row for row in facts.live(OFFICERS.kind) if row["number"] == word), None)
    if own is not None:
        return int(own["id"])
    found = who(facts, word)
    if found.officer_id is None:
        alike = facts.namesakes(word)
        numbers = "、".join(f"{row['number']}（{facts.label('department', row['department_id'])}）" for row in alike)
        if alike:
            raise Refusal(f"有 {len(alike)} 名干警叫{word}。写工号：{numbers}", "record")
        raise Refusal(f"没有工号或姓名是“{word[:20]}”的干警。核对花名册", "record")
    return found.officer_id


def case_named(typed: str) -> str:
    """The number of a case as it is kept. Refuses an empty one."""
    if not typed.strip():
        raise Refusal("没写哪件案件。写受案号", "record")
    return case_key(typed)
