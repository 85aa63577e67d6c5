"""《监督文书跟踪台账》《逾期未回复督办表》《回访核查表》: what was sent out, what is still on paper, what landed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from desktop_app.figures import catalogue
from desktop_app.figures.document_standing import DocumentStand, documents, every_document
from desktop_app.figures.engine import Question
from desktop_app.models.supervision import SupervisionDocument
from desktop_app.registers import reading
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Ledger,
    PageBreak,
    Row,
    Signatures,
    UnitLine,
)
from desktop_app.reports.closings import SEAL_WIDTH_MM
from desktop_app.reports.form_rows import BETWEEN, MISSING, PEN_DAY, pair, said, ticked, wide
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.manuscript import han
from desktop_app.rules.numbers import rounded
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import DocumentStanding, Landing
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

LEDGER_TITLE, URGING_TITLE, VISIT_TITLE = "监督文书跟踪台账", "监督文书逾期未回复督办表", "监督文书回访核查表"
KIND = "kind"
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
RED = "#B3261E"
COLUMNS = (
    Column("序号", mm=11, align=CENTRE),
    Column("文号", mm=34),
    Column("发往单位", mm=25),
    Column("主要内容", weight=1),
    Column("承办", mm=22, align=CENTRE),
    Column("发出", mm=22, align=CENTRE),
    Column("送达", mm=22, align=CENTRE),
    Column("应回复", mm=22, align=CENTRE),
    Column("回复", mm=25, align=CENTRE),
    Column("核查", mm=23, align=CENTRE),
    Column("落实情况", mm=20, align=CENTRE),
)
LATE_COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("文号", mm=34),
    Column("发往单位", mm=28),
    Column("主要内容", weight=1),
    Column("承办人", mm=18, align=CENTRE),
    Column("送达", mm=21, align=CENTRE),
    Column("应回复", mm=21, align=CENTRE),
    Column("逾期", mm=16, align=RIGHT),
    Column("已督促", mm=24, align=CENTRE),
    Column("督办措施、完成时限", mm=38),
    Column("承办人签收", mm=20),
)
VISIT_PAGE = PageSetup(margins=Margins(18, 18, 20, 22))
VISIT_WIDTHS = (24.0, 61.0, 24.0, 61.0)
VISIT_TEXT, VISIT_LABEL = Style(Font.SONG, 11, 15), Style(Font.HEI, 11, 15)
WAYS = ("实地回访", "调阅案卷", "电话核实", "书面核实")


def document_ledger(request: Request) -> Document:
    """《监督文书跟踪台账》 of the documents sent out by the day (in the period), kind by kind.

    ``record`` or option ``kind`` keeps it to one kind. An unknown kind is refused.
    """
    only_options(request, LEDGER_TITLE, KIND)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        rows = _of_kind(documents(ask), request.record or request.options.get(KIND, ""))
        short = {str(row["name"]): str(row["short"] or row["name"]) for row in facts.rows("department").values()}
        body = list(_by_kind(rows, short))
        note = _rates(ask) if rows and not request.record and not request.options.get(KIND) else ""
        empty = f"（截至{long_day(ask.as_of)}，没有发出监督文书）"
        table = Ledger(COLUMNS, body, _counted(rows) if rows else None, note=note, empty=empty)
        over = f"（{request.period.label}）" if request.period is not None else ""
        blocks = (Heading(f"{LEDGER_TITLE}{over}"), unit_line(request, facts), table)
        return Document(LEDGER_TITLE, LEDGER_PAGE, blocks, meta(request, facts, LEDGER_TITLE), footer(request, facts))


def _of_kind(rows: Sequence[DocumentStand], kind: str) -> list[DocumentStand]:
    wanted = tight(kind)
    if not wanted:
        return list(rows)
    kept = [row for row in rows if wanted in tight(row.kind)]
    known = "、".join(dict.fromkeys(row.kind for row in rows))
    if not kept:
        raise Refusal(f"没有“{kind}”这种文书。{f'可选：{known}' if known else '空着印全部'}", "record")
    return kept


def _by_kind(rows: Iterable[DocumentStand], short: Mapping[str, str]) -> Iterator[Row]:
    at = 0
    kept = sorted(rows, key=lambda row: row.kind)
    for place, (kind, group) in enumerate(groupby(kept, key=lambda row: row.kind), 1):
        own = list(group)
        yield GroupRow(f"{han(place)}、{kind}（{len(own)}份）")
        for row in own:
            at += 1
            yield _line(row, at, short)


def _line(row: DocumentStand, at: int, short: Mapping[str, str]) -> Row:
    replied = "\n".join(filter(None, (str(row.replied_on), row.reply_no))) if row.replied_on else ""
    checked = "\n".join(filter(None, (str(row.verified_on), row.verify_way, row.verifier))) if row.verified_on else ""
    return (
        str(at),
        row.doc_no or MISSING,
        row.unit,
        row.name,
        "\n".join(filter(None, (short.get(row.department, row.department), row.handler))),
        str(row.sent_on or MISSING),
        str(row.delivered_on or ""),
        str(row.due_on or ""),
        replied,
        checked,
        _state(row),
    )


def _state(row: DocumentStand) -> Cell:
    """Where it stands: what was found on verifying, else how far it has come."""
    if row.landing is not None:
        return Cell(str(row.landing), strong=row.landing is not Landing.DONE)
    late = row.state in (DocumentStanding.OVERDUE, DocumentStanding.UNVERIFIED)
    return Cell(f"{'! ' if row.overdue else ''}{row.state}", strong=late, colour=RED if row.overdue else "#000000")


def _counted(rows: Sequence[DocumentStand]) -> Sequence[str | Cell]:
    told = [f"{state}{count}" for state in DocumentStanding if (count := sum(row.state is state for row in rows))]
    return ("", "合计", f"{len(rows)}份", Cell("，".join(told), span=8))


RATES = (
    ("按期回复率", "按期回复率", "documents.reply_rate"),
    ("采纳率", "采纳率", "documents.adoption_rate"),
    ("落实率（核查后）", "期内核查的落实率", "documents.landing_rate"),
)


def _rates(ask: Question) -> str:
    """注：按期回复率 85.7%，…; a rate of nothing is left out."""
    found = ((label if ask.period is None else over, catalogue.ask(code, ask).value) for label, over, code in RATES)
    told = [f"{label}{rounded(value * 100, 1)}%" for label, value in found if value is not None]
    return f"注：{'，'.join(told)}。落实情况以核查为准，只有回复没有核查的不算落实。" if told else ""


def document_urging(request: Request) -> Document:
    """《逾期未回复督办表》: documents without reply past their day, by department; ``record`` names one, or a unit."""
    only_options(request, URGING_TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        late = [row for row in every_document(ask) if row.overdue]
        wanted = tight(request.record)
        kept = [row for row in late if wanted in tight(row.department + row.unit) or wanted == tight(row.doc_no)]
        if wanted and not kept:
            raise Refusal(f"“{request.record.strip()}”没有逾期未回复的文书。写部门、发往单位或文号", "record")
        body = list(_late(kept, ask))
        empty = f"（截至{long_day(ask.as_of)}，没有逾期未回复的文书）"
        note = "注：本表一式两份，一份交承办部门办理，一份由督办部门存查；督办结果登记到督促记录。" if kept else ""
        table = Ledger(LATE_COLUMNS, body, note=note, min_row_mm=13, empty=empty)
        blocks: list[Block] = [Heading(URGING_TITLE), unit_line(request, facts), table]
        if kept:
            blocks.append(Signatures(("督办人：", "督办部门负责人：", "分管领导：")))
        foot = footer(request, facts)
        return Document(URGING_TITLE, LEDGER_PAGE, tuple(blocks), meta(request, facts, URGING_TITLE), foot)


def _late(rows: Iterable[DocumentStand], ask: Question) -> Iterator[Row]:
    at = 0
    kept = sorted(rows, key=lambda row: row.department)
    for place, (department, group) in enumerate(groupby(kept, key=lambda row: row.department), 1):
        own = sorted(group, key=lambda row: row.due_on or ask.as_of)
        yield GroupRow(f"{han(place)}、{department}（{len(own)}份）")
        for row in own:
            at += 1
            yield _urged(row, at, ask)


def _urged(row: DocumentStand, at: int, ask: Question) -> Row:
    days = (ask.as_of - row.due_on).days if row.due_on is not None else 0
    last = max((on for on in row.urged if on is not None), default=None)
    urged = "\n".join(filter(None, (f"{len(row.urged)}次" if row.urged else "未督促", str(last or ""))))
    return (
        str(at),
        row.doc_no or MISSING,
        row.unit,
        row.name,
        row.handler,
        str(row.delivered_on or ""),
        str(row.due_on or ""),
        Cell(f"{days}天", strong=True),
        urged,
        "",
        "",
    )


def document_visit(request: Request) -> Document:
    """《回访核查表》 of each document named by ``record`` (文号、编号, parted by 、), of all answered and not verified
    where none is named, an empty form where there is none.
    """
    only_options(request, VISIT_TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        rows = _named(every_document(ask), request.record)
        blocks: list[Block] = []
        sheets: Sequence[DocumentStand | None] = rows or [None]
        for row in sheets:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _visit(facts, row)
        foot = footer(request, facts, ())
        return Document(VISIT_TITLE, VISIT_PAGE, tuple(blocks), meta(request, facts, VISIT_TITLE), foot)


def _named(rows: Sequence[DocumentStand], record: str) -> list[DocumentStand]:
    wanted = [tight(word) for word in BETWEEN.split(record.strip()) if word]
    if not wanted:
        return [row for row in rows if row.unverified]
    known = {tight(name): row for row in rows for name in (row.number, row.doc_no) if name}
    for word in wanted:
        if word not in known:
            raise Refusal(f"没有发出过“{word}”这份文书。写文号或编号，几份之间用、隔开", "record")
    return [known[word] for word in dict.fromkeys(wanted)]


def _visit(facts: Facts, row: DocumentStand | None) -> Iterator[Block]:
    unit = str(facts.unit.get("name") or "")
    number = row.number if row is not None else ""
    yield Heading(VISIT_TITLE, code=number)
    yield UnitLine(f"单位：{unit}", f"编号：{number or '　　　　　　'}", Style(Font.SONG, 10.5, 16))
    yield Form(VISIT_WIDTHS, tuple(_visit_rows(facts, row)), VISIT_TEXT, VISIT_LABEL)


def _visit_rows(facts: Facts, row: DocumentStand | None) -> Iterator[FormRow]:
    def of(text: object) -> str:
        return str(text or "") if row is not None else ""

    for boxes in (
        (*pair("文书种类", of(row and row.kind)), *pair("文　号", of(row and row.doc_no))),
        (*pair("发往单位", of(row and row.unit)), *pair("涉及案件", of(row and row.case_no))),
        (*pair("承办部门", of(row and row.department)), *pair("承 办 人", of(row and row.handler))),
        (*pair("发出日期", said(row.sent_on) if row else ""), *pair("送达日期", said(row.delivered_on) if row else "")),
        (*pair("应回复日期", said(row.due_on) if row else ""), *pair("回复日期", said(row.replied_on) if row else "")),
        (*pair("回复文号", of(row and row.reply_no)), *pair("采纳情况", of(row and row.adoption))),
    ):
        yield FormRow(boxes, 9)
    yield wide("主要内容", of(row and row.name), 14)
    yield wide("回复内容", of(row and row.reply), 24)
    yield wide("核查方式", ticked(WAYS, of(row and row.verify_way)), 9)
    evidence = _evidence(facts, row) if row is not None else ""
    yield wide("核查情况", evidence, 36, f"核查人：{of(row and row.verifier) or '　　　　'}{_day(row)}")
    yield wide("落实情况", ticked([str(word) for word in Landing], of(row and row.landing)), 9)
    yield wide("被核查单位\n意见", "", SEAL_WIDTH_MM, f"负责人签字：　　　　　（盖章）{PEN_DAY}")
    yield wide("承办部门\n意见", "", 18, f"签字：　　　　　{PEN_DAY}")
    yield wide("分管领导\n意见", "", 18, f"签字：　　　　　{PEN_DAY}")


def _day(row: DocumentStand | None) -> str:
    return f"　　{said(row.verified_on)}" if row is not None and row.verified_on is not None else PEN_DAY


def _evidence(facts: Facts, row: DocumentStand) -> str:
    """What was seen on verifying, as the register has it; empty before."""
    if row.verified_on is None:
        return ""
    item = DOCUMENTS.by_name[SupervisionDocument.evidence.key]
    line = next(iter(reading.lines(facts, DOCUMENTS, [row.id], [item])), None)
    return cell(item, line.values, facts) if line is not None else ""
