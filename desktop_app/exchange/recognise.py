"""Which register a sheet belongs to and what its columns mean (认表): headings first, titles second, never a guess."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop_app.exchange import across as wide
from desktop_app.exchange import headings
from desktop_app.exchange import people_columns as people
from desktop_app.exchange.across import Across
from desktop_app.exchange.attendance import attendance, undated
from desktop_app.exchange.contents import by_contents, by_words, holds_ticks
from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.exchange.item_columns import by_numbers
from desktop_app.exchange.lexicon import Dictionary, Item, Lexicon, dictionary, shared_columns
from desktop_app.exchange.mapping import SheetMap
from desktop_app.exchange.noted import noted_columns
from desktop_app.exchange.pairs import pairs_of
from desktop_app.exchange.recognised import Recognised as Recognised
from desktop_app.exchange.recognised import Unrecognised as Unrecognised
from desktop_app.exchange.recognised import passed_over
from desktop_app.exchange.signing import sign_list
from desktop_app.exchange.workbooks import Sheet
from desktop_app.models.people import Department, Officer
from desktop_app.models.posts import Absence
from desktop_app.models.rotations import Rotation, RotationLimit
from desktop_app.registers.spec import Field, Register, Shape
from desktop_app.rules.vocabulary import word
from desktop_app.services.draft import table_defaults
from desktop_app.system.errors import Refusal

DEEPEST_HEAD = 15
"""Rows from the top among which a head is looked for."""

LEAST_HEADS = 2
"""Headings that make a row one of headings."""

_TOO_CLOSE = 0.1
_OF_POSTS = frozenset(model.__tablename__ for model in (Absence, Rotation, RotationLimit))


@dataclass(frozen=True)
class _Reading:
    """One way to read a sheet: a register at a head."""

    lexicon: Lexicon
    head: int
    levels: int
    columns: tuple[Column, ...]
    meant: dict[int, Item] = field(default_factory=dict)
    across: dict[int, Across] = field(default_factory=dict)
    explained: float = 0.0
    required: float = 0.0
    telling: float = 0.0
    titled: float = 0.0

    @property
    def score(self) -> float:
        return self.explained + 0.5 * self.required + self.titled + 0.02 * self.telling

    @property
    def believable(self) -> bool:
        """Titled sheets need some of their headings known, untitled ones headings that only one register has."""
        if self.required < 0.5 and not (self.titled and self.explained >= 0.9 and self.telling >= 2):
            return False
        if self.titled:
            return self.explained >= 0.75 or (self.telling >= 2 and self.explained >= 0.35)
        whole = (self.explained >= 0.9) + (self.explained >= 0.75 and self.required == 1)
        return self.explained >= 0.5 and self.telling >= 3 - whole


def recognise(
    sheet: Sheet,
    file_stem: str = "",
    wanted: SheetMap | None = None,
    known: Dictionary | None = None,
) -> Recognised | Unrecognised:
    """The register and columns of a sheet; ``wanted`` (from ``--kind`` or ``--map``) goes before what is found."""
    if sheet.hidden and wanted is None:
        return Unrecognised("hidden_sheet", "隐藏的工作表，没有读。要导入时先取消隐藏")
    if not sheet.rows:
        return Unrecognised("empty_sheet", "空工作表")
    monthly = attendance(sheet, file_stem) if wanted is None else None
    if monthly is not None:
        return monthly
    known = known or dictionary()
    signs = sign_list(sheet, file_stem) if wanted is None else None
    if signs is not None:
        return signs
    readings = sorted(_readings(sheet, file_stem, wanted, known), key=lambda reading: -reading.score)
    if wanted is not None and wanted.register is not None:
        return _finished(sheet, file_stem, readings[0], bool(wanted.columns)) if readings else _unknown(sheet, wanted)
    sure = [reading for reading in readings if reading.believable]
    if not sure:
        return _unknown(sheet, wanted)
    rival = next((r for r in sure if r.lexicon is not sure[0].lexicon and sure[0].score - r.score < _TOO_CLOSE), None)
    rival = rival or _titled_otherwise(sure[0], readings)
    if rival is not None:
        return _torn(sure[0], rival)
    found = _finished(sheet, file_stem, sure[0], wanted is not None and bool(wanted.columns))
    return undated(found) or found


def _readings(sheet: Sheet, file_stem: str, wanted: SheetMap | None, known: Dictionary) -> Iterator[_Reading]:
    """Every way to read the sheet. A map whose columns fit no head at all is refused."""
    lexicons = [lex for lex in known.lexicons if wanted is None or wanted.register in (None, lex.register)]
    misfit: Refusal | None = None
    fits = False
    for head, levels in _heads(sheet, wanted, known):
        columns = headings.columns_at(sheet, head, levels)
        titled = _titled(sheet, head, file_stem, lexicons)
        over = [*headings.titles_over(sheet, head), sheet.name]
        for lexicon in lexicons if len(columns) > 1 or wanted is not None else ():
            try:
                meant, across = _understood(columns, lexicon, wanted, over)
            except Refusal as refused:
                misfit = misfit or refused
                continue
            fits = True
            if lexicon.register.subject.key in {item.name for item in meant.values()}:
                told = titled.get(lexicon.register.kind, 0.0)
                yield _weighed(lexicon, head, levels, columns, meant, across, known, told)
    if misfit is not None and not fits:
        raise misfit


def _heads(sheet: Sheet, wanted: SheetMap | None, known: Dictionary) -> Iterator[tuple[int, int]]:
    """Head rows to try, as first row and number of rows; one-row heads first, so that ties go to them."""
    rows = range(sheet.first, min(sheet.first + DEEPEST_HEAD, len(sheet.rows)))
    if wanted is not None and wanted.header_row:
        lowest = wanted.header_row - 1
        if lowest >= len(sheet.rows):
            return
        yield lowest, 1
        if lowest and _has_two_levels(sheet, lowest - 1):
            yield lowest - 1, 2
        return
    yield from ((row, 1) for row in rows if not (_only_groups(sheet, row) or _goes_on(sheet, row, known)))
    yield from ((row, 2) for row in rows if _has_two_levels(sheet, row))


def _has_two_levels(sheet: Sheet, row: int) -> bool:
    """Whether headings of the next row stand under blanks or merged headings of this one."""
    upper = [words for cell in sheet.rows[row] if (words := headings.words(cell))]
    if len(upper) < 2 or row + 1 >= len(sheet.rows):
        return False
    under = [index for index, cell in enumerate(sheet.rows[row + 1]) if headings.words(cell)]
    return any(sheet.cell(row, index) is None for index in under)


def _goes_on(sheet: Sheet, row: int, known: Dictionary) -> bool:
    """Whether the next row holds nothing but headings, one of them under a blank: 起 and 止 beneath 轮岗时间."""
    if row + 1 >= len(sheet.rows):
        return False
    filled = {index: cell for index, cell in enumerate(sheet.rows[row + 1]) if cell is not None and str(cell).strip()}
    told = {index: fold(text) for index, cell in filled.items() if (text := headings.words(cell))}
    open_to = any(sheet.cell(row, index) is None for index in told)
    return len(filled) == len(told) >= LEAST_HEADS and open_to and all(text in known.spread for text in told.values())


def _only_groups(sheet: Sheet, row: int) -> bool:
    """Whether headings of a row are merged over several, and nothing but headings of their own stands beneath."""
    spread = [merge for merge in sheet.merges if merge.top == merge.bottom == row and merge.right > merge.left]
    under = {index for merge in spread for index in range(merge.left, merge.right + 1)}
    heads = [index for index, cell in enumerate(sheet.rows[row]) if headings.words(cell)]
    if len(heads) < LEAST_HEADS or not under or row + 1 >= len(sheet.rows):
        return False
    beneath = {index: cell for index, cell in enumerate(sheet.rows[row + 1]) if cell is not None and str(cell).strip()}
    texts = {words for index, cell in beneath.items() if index in under and (words := headings.words(cell))}
    return len(texts) == len(beneath) >= LEAST_HEADS and not any(text[0].isdigit() for text in texts)


def _understood(
    columns: Sequence[Column], lexicon: Lexicon, wanted: SheetMap | None, titles: Sequence[str]
) -> tuple[dict[int, Item], dict[int, Across]]:
    """What the columns mean: fields of the record, and fields of rows of its own."""
    register = lexicon.register
    chosen = wanted.chosen(register, columns) if wanted else {}
    grouped = wide.under_groups(register, columns) | people.under_groups(register, columns)
    across = {at: one for at, one in grouped.items() if at not in chosen}
    listing = {at: one for at, one in people.listing_columns(register, columns).items() if at not in chosen}
    shared = [] if chosen else shared_columns(lexicon, columns)
    meant = _meant([column for column in columns if column.index not in shared], lexicon, chosen, across | listing)
    if not across:
        free = [column for column in columns if column.index not in {*meant, *chosen} and not passed_over(column)]
        free = [column for column in free if column.index not in listing]
        found = wide.by_headings(register, columns, free, titles) or people.by_headings(register, columns, free, titles)
        across = {at: one for at, one in found.items() if at not in chosen}
    across |= listing
    return {at: item for at, item in meant.items() if at not in across}, across


def _meant(
    columns: Sequence[Column], lexicon: Lexicon, chosen: Mapping[int, Item | None], across: Mapping[int, Across]
) -> dict[int, Item]:
    """Column place to field; a field is read from one column only, the first that means it.

    Headings that several fields go by come last and take what is left.
    """
    meant: dict[int, Item] = {}
    taken: set[str] = set()
    for index, item in chosen.items():
        if item is not None:
            meant[index] = item
            taken.add(item.name)
    for column in sorted(columns, key=lambda column: bool(lexicon.also(column))):
        if column.index in chosen or column.index in across or passed_over(column):
            continue
        meanings = [item for item in (lexicon.find(column), *lexicon.also(column)) if item and item.name not in taken]
        if meanings:
            meant[column.index] = meanings[0]
            taken.add(meanings[0].name)
    return dict(sorted(meant.items()))


def _weighed(
    lexicon: Lexicon,
    head: int,
    levels: int,
    columns: tuple[Column, ...],
    meant: dict[int, Item],
    across: dict[int, Across],
    known: Dictionary,
    titled: float,
) -> _Reading:
    named = [column for column in columns if not passed_over(column)]
    own = table_defaults(lexicon.register.model)
    asked = [
        item
        for item in lexicon.register.fields
        if item.required is True and not item.adopt and own.get(item.name) in (None, "")
    ]
    met = {item.name for item in meant.values()}
    met |= {pair[1].name for pair in pairs_of(lexicon, columns, meant).values()}
    ticks = _ticks(lexicon.register, meant, columns)
    met |= {item.name for item, _ in ticks.values()}
    telling = sum(known.telling(column) for column in named if column.index in meant and known.telling(column) == 1)
    telling += len(ticks) + len({(one.told, one.gathers) for one in across.values()})
    idle = wide.whole_columns(across, columns)
    shared = shared_columns(lexicon, [column for column in columns if column.index not in meant])
    explained = (len({*meant, *across, *idle, *shared}) + len(ticks)) / max(len(named), 1)
    required = sum(item.name in met for item in asked) / max(len(asked), 1)
    return _Reading(lexicon, head, levels, columns, meant, across, explained, required, telling, titled)


def _titled(sheet: Sheet, head: int, file_stem: str, lexicons: Sequence[Lexicon]) -> dict[str, float]:
    """How much the titles speak for each kind: the sheet's own before the file's name, longer words before short."""
    own = [tight for text in (sheet.name, *headings.titles_over(sheet, head)) if ":" not in (tight := fold(text))]
    for texts, weight in ((own, 0.5), ([fold(file_stem)], 0.25)):
        longest = {lex.register.kind: _longest_word(lex.register, texts) for lex in lexicons}
        best = max(longest.values(), default=0)
        if best:
            return {kind: weight * length / best for kind, length in longest.items() if length}
    return {}


def _longest_word(register: Register, texts: Sequence[str]) -> int:
    said = (fold(word) for word in register.titles)
    return max((len(word) for word in said if any(word in text for text in texts)), default=0)


def _finished(sheet: Sheet, file_stem: str, reading: _Reading, mapped: bool = False) -> Recognised:
    over = headings.titles_over(sheet, reading.head)
    day = headings.as_of(over)
    year = day.year if day else headings.year_of((*over, sheet.name, file_stem))
    register = reading.lexicon.register
    below = reading.head + reading.levels
    meant = by_words(reading.lexicon, sheet, below, reading.meant, reading.columns)
    meant = by_contents(register, sheet, below, meant, year)
    across = by_numbers(register, sheet, below, meant, reading.across, reading.columns)
    meant = _left(reading.lexicon, meant, across, reading.columns)
    meant = _turned(register, [sheet.name, *over], meant)
    noted = {} if mapped else noted_columns(reading.lexicon, reading.columns, meant, across)
    meant = {at: item for at, item in meant.items() if at not in noted}
    pairs = pairs_of(reading.lexicon, reading.columns, meant)
    return Recognised(
        register,
        reading.head,
        reading.levels,
        reading.columns,
        meant,
        _places(reading),
        year,
        day,
        headings.money_unit(over) or "元",
        _told(register, {item.name for item in meant.values()}, [sheet.name, *over], file_stem),
        _ticks(register, meant, [column for column in reading.columns if holds_ticks(sheet, below, column.index)]),
        across,
        wide.whole_columns(across, reading.columns),
        _heard(register, sheet, below, over, file_stem, year, {item.name for item in meant.values()}),
        shares=shared_columns(reading.lexicon, [column for column in reading.columns if column.index not in meant]),
        pairs=pairs,
        noted=noted,
    )


def _turned(register: Register, titles: Sequence[str], meant: Mapping[int, Item]) -> dict[int, Item]:
    """The same columns, but where the titles turn one attribute into another (补考成绩册)."""
    turned = register.turned(titles, {item.name for item in meant.values()}) if register.turned is not None else {}
    return {at: register.by_name[turned.get(item.name, item.name)] for at, item in meant.items()}


def _left(
    lexicon: Lexicon, meant: Mapping[int, Item], across: Mapping[int, Across], columns: Sequence[Column]
) -> dict[int, Item]:
    """What the columns mean besides; where numbers took the place of a text, the next column may tell the text."""
    left = {at: item for at, item in meant.items() if at not in across}
    for column in columns if len(left) < len(meant) else ():
        item = lexicon.find(column) if column.index not in {*left, *across} else None
        if item is not None and item.name not in {other.name for other in left.values()}:
            left[column.index] = item
    return dict(sorted(left.items()))


def _heard(
    register: Register, sheet: Sheet, below: int, over: Sequence[str], file_stem: str, year: int | None, read: Set[str]
) -> Mapping[str, Any]:
    """What titles, foot lines, sheet and file names tell of every row; one without a year is of the ledger's. A day
    the rows must have is heard only where no column has it: an unreadable one is not replaced.
    """
    if register.heard is None:
        return {}
    told = [*over, *headings.notes_under(sheet, below), sheet.name, file_stem]
    heard = register.heard([*told, *(f"{year}年{text}" for text in told if year and str(year) not in text)])
    asked = {item.name for item in register.fields if item.required is True and item.shape is Shape.DAY}
    return {name: value for name, value in heard.items() if name not in asked & read}


def _ticks(
    register: Register, meant: Mapping[int, Item], columns: Sequence[Column]
) -> dict[int, tuple[Field, StrEnum]]:
    """Columns headed by words of a field nothing else gives; a single one is a heading like any other."""
    read = {item.name for item in meant.values()}
    found: dict[int, tuple[Field, StrEnum]] = {}
    for item in register.fields:
        kind = item.word_type if item.name not in read else None
        free = [column for column in columns if column.index not in {*meant, *found}] if kind else []
        said = {column.index: (item, told) for column in free if kind and (told := word(kind, column.text))}
        found |= said if len(said) > 1 else {}
    return found


def _told(register: Register, read: Set[str], titles: Sequence[str], file_stem: str) -> dict[str, StrEnum]:
    """The one word a title says for a required field that has no column; titles that say two say nothing."""
    found = {}
    for item in register.fields:
        if item.required is True and item.word_type is not None and item.name not in read:
            said = _said(item.word_type, register, titles) or _said(item.word_type, register, [file_stem])
            if len(said) == 1:
                found[item.name] = said[0]
    return found


def _said(kind: type[StrEnum], register: Register, texts: Sequence[str]) -> list[StrEnum]:
    """Words of an enum that occur in texts, without those inside a longer one or in the register's own name."""
    said = [one for one in kind if any(one in fold(text) for text in texts) and one not in register.title]
    return [one for one in said if not any(one in other and one != other for other in said)]


