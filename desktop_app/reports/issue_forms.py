"""《销号申请审批表》: one problem on one A4 page, with boxes for pens and seals."""

from collections.abc import Mapping
from dataclasses import replace

from desktop_app.models.issues import Issue, IssueExtension, IssueOfficer
from desktop_app.reports.blocks import Block, Box, Document, Form, FormRow, Heading, PageBreak, Para
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import MISSING, Problem, one_problem, only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.plan_papers import OFFICE
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import Align, Font, Margins, PageSetup, Style

TITLE = "问题整改销号申请审批表"
PAGE = PageSetup(margins=Margins(18, 22, 19, 25))
WIDTHS = (19.0, 37.0, 19.0, 33.0, 19.0, 36.0)
SEAL_ROOM_MM = 44.0
"""Height of a box a seal of 42 mm goes into."""
SIGN = "　　　　　　（公章）　　　　年　　月　　日"
OVERLEAF = "（内容较多，见附页）"
HANDS = tuple((Style(Font.SONG, size, size + 4), Style(Font.HEI, size, size + 4)) for size in (12, 10.5))
"""Sizes the form is set in, the largest that leaves it on one page."""
ANNEX = Style(Font.FANGSONG, 14, 24)
Texts = Mapping[str, str]


def application(request: Request) -> Document:
    """The form of the problem named by ``record``, blank when none is named.

    Shows the original deadline, extensions and the closures of former rounds. What no page can hold beside the room
    for pens goes overleaf whole (附页).
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        row = one_problem(request, facts)
        head = (Heading(TITLE), unit_line(request, facts, OFFICE))
        form, overleaf = _fitted(head, row)
        blocks = (*head, form, *_annex(overleaf))
        foot = footer(request, facts, ("经办人：", "审核人："))
        return Document(TITLE, PAGE, blocks, meta(request, facts, TITLE), foot)


def _fitted(head: tuple[Block, ...], row: Problem | None) -> tuple[Form, Texts]:
    """The form at the largest size that fits, its longest texts taken overleaf as far as need be."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    texts, overleaf = _texts(row), dict[str, str]()
    while True:
        shown = {label: OVERLEAF if label in overleaf else text for label, text in texts.items()}
        for style, label_style in HANDS:
            form = Form(WIDTHS, _rows(row, shown), style, label_style)
            spare = (height - height_of((*head, form), measure)) / MM
            if spare >= 0:
                return replace(form, rows=_rows(row, shown, SEAL_ROOM_MM + min(spare / 3, 6.0))), overleaf
        longest = max(texts.keys() - overleaf.keys(), key=lambda label: len(texts[label]))
        overleaf = {label: text for label, text in texts.items() if label in {*overleaf, longest}}


def _texts(row: Problem | None) -> dict[str, str]:
    """What may be of any length, by its label."""
    if row is None:
        return dict.fromkeys(("问题", "整改措施", "完成情况", "佐证材料", "延期情况", "历次销号"), "")
    return {
        "问题": row.name,
        "整改措施": row.measures,
        "完成情况": row.outcome,
        "佐证材料": row.of(Issue.evidence),
        "延期情况": "\n".join(_extensions(row)) or "无",
        "历次销号": "\n".join(row.closures) or "无",
    }


def _extensions(row: Problem) -> list[str]:
    """One line for each extension, with its approver."""
    return [
        f"{part['changed_on']}由{part['old_due_on'] or MISSING}延至{part['new_due_on']}：{part['reason']}"
        f"（批准人{row.who(part['approver_id'])}{'，' * bool(part['doc_no'])}{part['doc_no']}）"
        for part in row.parts(IssueExtension)
    ]


ROOM = {"问题": 12.0, "整改措施": 14.0, "完成情况": 14.0}
"""Least height of the boxes in mm, so that the blank form can be filled in by hand."""


def _rows(row: Problem | None, texts: Texts, seal_mm: float = SEAL_ROOM_MM) -> tuple[FormRow, ...]:
    return (
        *(_facts_row(pairs) for pairs in _facts(row)),
        *(
            FormRow((Box(label, label=True), Box(text, columns=5)), ROOM.get(label, 8.5))
            for label, text in texts.items()
        ),
        _opinion("责任部门意见", "", f"部门负责人签字：{SIGN}", seal_mm),
        _opinion("验收意见", _checked(row), f"验收人签字：{SIGN}", seal_mm),
        _opinion("分管领导审批", _approved(row), f"分管领导签字：{SIGN}", seal_mm),
    )


def _facts_row(pairs: Mapping[str, str]) -> FormRow:
    boxes = [box for label, text in pairs.items() for box in (Box(label, label=True), Box(text, align=Align.CENTRE))]
    return FormRow(tuple(boxes), 8.5)


def _facts(row: Problem | None) -> tuple[Texts, ...]:
    labels = (
        ("问题编号", "性质", "条线"),
        ("责任部门", "责任人", "责任领导"),
        ("发现日期", "原定期限", "整改期限"),
    )
    if row is None:
        return tuple(dict.fromkeys(some, "") for some in labels)
    due = row.stand.due_on
    told = (
        (row.number, f"{row.of(Issue.nature)}（{row.of(Issue.correction)}）", row.stand.line),
        (row.department, row.listed(IssueOfficer), row.of(Issue.leader_id)),
        (row.of(Issue.found_on), str(row.first_due or due or row.due), str(due or row.due)),
    )
    return tuple(dict(zip(some, texts, strict=True)) for some, texts in zip(labels, told, strict=True))


def _opinion(label: str, said: str, sign: str, seal_mm: float) -> FormRow:
    return FormRow((Box(label, label=True, upright=True), Box(said, columns=5, sign=sign)), seal_mm)


def _checked(row: Problem | None) -> str:
    """What the verifier said, where it is recorded."""
    if row is None or not row.of(Issue.opinion):
        return ""
    told = "，".join(word for word in (row.of(Issue.verifier_id), row.of(Issue.verified_on)) if word)
    return f"{row.of(Issue.opinion)}{f'（{told}）' if told else ''}"


def _approved(row: Problem | None) -> str:
    """Who closed it and when, where it is recorded."""
    if row is None or not row.closed:
        return ""
    told = (("批准人", row.of(Issue.approver_id)), ("销号日期", row.of(Issue.closed_on)))
    return "，".join(f"{label}：{word}" for label, word in told if word)


def _annex(overleaf: Texts) -> tuple[Block, ...]:
    """附页: what found no room, whole."""
    if not overleaf:
        return ()
    blocks: list[Block] = [PageBreak(), Para("附页", replace(ANNEX, font=Font.HEI), Align.LEFT, first_indent=0)]
    for label, text in overleaf.items():
        blocks += [Heading(label, 1), Para(text, ANNEX)]
    return tuple(blocks)
