"""《补考通知》: to each department who has to sit the retake, why, by when and where, with a slip to give back."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.reports.blocks import (
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Spacer,
    Together,
)
from desktop_app.reports.exam_rows import POLICIES, Held, exam_asked, owes, why_retake, with_candidates
from desktop_app.reports.exam_tables import fewest_pages
from desktop_app.reports.issue_letters import SLIP_TEXT, SLIP_TITLE, tear_line
from desktop_app.reports.issue_rows import DEPARTMENT, department_asked, only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import BODY, OFFICIAL_PAGE, Align, Font, Footer, Numbers, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.numbers import points
from desktop_app.services.marking import MarkLine
from desktop_app.system.errors import Refusal

TITLE = "补考通知"
CENTRE = Align.CENTRE
LOOKS = (BODY, Style(Font.FANGSONG, 15.75, 26), Style(Font.FANGSONG, 14, 23))
"""Hands of the text: the first of the fewest pages is taken, so that letter and slip share a page where they can."""
PEN_DAY = "　　　年　　月　　日"
COLUMNS = (
    Column("序号", mm=14, align=CENTRE),
    Column("姓名", mm=32, align=CENTRE),
    Column("准考证号", mm=40, align=CENTRE),
    Column("补考原因", weight=1),
)
SLIP_COLUMNS = (
    Column("姓名", mm=32, align=CENTRE),
    Column("本人签名", weight=1),
    Column("签收日期", mm=40, align=CENTRE),
    Column("备注", mm=30),
)


def exam_retake(request: Request) -> Document:
    """A letter to each department that has somebody to sit the retake, or to that of option ``department`` alone.

    Refuses an exam whose marks are not all in, or that nobody has to repeat.
    """
    only_options(request, TITLE, DEPARTMENT)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        if held.sheet.tally.open:
            raise Refusal(f"“{held.title}”还有 {held.sheet.tally.open} 人没有成绩。录完再印补考通知", "record")
        wanted = str(department_asked(request, facts).get("name") or "")
        owing = _by_department(held, wanted)
        if not owing:
            raise Refusal(f"“{held.title}”{f'{wanted}' if wanted else ''}没有应补考的人，不必发补考通知", "record")
        blocks: list[Block] = []
        for department, lines in owing:
            blocks += [PageBreak(recount=True)] if blocks else []
            made = (tuple(_letter(request, held, department, lines, look)) for look in LOOKS)
            blocks += fewest_pages(made, OFFICIAL_PAGE)
        whole = footer(request, facts, ())
        foot = Footer((), Numbers.OFFICIAL, whole.anchor, whole.watermark, whole.code)
        return Document(TITLE, OFFICIAL_PAGE, tuple(blocks), meta(request, facts, f"{held.title}{TITLE}"), foot)


def _by_department(held: Held, wanted: str) -> list[tuple[str, list[MarkLine]]]:
    """Those who owe a retake, department by department in the order of the house."""
    place = {str(row["name"]): int(row["position"]) for row in held.facts.departments()}
    found: dict[str, list[MarkLine]] = {}
    for line in held.lines:
        if owes(line, held.terms) and wanted in ("", line.department):
            found.setdefault(line.department, []).append(line)
    return sorted(found.items(), key=lambda one: (place.get(one[0], 999), one[0]))


def _letter(request: Request, held: Held, department: str, lines: Sequence[MarkLine], look: Style) -> Iterator[Block]:
    day = held.exam["held_on"]
    when = f"已于{long_day(day)}举行" if day else "已经举行"
    yield Heading(f"{held.title}{TITLE}")
    yield Para(f"{department}：", look, Align.LEFT, 0)
    said = f"{held.title}{when}，你部门下列{len(lines)}人应参加补考，请通知本人做好准备。"
    yield Para(said, look, after=4)
    rows: list[Row] = [
        (str(at), line.name, line.ticket, why_retake(line).replace(" ", "")) for at, line in enumerate(lines, 1)
    ]
    yield Ledger(COLUMNS, rows)
    yield Spacer(2)
    yield Para(f"补考时间：{_when(held, request.as_of)}。", look)
    yield Para(f"补考地点：{held.exam['retake_place'] or held.place or '另行通知'}。", look)
    policy = POLICIES[held.terms.policy].format(line=points(held.terms.pass_mark)).replace(" ", "")
    asks = f"请通知本人带准考证按时参加，无故不参加的记补考缺考。{policy}。本人签收后，请将回执交回。"
    yield Together((Para(asks, look), Closing((held.unit,), long_day(request.as_of), look)))
    yield _slip(held, department, lines)


def _when(held: Held, today: date) -> str:
    """The day the retake is set for, or by when it has to be."""
    on, by = held.exam["retake_on"], held.exam["retake_by"]
    if on is not None:
        return long_day(on) + (f"（补考期限{long_day(by)}）" if by else "")
    if by is None:
        rule, held_on = held.facts.rule("resit"), held.exam["held_on"]
        by = due_on(rule, held_on, held.facts.calendar).on if rule is not None and held_on is not None else None
    if by is None:
        return "另行通知"
    return f"{long_day(by)}前，具体时间另行通知" if by >= today else f"另行通知，补考期限{long_day(by)}已过"


def _slip(held: Held, department: str, lines: Sequence[MarkLine]) -> Together:
    """回执: signed by everybody who has to come, given back by the department."""
    said = f"《{held.title}{TITLE}》已收到，已通知本人按时参加补考。"
    rows = [(line.name, "", "", "") for line in lines]
    return Together(
        (
            tear_line(OFFICIAL_PAGE),
            Para(f"《{TITLE}》回执", SLIP_TITLE, CENTRE, 0, after=4),
            Para(said, SLIP_TEXT, after=4),
            Ledger(SLIP_COLUMNS, rows, min_row_mm=9),
            Spacer(3),
            Para(f"{department}（签收人）：　　　　　　　　　{PEN_DAY}", SLIP_TEXT, Align.LEFT, 0),
        )
    )