def _places(reading: _Reading) -> int | None:
    """A department column the register itself has no field for; in a list of people any that is left."""
    spoken = {bare(fold(alias)) for alias in ("部门", "所在部门", "科室", "所属部门", "工作部门", "内设机构", "单位")}
    linked = {item.link_kind for item in reading.meant.values() if isinstance(item, Field)}
    subject = reading.lexicon.register.by_name[reading.lexicon.register.subject.key]
    of_people = isinstance(subject, Field) and subject.link_kind == "officer"
    if (Department.__tablename__ in linked and not of_people) or "officer" not in linked:
        return None
    free = (c for c in reading.columns if c.index not in reading.meant and bare(fold(c.text)) in spoken)
    return next((column.index for column in free), None)


def _titled_otherwise(first: _Reading, readings: Sequence[_Reading]) -> _Reading | None:
    """A list whose title speaks of rotations, read as the roster by its 姓名, 性别, 备注: nobody is entered by it."""
    if first.titled or first.lexicon.register.kind != Officer.__tablename__:
        return None
    return next(
        (one for one in readings if one.head == first.head and one.lexicon.register.kind in _OF_POSTS and one.titled),
        None,
    )


def _torn(first: _Reading, second: _Reading) -> Unrecognised:
    kinds = f"{first.lexicon.register.title}、{second.lexicon.register.title}"
    seen = tuple(column.path for column in first.columns)
    return Unrecognised("ambiguous_sheet", f"像{kinds}，分不清是哪一种。导入时指明类别", first.head, seen)


def _unknown(sheet: Sheet, wanted: SheetMap | None) -> Unrecognised:
    if wanted is not None and wanted.header_row > len(sheet.rows):
        return Unrecognised("no_such_row", f"对应表写的表头行 {wanted.header_row} 超出了工作表。改正行号")
    looked_at = range(sheet.first, min(sheet.first + DEEPEST_HEAD, len(sheet.rows)))
    head = max(looked_at, key=lambda row: headings.headlike(sheet, row))
    seen = tuple(column.path for column in headings.columns_at(sheet, head, 1))
    shown = "、".join(seen[:12])
    return Unrecognised("unknown_sheet", f"认不出是哪一种台账（表头：{shown}）。在对应表里指明类别和列", head, seen)
