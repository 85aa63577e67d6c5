"""Papers of the three cards (一案三卡): the cards, two A5 on a sheet with a line to cut, and their register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_app.models.cases import CardSet, CardTemplate, CaseCard
from desktop_app.registers import reading
from desktop_app.registers.cases import CARDS
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import (
    Block,
    Column,
    Document,
    Drawing,
    GroupRow,
    Heading,
    Ledger,
    LineMark,
    PageBreak,
    Row,
    TextMark,
)
from desktop_app.reports.card_face import GREY, HEIGHT, MARGIN, WIDTH, CardFace, card_marks
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.review_rows import OFFICE, rounds_named
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Footer, Margins, Numbers, PageSetup
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import long_day
from desktop_app.services.card_finding import live_templates, round_cases
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Condition, Equals
from desktop_app.system.errors import Refusal

CARDS_TITLE, REGISTER_TITLE = "一案三卡", "“一案三卡”发放回收登记表"
KIND = "kind"
"""Option that prints the cards of one kind alone, by the title of its template."""
EDGE_MM = MARGIN / MM
PAGE = PageSetup(landscape=True, margins=Margins(EDGE_MM, EDGE_MM, EDGE_MM, EDGE_MM))
STEP = WIDTH + 2 * MARGIN
"""From one card of a sheet to the other, in points."""
CENTRE = Align.CENTRE
CARD = CaseCard.__tablename__
Values = Mapping[str, Any]


def cards(request: Request) -> Document:
    """The cards of the case, or of every case of the round, named by ``record``; blank ones when none is.

    ``record`` is the number of a card set or case, or number or month of a round. Option ``kind`` keeps to one card.
    Each bears its number as a square code: scanned, the card is taken back.
    """
    only_options(request, CARDS_TITLE, KIND)
    with request.desk.facts() as facts:
        foot = footer(request, facts, ())
        practice = f"（{foot.watermark}）" if foot.watermark else ""
        faces = list(_faces(request, facts, f"{practice}{foot.anchor}"))
        bare = Footer((), Numbers.NONE, watermark=foot.watermark)
        return Document(CARDS_TITLE, PAGE, tuple(_sheets(faces)), meta(request, facts, CARDS_TITLE), bare)


def _faces(request: Request, facts: Facts, anchor: str) -> Iterator[CardFace]:
    templates, unit = _templates(request, facts), str(facts.unit.get("name") or "")
    for values in sets_asked(request, facts) or [{}]:
        given = {str(row[CaseCard.kind.key]): row for row in values.get(CARD, ())}
        for template in templates:
            face = _blank(template, unit, anchor)
            yield _filled(face, values, given.get(face.title, {}), facts) if values else face


def _blank(template: Values, unit: str, anchor: str) -> CardFace:
    questions = str(template[CardTemplate.questions.key] or "").splitlines()
    return CardFace(
        unit,
        str(template[CardTemplate.title.key]),
        str(template[CardTemplate.promise.key] or "").strip(),
        tuple(line.strip() for line in questions if line.strip()),
        "　".join(str(template[CardTemplate.contact.key] or "").split()),
        audience=str(template[CardTemplate.audience.key] or ""),
        anchor=anchor,
    )


def _filled(face: CardFace, values: Values, row: Values, facts: Facts) -> CardFace:
    issued, due = row.get(CaseCard.issued_on.key), row.get(CaseCard.due_on.key)
    return replace(
        face,
        number=str(row.get(CaseCard.card_no.key) or ""),
        case_no=str(values[CardSet.case_no.key] or ""),
        name=str(values[CardSet.name.key] or ""),
        department=facts.label("department", values[CardSet.department_id.key]),
        handler=facts.label("officer", values[CardSet.handler_id.key]),
        audience=str(row.get(CaseCard.issued_to.key) or face.audience),
        issued=f"{long_day(issued)}发放" if issued else "",
        due=long_day(due) if due else "",
    )


def _templates(request: Request, facts: Facts) -> list[Values]:
    wanted, live = request.options.get(KIND, "").strip(), live_templates(facts)
    if not live:
        raise Refusal("没有卡片模板。在基础台账的卡片模板里新增或恢复")
    found = [row for row in live if wanted in ("", row["title"])]
    if not found:
        raise Refusal(f"没有“{wanted}”这种卡。可选：{'、'.join(str(row['title']) for row in live)}")
    return found


def sets_asked(request: Request, facts: Facts) -> list[Values]:
    """Card sets by number, case number, round number or month; none when no record is named. Unknown is refused."""
    wanted = request.record.strip()
    if not wanted:
        return []
    for condition in (Equals(CardSet.number, wanted.upper()), Equals(CardSet.case_no, case_key(wanted))):
        if found := _having(facts, condition):
            return found
    for round_id in rounds_named(facts, wanted)[:1]:
        numbers = round_cases(facts.session, round_id)
        if not (found := _having(facts, AnyOf(CardSet.case_no, tuple(numbers)))):
            raise Refusal(f"{wanted} 的案件还没有建三卡。先在三卡里建好再打印", "record")
        place = {number: at for at, number in enumerate(numbers)}
        return sorted(found, key=lambda row: place[str(row[CardSet.case_no.key])])
    raise Refusal(f"没有编号为 {wanted} 的三卡。写三卡编号（如 SK-001）、受案号，或评查轮次编号", "record")


def _having(facts: Facts, *conditions: Condition) -> list[Values]:
    return [line.values for line in reading.all_lines(facts, CARDS, (), conditions)]


def _sheets(faces: Sequence[CardFace]) -> Iterator[Block]:
    """Two cards side by side, the line to cut between them."""
    for at in range(0, len(faces), 2):
        if at:
            yield PageBreak()
        marks = [mark for place, face in enumerate(faces[at : at + 2]) for mark in card_marks(face, place * STEP)]
        yield Drawing(STEP + WIDTH, HEIGHT, (*marks, *_cut()))


def _cut() -> Iterator[LineMark | TextMark]:
    """A dashed line from the head of the type area to its foot, its word in the middle."""
    x, half, gap = WIDTH + MARGIN, HEIGHT / 2, 20.0
    yield LineMark(x, 0, x, half - gap, 0.5, GREY, (4.0, 3.0))
    yield LineMark(x, half + gap, x, HEIGHT, 0.5, GREY, (4.0, 3.0))
    for at, char in enumerate("裁切线"):
        yield TextMark(x, half - gap + 12 + at * 12, char, SMALL, CENTRE, GREY)


REGISTER_COLUMNS = (
    Column("序号", mm=11, align=CENTRE),
    Column("卡种", mm=24),
    Column("卡号", mm=16, align=CENTRE),
    Column("发放对象", weight=2),
    Column("发放日期", mm=19, align=CENTRE),
    Column("发放人", mm=15, align=CENTRE),
    Column("领卡人签名", mm=21),
    Column("应收回日", mm=19, align=CENTRE),
    Column("收回日期", mm=19, align=CENTRE),
    Column("收回方式", mm=19, align=CENTRE),
    Column("评价", mm=17, align=CENTRE),
    Column("反映的问题、处理情况", weight=3),
)
_CARD_ITEMS = {item.name: item for item in next(part for part in CARDS.parts if part.name == CARD).fields}


def card_register(request: Request) -> Document:
    """《发放回收登记表》: every case with its cards, or those named by ``record`` as ``cards`` takes it."""
    only_options(request, REGISTER_TITLE)
    with request.desk.facts() as facts:
        found = sets_asked(request, facts) if request.record.strip() else _having(facts)
        found = sorted(found, key=lambda row: str(row["number"]))
        kinds = [str(row["title"]) for row in live_templates(facts)]
        ledger = Ledger(
            REGISTER_COLUMNS,
            [row for at, values in enumerate(found, 1) for row in _case_rows(at, values, kinds, facts)],
            style=SMALL,
            head_style=SMALL_HEAD,
            note=_counts(found, kinds, request),
            note_style=SMALL,
        )
        blocks = (Heading(REGISTER_TITLE), unit_line(request, facts, OFFICE), ledger)
        foot = footer(request, facts)
        return Document(REGISTER_TITLE, LEDGER_PAGE, blocks, meta(request, facts, REGISTER_TITLE), foot)


def _case_rows(at: int, values: Values, kinds: Sequence[str], facts: Facts) -> Iterator[Row]:
    """A line naming the case, then a line for each card it must have, and for others it got."""
    handler = facts.label("officer", values[CardSet.handler_id.key])
    told = (values[CardSet.case_no.key], values[CardSet.name.key], f"承办人：{handler}" if handler else "")
    yield GroupRow(f"{at}.{'　'.join(str(text) for text in told if text)}")
    rows = list(values.get(CARD, ()))
    there = {row[CaseCard.kind.key] for row in rows}
    rows += [{CaseCard.kind.key: kind} for kind in kinds if kind not in there]
    order = {kind: place for place, kind in enumerate(kinds)}
    rows.sort(key=lambda row: order.get(str(row[CaseCard.kind.key]), len(order)))
    trouble = _trouble(values, rows)
    for place, row in enumerate(rows, 1):
        yield _card_row(f"{at}-{place}", row, trouble if place == len(rows) else "", facts)


def _trouble(values: Values, rows: Sequence[Values]) -> str:
    """What the cards reported, unless it stands beside the card itself, and what was done about it."""
    told = {f"{row[CaseCard.kind.key]}：{row.get(CaseCard.said.key) or ''}" for row in rows}
    lines = str(values[CardSet.problem.key] or "").splitlines()
    done = str(values[CardSet.handling.key] or "")
    return "\n".join([*(line for line in lines if line not in told), *([f"处理：{done}"] if done else [])])


def _card_row(place: str, row: Values, trouble: str, facts: Facts) -> Row:
    def of(attr: Any) -> str:
        return cell(_CARD_ITEMS[attr.key], row, facts)

    said = "\n".join(dict.fromkeys(filter(None, (of(CaseCard.said), trouble))))
    return (
        place,
        of(CaseCard.kind),
        of(CaseCard.card_no),
        of(CaseCard.issued_to),
        of(CaseCard.issued_on),
        of(CaseCard.issuer_id),
        "",
        of(CaseCard.due_on),
        of(CaseCard.returned_on),
        of(CaseCard.way),
        of(CaseCard.rating),
        said,
    )


def _counts(found: Sequence[Values], kinds: Sequence[str], request: Request) -> str:
    """Cases with every card given out, cards given out and back, those past their day."""
    rows = [row for values in found for row in values.get(CARD, ())]
    day, issued = request.as_of, CaseCard.issued_on.key
    out = [row for row in rows if row.get(issued) and row[issued] <= day]
    back = [row for row in out if (on := row.get(CaseCard.returned_on.key)) and on <= day]
    late = sum(1 for row in out if row not in back and (due := row.get(CaseCard.due_on.key)) and due < day)
    whole = sum(1 for values in found if _whole(values, kinds, request))
    return (
        f"共{len(found)}案，卡片发齐{whole}案；发放{len(out)}张，收回{len(back)}张，"
        f"未收回{len(out) - len(back)}张，其中逾期{late}张。"
    )


def _whole(values: Values, kinds: Sequence[str], request: Request) -> bool:
    issued = CaseCard.issued_on.key
    given = {row[CaseCard.kind.key] for row in values.get(CARD, ()) if row.get(issued) and row[issued] <= request.as_of}
    return bool(kinds) and given.issuperset(kinds)
