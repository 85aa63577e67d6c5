"""Papers of the plan: 任务分解表, 路线图, 领导小组名单, 签到表."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desktop_app.figures.roadmap import RoadmapHead, RoadmapRow, roadmap_rows
from desktop_app.models.meetings import Meeting
from desktop_app.registers import reading
from desktop_app.registers.campaign import GROUP
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.words import parts_text, weekday
from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Spacer,
)
from desktop_app.reports.blocks import Row as LedgerRow
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import (
    FORM_LABEL,
    FORM_PAGE,
    FORM_TEXT,
    HEADING_1,
    LEDGER_PAGE,
    Align,
    Margins,
    PageSetup,
    Paper,
)
from desktop_app.rules.dates import long_day
from desktop_app.rules.vocabulary import GroupRole
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal

CAMPAIGN = "规范司法行为专项整治"
OFFICE = "领导小组办公室"
Values = Mapping[str, Any]


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def task_table(request: Request) -> Document:
    """《任务分解表》, the plan's annex: tasks under their phases, an extended deadline above the original one.

    Option ``annex=1`` puts 附件1 at the head.
    """
    with request.desk.facts() as facts:
        lines = {line.id: line.values for line in reading.all_lines(facts, TASKS)}
        rows = list(_task_rows(roadmap_rows(facts.session, request.as_of, facts.calendar), lines, facts))
        title = f"{CAMPAIGN}工作任务分解表（{facts.unit.get('year', '')}年）"
        blocks = (
            *annex_mark(request.options.get("annex", "")),
            Heading(title),
            unit_line(request, facts, OFFICE),
            Ledger(TASK_COLUMNS, rows, note=TASK_NOTE),
        )
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts))


TASK_NOTE = "注：完成时限下注“原”的，为变更前的原定期限；待补的由牵头部门补报。完成后由牵头部门报领导小组办公室。"
MISSING = "待补"
TASK_COLUMNS = (
    Column("序号", align=Align.CENTRE),
    Column("工作任务", weight=3),
    Column("责任领导", align=Align.CENTRE),
    Column("牵头部门"),
    Column("配合部门"),
    Column("责任人", align=Align.CENTRE),
    Column("开始", align=Align.CENTRE, group="时间安排"),
    Column("完成时限", align=Align.CENTRE, group="时间安排"),
    Column("成果形式"),
    Column("进度", align=Align.RIGHT, group="进展情况"),
    Column("状态", align=Align.CENTRE, group="进展情况"),
    Column("完成日期", align=Align.CENTRE, group="进展情况"),
)


def annex_mark(number: str) -> tuple[Block, ...]:
    """附件1 in 三号黑体 at the left of the first line, the title on the third (GB/T 9704-2012 7.3.4)."""
    if not number:
        return ()
    if not (number.isascii() and number.isdigit()):
        raise Refusal(f"附件序号“{number}”不是数字。写成 annex=1 这样")
    mark = Para(f"附件{int(number)}", HEADING_1, Align.LEFT, first_indent=0, after=HEADING_1.leading)
    return (mark,)


def _task_rows(rows: Iterable[RoadmapRow], lines: Mapping[int, Values], facts: Facts) -> Iterable[LedgerRow]:
    for row in rows:
        if isinstance(row, RoadmapHead):
            yield GroupRow(phase_words(row))
            continue
        values = lines[row.id]
        moved = f"\n原{day(row.first_due)}" if row.moved and row.first_due else ""
        yield (
            row.number,
            row.name,
            facts.label("officer", values["leader_id"]),
            facts.label("department", values["department_id"]) or MISSING,
            parts_text(TASKS.parts[0], values["task_partner"], facts),
            facts.label("officer", values["officer_id"]) or MISSING,
            day(row.start) or MISSING,
            f"{day(row.due) or MISSING}{moved}",
            values["output"],
            f"{row.progress}%",
            Cell("逾期" if row.late else row.state.value, strong=row.late > 0),
            day(row.done_on),
        )


def phase_words(head: RoadmapHead) -> str:
    """一、动员部署（共9项，已完成8项）."""
    name = f"{head.mark}、{head.name}" if head.mark else head.name
    return f"{name}（共{head.total}项，已完成{head.done}项）" if head.total else f"{name}（尚未安排任务）"


def leading_group(request: Request) -> Document:
    """《领导小组名单》: role by role, in order."""
    with request.desk.facts() as facts:
        lines = reading.all_lines(facts, GROUP)
        rows = [
            (
                str(place),
                line.values["role"] or "",
                facts.label("officer", line.values["officer_id"]),
                line.values["post"],
                line.values["duty"],
            )
            for place, line in enumerate(lines, 1)
        ]
        title = f"{CAMPAIGN}工作领导小组名单"
        columns = (
            Column("序号", mm=14, align=Align.CENTRE),
            Column("组内职务", mm=26, align=Align.CENTRE),
            Column("姓名", mm=28, align=Align.CENTRE),
            Column("单位职务", weight=2),
            Column("职责", weight=2),
        )
        blocks = (Heading(title), unit_line(request, facts), Ledger(columns, rows, note=_group_note(facts)))
        return Document(title, FORM_PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _group_note(facts: Facts) -> str:
    office = facts.label("department", facts.plan.get("group_office_id"))
    number = str(facts.plan.get("group_doc_no") or "")
    said = [f"领导小组办公室设在{office}，负责日常工作。" if office else "", f"成立文号：{number}。" if number else ""]
    return "".join(said)


def sign_in(request: Request) -> Document:
    """《签到表》: everybody expected, by department, with room to sign; blank heads when no meeting is named."""
    with request.desk.facts() as facts:
        meeting = _meeting(request, facts)
        title = "会议（学习）签到表"
        people = expected_at(facts, meeting.get(Meeting.expected.key))
        note = f"应到 {len(people)} 人。请假、缺席的在签名栏写明事由。"
        blocks: list[Block] = [Heading(title), _meeting_head(meeting, facts), Spacer(1.5)]
        for start in range(0, max(len(people), 1), SIGNED_A_PAGE):
            some = [(_short(facts, row), row["name"]) for row in people[start : start + SIGNED_A_PAGE]]
            last = start + SIGNED_A_PAGE >= len(people)
            blocks += [PageBreak()] if start else []
            tall = sign_row_mm(len(people))
            blocks.append(Ledger(SIGN_COLUMNS, _pairs(some, start), note=note if last else "", min_row_mm=tall))
        foot = footer(request, facts, ("记录人：", "日期："))
        return Document(title, SIGN_PAGE, tuple(blocks), meta(request, facts, title), foot)


def expected_at(facts: Facts, number: int | None) -> list[Row]:
    """Who is expected: everybody on duty, unless 应到 is the number of the leading group or of its head's peers."""
    duty = facts.on_duty()
    members = {row["officer_id"]: row["role"] for row in facts.live("group_member")}
    tops = {facts.department_of(officer).get("id") for officer, role in members.items() if role == GroupRole.HEAD}
    group = [row for row in duty if row["id"] in members]
    leaders = [row for row in duty if row["department_id"] in tops]
    chosen = next((circle for circle in (duty, group, leaders) if len(circle) == number), duty)
    return sorted(chosen, key=lambda row: (_place(facts, row), row["number"]))


