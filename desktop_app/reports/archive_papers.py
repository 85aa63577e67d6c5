"""《人员档案》《案件档案》: all that is written of one officer or one case, tab by tab, as an inquiry asks for it."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.registers import archive
from desktop_app.registers.archive import Archive, Entry
from desktop_app.registers.archive_heads import Said, case_head, case_named, officer_named, person_head
from desktop_app.registers.relations import CASES, PEOPLE
from desktop_app.reports.blocks import (
    Block,
    Box,
    Column,
    Document,
    Form,
    FormRow,
    Heading,
    Ledger,
    Para,
    Spacer,
    UnitLine,
)
from desktop_app.reports.form_rows import pair
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.naming_asked import NAMING, Mask, mask_of, naming_asked
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import SMALL, SMALL_HEAD, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day, read_date
from desktop_app.rules.manuscript import han
from desktop_app.rules.number_ranges import written_short
from desktop_app.rules.tabs import TAB_NAMES
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import Naming
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

PERSON_TITLE, CASE_TITLE = "人员档案", "案件档案"
KIN, DAY = "kin", "day"
PAGE = PageSetup(margins=Margins(20, 16, 20, 22))
FACTS = (26.0, 60.0, 26.0, 60.0)
HEAD = Style(Font.HEI, 12, 20)
TEXT, LABEL = Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14)
CENTRE = Align.CENTRE
COLUMNS = (
    Column("序号", mm=9, align=CENTRE),
    Column("日期", mm=20, align=CENTRE),
    Column("台账、编号", mm=37),
    Column("关系", mm=18, align=CENTRE),
    Column("内容", weight=1),
)
LINE = (
    Column("序号", mm=9, align=CENTRE),
    Column("日期", mm=20, align=CENTRE),
    Column("事项", mm=32),
    Column("台账、编号", mm=44),
    Column("内容", weight=1),
)
NOTHING = "未发现记录。"
_KEPT = ("姓名", "部门", "学习考试")
"""What a masked page still says of an officer: number, post and days would tell who he is."""
SHORT = 10
"""A word at the head of at most so many characters shares its row with another."""


def person_dossier(request: Request) -> Document:
    """《人员档案》 of the officer named by ``record`` (工号, or a name that only one bears).

    Options: ``naming`` how officers are named, ``kin`` 1 prints relatives, ``day`` the day whose posts are told.
    """
    only_options(request, PERSON_TITLE, NAMING, KIN, DAY)
    with request.desk.facts() as facts:
        officer = officer_named(facts, request.record)
        ask = Question(facts.session, request.as_of)
        told = archive.of_officer(facts, officer, request.as_of, request.period)
        naming = naming_asked(request)
        head = person_head(facts, ask, officer, _day(request))
        if naming is not Naming.NAMED:
            head = [(said, text if said in _KEPT or said.endswith("在岗") else "—") for said, text in head]
        return _document(request, facts, PERSON_TITLE, told, head, naming)


def case_dossier(request: Request) -> Document:
    """《案件档案》 of the case whose number (受案号) ``record`` is; options as for 《人员档案》 but the day."""
    only_options(request, CASE_TITLE, NAMING, KIN)
    with request.desk.facts() as facts:
        ask = Question(facts.session, request.as_of)
        told = archive.of_case(facts, case_named(request.record), request.as_of, request.period)
        return _document(request, facts, CASE_TITLE, told, case_head(facts, ask, told), naming_asked(request))


def _day(request: Request) -> date:
    written = request.options.get(DAY, "")
    try:
        return (read_date(written, request.as_of.year) if written else None) or request.as_of
    except Unreadable as fault:
        raise Refusal(f"某日“{written}”不是日期。写成 {request.as_of} 这样", DAY) from fault


def _document(
    request: Request, facts: Facts, title: str, told: Archive, head: Sequence[Said], naming: Naming
) -> Document:
    mask = mask_of(facts, naming)
    kin = request.options.get(KIN) == "1"
    blocks = tuple(_blocks(request, facts, title, told, head, mask, kin))
    foot = footer(request, facts, ("制表人：", "核对人："))
    return Document(title, PAGE, blocks, meta(request, facts, title), foot)


def _blocks(
    request: Request, facts: Facts, title: str, told: Archive, head: Sequence[Said], mask: Mask, kin: bool
) -> Iterator[Block]:
    yield Heading(title)
    over = f"，时段{told.period.label}" if told.period is not None else ""
    yield UnitLine(
        f"单位：{facts.unit.get('name') or ''}", f"截至{long_day(request.as_of)}{over}", Style(Font.SONG, 10.5, 16)
    )
    yield Form(FACTS, tuple(_facts([(said, mask(text)) for said, text in head])), TEXT, LABEL)
    yield Spacer(2)
    yield Ledger(tuple(Column(TAB_NAMES[tab], weight=1, align=CENTRE) for tab in told.counts),
                 [tuple(str(count) for count in told.counts.values())], style=SMALL, head_style=SMALL_HEAD)  # fmt: skip
    at = 0
    for at, (tab, count) in enumerate(told.counts.items(), 1):
        yield from _section(f"{han(at)}、{TAB_NAMES[tab]}", count, told.of_tab(tab), mask, kin)
    if told.kind == CASES:
        yield from _time(f"{han(at + 1)}、时间线", told, mask)
    yield Spacer(2)
    yield Para(_note(told, kin), SMALL, Align.LEFT, 0, keep=True)


def _facts(head: Sequence[Said]) -> Iterator[FormRow]:
    """Two short ones in a row, a long one in a row of its own."""
    row: list[Box] = []
    for said, text in head:
        if len(text) > SHORT * 2 or len(said) > SHORT // 2 + 1:
            if row:
                yield _filled(row)
            row = []
            label, box = pair(said, text, 3)
            yield FormRow((label, box), 8)
        else:
            row += pair(said, text)
        if len(row) == len(FACTS):
            yield FormRow(tuple(row), 8)
            row = []
    if row:
        yield _filled(row)


def _filled(row: Sequence[Box]) -> FormRow:
    """A row with one word alone: it gets the room of two."""
    label, box = row
    return FormRow((label, Box(box.text, columns=3)), 8)


def _section(title: str, count: int, entries: Sequence[Entry], mask: Mask, kin: bool) -> Iterator[Block]:
    yield Spacer(2)
    yield Para(f"{title}（{count} 条）" if count else f"{title}：{NOTHING}", HEAD, Align.LEFT, 0, keep=bool(count))
    if count:
        rows = [_row(at, one, mask, kin) for at, one in enumerate(entries, 1)]
        yield Ledger(COLUMNS, rows, style=SMALL, head_style=SMALL_HEAD, min_row_mm=6.5)


def _row(at: int, one: Entry, mask: Mask, kin: bool) -> tuple[str, ...]:
    hidden = one.shy is not None and not kin
    content = one.shy if hidden else _content(one)
    return (
        str(at),
        str(one.on) if one.on else "未写日期",
        f"{one.title}\n{one.number}",
        "、".join(one.roles),
        mask(content or ""),
    )


def _content(one: Entry) -> str:
    return "。".join(filter(None, (one.what, one.told)))


def _time(title: str, told: Archive, mask: Mask) -> Iterator[Block]:
    yield Spacer(2)
    lines = list(told.together)
    yield Para(f"{title}（{len(lines)} 项）" if lines else f"{title}：{NOTHING}", HEAD, Align.LEFT, 0, keep=bool(lines))
    if lines:
        rows = [
            (str(at), str(day), mask(said), f"{entries[0].title}\n{_numbers(entries)}", mask(_named(entries)))
            for at, (day, said, entries) in enumerate(lines, 1)
        ]
        yield Ledger(LINE, rows, style=SMALL, head_style=SMALL_HEAD, min_row_mm=6.5)


def _numbers(entries: Sequence[Entry]) -> str:
    """Every number, in the order of the ledger; many of one kind written short."""
    numbers = list(dict.fromkeys(one.number for one in entries))
    return numbers[0] if len(numbers) == 1 else written_short(numbers)


def _named(entries: Sequence[Entry]) -> str:
    return "、".join(dict.fromkeys(one.what for one in entries if one.what))


def _note(told: Archive, kin: bool) -> str:
    whom = "对应到本人" if told.kind == PEOPLE else "写有本案受案号，或属于这些记录"
    said = [f"注：本档案列出各台账中{whom}的全部记录，编号即出处；状态为制表时的状态"]
    if told.kind == PEOPLE:
        said.append("文字中提到姓名而没有对应到人的不在内")
    if not kin and any(one.shy is not None for one in told.entries):
        said.append("亲属的姓名、单位未列出")
    if told.withheld:
        said.append(f"{'、'.join(told.withheld)}没有列出")
    if told.later:
        said.append(f"截至日以后的 {told.later} 条不在内")
    if told.retired:
        said.append(f"另有已删除的记录 {len(told.retired)} 条：{'、'.join(told.retired)}，见操作记录")
    return "；".join(said) + "。"
