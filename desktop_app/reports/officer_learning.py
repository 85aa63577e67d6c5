"""《执法素能档案》: everything of one officer over all trainings, exams, dossiers and awards, with its sums."""

import re
from collections.abc import Iterator

from desktop_app.figures.engine import Question
from desktop_app.figures.officer_learning import DossierLine, ExamLine, Sheet, TrainingLine, sheet
from desktop_app.models.people import Officer
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
    UnitLine,
)
from desktop_app.reports.issue_rows import DEPARTMENT, asked, department_asked, only_options
from desktop_app.reports.issue_statistics import percent
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, SMALL_HEAD, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

TITLE = "执法素能档案"
PAGE = PageSetup(margins=Margins(16, 18, 20, 22))
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
HEAD = Style(Font.HEI, 12, 20)
FACTS = (21.0, 34.0, 21.0, 34.0, 23.0, 37.0)
_BETWEEN = re.compile(r"[、,，;；\s]+")
TRAININGS = (
    Column("日期", mm=21, align=CENTRE),
    Column("培训名称", weight=1),
    Column("类型", mm=21, align=CENTRE),
    Column("出勤", mm=24, align=CENTRE),
    Column("学时", mm=13, align=RIGHT),
)
EXAMS = (
    Column("日期", mm=21, align=CENTRE),
    Column("考试名称", weight=1),
    Column("成绩", mm=18, align=CENTRE),
    Column("名次", mm=16, align=CENTRE),
    Column("补考", mm=22, align=CENTRE),
    Column("认定成绩", mm=18, align=CENTRE),
    Column("结果", mm=26, align=CENTRE),
)
DOSSIERS = (
    Column("检查日期", mm=21, align=CENTRE),
    Column("案件", mm=51),
    Column("得分", mm=12, align=CENTRE),
    Column("结论", mm=17, align=CENTRE),
    Column("缺陷（扣分）", weight=1),
    Column("补正", mm=22, align=CENTRE),
)
AWARDS = (
    Column("评选", weight=1),
    Column("受案号", mm=60),
    Column("平均分", mm=18, align=CENTRE),
    Column("名次", mm=16, align=CENTRE),
    Column("结果", mm=23, align=CENTRE),
)

MANY = 12
"""Rows from which a part is set small."""


def officer_learning(request: Request) -> Document:
    """《执法素能档案》 of each officer named by ``record`` (工号 or name, several parted by 、), over the period asked.

    None named: of everybody on duty, or of the department of option ``department``.
    """
    only_options(request, TITLE, DEPARTMENT)
    with request.desk.facts() as facts:
        question = asked(request, facts)
        blocks: list[Block] = []
        for officer in _officers(request, facts):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _one(request, facts, question, sheet(question, int(officer["id"])))
        foot = footer(request, facts, ("本人：", "部门负责人：", "政工部门："))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _officers(request: Request, facts: Facts) -> list[Stored]:
    wanted = [word for word in _BETWEEN.split(request.record.strip()) if word]
    if wanted:
        return [_officer(facts, word) for word in wanted]
    place = department_asked(request, facts)
    found = [row for row in facts.on_duty() if not place or row["department_id"] == place["id"]]
    if not found:
        raise Refusal("没有在岗干警。先录入干警再印", "record")
    order = {row["id"]: at for at, row in enumerate(facts.departments())}
    return sorted(found, key=lambda row: (order.get(row["department_id"], len(order)), row["number"]))


def _officer(facts: Facts, word: str) -> Stored:
    live = list(facts.live(Officer.__tablename__))
    found = [row for row in live if row["number"] == word] or [row for row in live if row["name"] == word]
    if len(found) > 1:
        raise Refusal(
            f"有 {len(found)} 名干警叫{word}。写工号：{'、'.join(str(row['number']) for row in found)}", "record"
        )
    if not found:
        raise Refusal(f"没有工号或姓名是“{word}”的干警。写工号，几人之间用、隔开", "record")
    return found[0]


def _one(request: Request, facts: Facts, question: Question, told: Sheet) -> Iterator[Block]:
    unit = str(facts.unit.get("name") or "")
    period = f"{question.period.label}，" if question.period else ""
    yield Heading(TITLE)
    yield UnitLine(f"单位：{unit}", f"{period}截至{long_day(request.as_of)}")
    yield Form(FACTS, tuple(_facts(told)), Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14))
    yield from _part("一、培训", TRAININGS, [_training(row) for row in told.trainings], "（没有培训签到）")
    yield from _part("二、考试", EXAMS, [_exam(row) for row in told.exams], "（没有考试）")
    yield from _part("三、归档检查的案卷", DOSSIERS, [_dossier(row) for row in told.dossiers], "（没有检查过的案卷）")
    if told.awards:
        yield from _part("四、优秀案卷评选", AWARDS, list(_awards(told)), "")


