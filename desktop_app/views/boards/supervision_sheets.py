"""The sheets of 统计 of 督查问责: findings, documents and their rates, indicators, duties by quarter, outcomes."""

from collections.abc import Callable, Mapping

from desktop_app.figures.accountability import lacking
from desktop_app.figures.document_standing import DOCUMENT
from desktop_app.figures.duty_standing import DUTY, LeaderStand, bare_quarters
from desktop_app.figures.engine import Answer, Behind, by_kind
from desktop_app.figures.habit_standing import HABIT, INDICATOR
from desktop_app.figures.habits import STANDING
from desktop_app.figures.inquiry_standing import KIND as INQUIRY
from desktop_app.figures.supervision_boards import UNSEEN, Ids, Supervision
from desktop_app.rules.periods import Period
from desktop_app.rules.vocabulary import Landing
from desktop_app.views.boards.exam_words import named, number
from desktop_app.views.boards.issue_sheet import Head, Row
from desktop_app.views.boards.issue_words import two_lines
from desktop_app.views.boards.kind_table import Cell

ALL = "合计"
FINDINGS, PAPERS, ITEMS, LISTS, INQUIRIES = "起", "份", "项", "份", "件"
_LANDINGS = (*(str(one) for one in Landing), UNSEEN)
_RED, _AMBER, _GREEN = "red7", "amber7", "green7"
_NOTHING = "没有"


def none(columns: int) -> tuple[Row, ...]:
    """A row that says so where there is none."""
    return (Row("", (Cell(_NOTHING, tone="ink3"), *(Cell("·", tone="ink3") for _ in range(columns - 1)))),)


def _count(ids: Ids, kind: str, measure: str, *words: str, tone: str = "ink", strong: bool = False) -> Cell:
    ink = tone if ids else "ink3"
    said = named(ids, measure, *words)
    return Cell(number(len(ids)), ids, said, tone=ink, strong=strong, kind=kind, weight=float(len(ids)))


def _first(word: str, ids: Ids, kind: str, measure: str, total: bool = False) -> Cell:
    return Cell(word, ids, named(ids, measure, "" if total else word), strong=total, kind=kind)


# findings


def habit_heads(told: Supervision, shorts: Mapping[str, str]) -> tuple[Head, ...]:
    """Departments as columns, by their short names."""
    places = (Head(two_lines(shorts.get(place, place)), least=40) for place in _places(told))
    return (Head("类别", width=84, left=True), *places, Head(ALL, width=48, sum=True))


def _places(told: Supervision) -> list[str]:
    return list(dict.fromkeys(place for own in told.found().values() for place in own))


def habit_rows(told: Supervision) -> tuple[Row, ...]:
    """A row a category, the most first, last the sums."""
    found, places = told.found(), _places(told)
    if not found:
        return none(2)
    order = sorted(found, key=lambda word: -sum(map(len, found[word].values())))
    sums = {place: tuple(id_ for own in found.values() for id_ in own.get(place, ())) for place in places}
    rows = (_habit_row(word, found[word], places) for word in order)
    return (*rows, _habit_row(ALL, sums, places, total=True))


def _habit_row(word: str, own: Mapping[str, Ids], places: list[str], total: bool = False) -> Row:
    every = tuple(id_ for place in places for id_ in own.get(place, ()))
    name = "" if total else word
    cells = (_count(own.get(place, ()), HABIT, FINDINGS, name, place, strong=total) for place in places)
    return Row(
        word,
        (_first(word, every, HABIT, FINDINGS, total), *cells, _count(every, HABIT, FINDINGS, name, strong=True)),
        total,
    )


# words with a bar


def word_heads(first: str, measure: str) -> tuple[Head, ...]:
    return (Head(first, left=True, least=96), Head("", left=True, least=60), Head(measure, width=52))


def word_rows(
    found: Answer, kind: str, measure: str, red: frozenset[str] = frozenset(), most: int = 0
) -> tuple[Row, ...]:
    """A row a word of a figure with a bar, the most first; ``red`` words stand in red. A bar is as long as ``most``."""
    words = {word: tuple(id_ for _, id_ in behind) for word, behind in found.by_word.items()}
    order = sorted(words, key=lambda word: -len(words[word]))
    most = most or max(map(len, words.values()), default=0)
    return tuple(_word(word, words[word], kind, measure, most, word in red) for word in order) or none(3)


def _word(word: str, ids: Ids, kind: str, measure: str, most: int, red: bool) -> Row:
    once = tuple(dict.fromkeys(ids))
    bar = ((_AMBER.replace("7", "M") if red else "blueM", float(len(ids))),)
    said, tone = named(once, measure, word), _RED if red else "ink"
    text = f"! {word}" if red else word
    return Row(
        word,
        (
            Cell(text, once, said, tone=tone, strong=red, kind=kind),
            Cell("", once, said, parts=bar, of=float(most), kind=kind),
            Cell(number(len(ids)), once, said, tone=tone if ids else "ink3", kind=kind, weight=float(len(ids))),
        ),
    )


# documents


def landing_heads() -> tuple[Head, ...]:
    words = (Head(two_lines(word), "核查落实", least=52) for word in _LANDINGS)
    rates = (Head(word, "率", width=84) for word in ("按期\n回复率", "采纳率", "落实率"))
    return (Head("种类", width=112, left=True), Head("发出", width=48), *words, *rates)


def landing_rows(told: Supervision) -> tuple[Row, ...]:
    """A row a kind, last the office; rates as the figures say them."""
    found = told.landings()
    if not found:
        return none(len(landing_heads()))
    sums = {word: tuple(id_ for own in found.values() for id_ in own.get(word, ())) for word in _LANDINGS}
    rows = (_landing(told, kind, own) for kind, own in found.items())
    return (*rows, _landing(told, ALL, sums, total=True))