SIGNED_A_PAGE = 60
SIGN_ROOM_MM = 218.0
"""Height for the signatures and their head on the first page."""


def sign_row_mm(people: int) -> float:
    """Room to sign: as high as one page allows, 7 to 11 mm."""
    rows = (min(max(people, 1), SIGNED_A_PAGE) + 1) // 2
    return min(11.0, max(7.0, SIGN_ROOM_MM / (rows + 1)))


SIGN_PAGE = PageSetup(Paper.A4, False, Margins(14, 20, 18, 25))
SIGN_COLUMNS = tuple(
    column
    for _ in range(2)
    for column in (
        Column("序号", mm=11, align=Align.CENTRE),
        Column("部门", weight=2),
        Column("姓名", mm=18, align=Align.CENTRE),
        Column("签名", weight=2),
    )
)


def _short(facts: Facts, officer: Row) -> str:
    department = facts.row("department", officer["department_id"])
    return str(department.get("short") or department.get("name") or "")


def _place(facts: Facts, officer: Row) -> int:
    return int(facts.row("department", officer["department_id"]).get("position") or 999)


def _pairs(cells: Sequence[tuple[str, str]], start: int) -> list[LedgerRow]:
    """Two officers a line, numbered on from ``start``, down the left half first."""
    half = (len(cells) + 1) // 2
    rows: list[LedgerRow] = []
    for place in range(half):
        line = [str(start + place + 1), *cells[place], ""]
        other = place + half
        rows.append([*line, *([str(start + other + 1), *cells[other], ""] if other < len(cells) else [""] * 4)])
    return rows


def _meeting(request: Request, facts: Facts) -> Values:
    if not request.record:
        return {}
    for line in reading.all_lines(facts, MEETINGS):
        if line.values["number"] == request.record:
            return line.values
    raise Refusal(f"没有编号为 {request.record} 的会议学习。用 export meetings 看编号")


def _meeting_head(meeting: Values, facts: Facts) -> Form:
    held = meeting.get(Meeting.held_on.key)
    when = f"{long_day(held)}（{weekday(held)}）{meeting.get('clock') or ''}" if held else ""
    rows = (
        FormRow((Box("名称", label=True), Box(str(meeting.get("title") or ""), columns=3))),
        FormRow((Box("时间", label=True), Box(when), Box("地点", label=True), Box(str(meeting.get("place") or "")))),
        FormRow(
            (
                Box("主持人", label=True),
                Box(facts.label("officer", meeting.get("host_id"))),
                Box("类型", label=True),
                Box(str(meeting.get("kind") or "")),
            )
        ),
    )
    style = replace(FORM_TEXT, leading=16.0)
    return Form((1, 3, 1, 2), tuple(replace(row, min_mm=8) for row in rows), style, replace(FORM_LABEL, leading=16.0))