def _part(title: str, columns: tuple[Column, ...], rows: list[Row], empty: str) -> Iterator[Block]:
    yield Spacer(3)
    yield Para(title, HEAD, Align.LEFT, 0, after=2, keep=True)
    small = len(rows) > MANY or columns is DOSSIERS
    style, head = (SMALL, SMALL_HEAD) if small else (CELL, CELL_HEAD)
    yield Ledger(columns, rows, min_row_mm=5.5 if small else 7, style=style, head_style=head, empty=empty)


def _facts(told: Sheet) -> Iterator[FormRow]:
    """Who it is, and the sums."""
    owed = sum(row.retake_by is not None for row in told.exams)
    retakes = f"，应补考{owed}次" if owed else ""
    exams = f"应考{told.due}次，实考{told.sat}次，及格{told.passes}次{retakes}"
    attended = f"应到{len(told.trainings)}次，实到{told.attended}次"
    honoured = f"，评为优秀案卷{told.awarded}卷" if told.awarded else ""
    dossiers = f"检查{len(told.dossiers)}卷，缺陷{told.defects}处{honoured}"
    for boxes in (
        (*_pair("姓名", told.name), *_pair("工号", told.number), *_pair("部门", told.department)),
        (
            *_pair("职务", told.post),
            *_pair("出勤率", percent(told.attendance_rate)),
            *_pair("学时", points(told.hours)),
        ),
        (*_pair("培训", attended, 3), *_pair("考试平均分", _mean(told.mean))),
        (*_pair("考试", exams, 3), *_pair("案卷平均分", _mean(told.dossier_mean))),
        (*_pair("案卷", dossiers, 5),),
    ):
        yield FormRow(boxes, 7.5)


def _pair(label: str, text: str, columns: int = 1) -> tuple[Box, Box]:
    return Box(label, label=True), Box(text, columns=columns)


def _mean(value: object) -> str:
    return "—" if value is None else str(value)


def _training(row: TrainingLine) -> Row:
    cause = f"（{row.cause}）" if row.cause else ""
    return (str(row.held_on or ""), row.title, row.kind, f"{row.state}{cause}", points(row.hours) if row.hours else "—")


def _exam(row: ExamLine) -> Row:
    place = f"{row.rank}/{row.of}" if row.rank is not None else "—"
    again = "" if row.retake is None else f"{points(row.retake)}\n{row.retake_on or ''}".strip()
    final = points(row.effective) if row.effective is not None else "—"
    return (str(row.held_on or ""), row.title, _mark(row), place, again or "—", final, _result(row))


def _mark(row: ExamLine) -> str:
    """The mark with its grade, or why there is none: never a 0 for who was away."""
    if row.total is not None:
        return f"{points(row.total)}{f'（{row.grade}）' if row.grade else ''}"
    if row.code == SittingCode.SAT:
        return "未录"
    return f"{row.code}{f'（{row.cause}）' if row.cause else ''}"


def _result(row: ExamLine) -> Cell:
    if row.retake_by is not None:
        return Cell(f"{'不及格，' if row.passed is False else ''}应补考\n{row.retake_by}前", strong=True)
    return Cell("" if row.passed is None else "及格" if row.passed else "不及格", strong=row.passed is False)


def _dossier(row: DossierLine) -> Row:
    defects = "；".join(f"{item}{f'（{points(off)}）' if off else ''}" for item, off in row.defects)
    score = points(row.score) if row.score is not None else ""
    back = str(row.corrected_on) if row.corrected_on else f"{row.correct_by}前" if row.correct_by else ""
    name = "\n".join(filter(None, (row.name, row.case_no)))
    return (str(row.checked_on or ""), name, score, str(row.verdict or ""), defects or "无", back or "—")


def _awards(told: Sheet) -> Iterator[Row]:
    for row in told.awards:
        mean = f"{row.mean / 100:.2f}" if row.mean is not None else "—"
        place = f"{row.rank}/{row.of}" if row.rank is not None else "—"
        yield (row.award, row.case_no, mean, place, Cell("优秀案卷" if row.chosen else "", strong=True))