def _landing(told: Supervision, kind: str, own: Mapping[str, Ids], total: bool = False) -> Row:
    every = tuple(id_ for word in _LANDINGS for id_ in own.get(word, ()))
    name = "" if total else kind
    tones = {str(Landing.DONE): _GREEN, str(Landing.PARTLY): _AMBER, str(Landing.NOT): _RED}
    cells = (
        _count(own.get(word, ()), DOCUMENT, PAPERS, name, word, tone=tones.get(word, "ink"), strong=total)
        for word in _LANDINGS
    )
    rates = (_rate(told.answers[f"documents.{one}_rate"], kind, total) for one in ("reply", "adoption", "landing"))
    return Row(
        kind,
        (_first(kind, every, DOCUMENT, PAPERS, total), _count(every, DOCUMENT, PAPERS, name), *cells, *rates),
        total,
    )


def _rate(found: Answer, kind: str, total: bool) -> Cell:
    part = found.value if total else found.groups.get(kind)
    behind = found.behind if total else found.under(kind)
    ids = tuple(id_ for _, id_ in behind)
    said = named(ids, PAPERS, "" if total else kind)
    text = "—" if part is None else f"{part * 100:.1f}%"
    return Cell(text, ids, said, tone="ink" if part is not None else "ink3", weight=part)


# indicators


def indicator_rows(told: Supervision) -> tuple[Row, ...]:
    """未废止 in red, then the abolished ones by 虚、假、空."""
    every = told.answers["indicators.count"]
    standing = tuple(id_ for _, id_ in every.under(STANDING))
    rows = [_word(STANDING, standing, INDICATOR, ITEMS, len(every.behind), True)] if standing else []
    return (*rows, *word_rows(told.answers["indicators.abolished"], INDICATOR, ITEMS, most=len(every.behind)))


# duties by quarter


def duty_heads(told: Supervision) -> tuple[Head, ...]:
    quarters = (Head(f"{one.first.month // 3 + 1}季度", f"{one.first.year}年", width=64) for one in told.quarters)
    return (
        Head("姓名", width=72, left=True),
        Head("职务", left=True, least=96),
        Head("签订", width=60),
        *quarters,
        Head("缺", left=True, least=104),
    )


def duty_rows(told: Supervision) -> tuple[Row, ...]:
    """A row a leader in the roster's order: signed or not, what he did in each quarter finished."""
    return tuple(_duty(one, told.quarters) for one in told.leaders) or none(len(duty_heads(told)))


def _duty(one: LeaderStand, quarters: tuple[Period, ...]) -> Row:
    kind, record = one.behind
    ids = (record,)
    measure = LISTS if kind == DUTY else "人"
    said = named(ids, measure, one.name)
    missing = lacking(one)
    signed = min((row.signed_on for row in one.lists if row.signed_on is not None), default=None)
    bare = set(bare_quarters(one.lists, quarters))

    def cell(text: str, told: str, tone: str = "ink", strong: bool = False, weight: float | None = None) -> Cell:
        return Cell(text, ids, said, f"{one.name}，{told}", tone, strong, kind=kind, weight=weight)

    return Row(
        str(one.officer_id),
        (
            cell(one.name, one.post, "red7" if missing else "ink", bool(missing)),
            cell(one.post, one.post, "ink2"),
            cell(f"{signed:%m-%d}" if signed else "! 未签", "已签订" if signed else "没有签责任书",
                 "ink" if signed else _RED),
            *(_quarter(cell, one, quarter, quarter in bare) for quarter in quarters),
            cell(f"! {missing}" if missing else "✓", missing or "落实", _RED if missing else _GREEN),
        ),
    )  # fmt: skip


def _quarter(cell: Callable[..., Cell], one: LeaderStand, quarter: Period, bare: bool) -> Cell:
    count = sum(1 for row in one.lists for deed in row.deeds if deed.on is not None and deed.on in quarter)
    text = "! 0" if bare else str(count) if count else "台账记"
    tone = _RED if bare else "ink" if count else "ink2"
    return cell(text, f"{quarter.label}履责 {count} 次", tone, bare, float(count))


# outcomes


def outcome_rows(told: Supervision) -> tuple[Row, ...]:
    """Persons with an outcome; a number opens the double investigations."""
    return word_rows(told.answers["accountability.outcomes"], INQUIRY, INQUIRIES)


def state_rows(told: Supervision) -> tuple[Row, ...]:
    """Double investigations by step."""
    return word_rows(told.answers["accountability.state"], INQUIRY, INQUIRIES)


def lead_rows(told: Supervision) -> tuple[Row, ...]:
    """Leads by what they are and what became of them; those nothing became of in red."""
    cells = told.answers["accountability.leads"].cells
    if not cells:
        return none(3)
    return tuple(_lead("　".join(path), behind, path[-1] == "未处理") for path, behind in sorted(cells.items()))


def _lead(word: str, behind: tuple[Behind, ...], red: bool) -> Row:
    openings = [(kind, tuple(ids), named(tuple(ids), INQUIRIES, word)) for kind, ids in by_kind(behind).items()]
    kind, ids, said = openings[0]
    more = tuple(openings[1:])
    tone = _RED if red else "ink"
    return Row(
        word,
        (
            Cell(f"! {word}" if red else word, ids, said, tone=tone, strong=red, kind=kind, more=more),
            Cell("", ids, said, kind=kind),
            Cell(
                number(len(behind)),
                ids,
                said,
                tone=tone,
                kind=kind,
                more=more,
                weight=float(len(behind)),
            ),
        ),
    )
