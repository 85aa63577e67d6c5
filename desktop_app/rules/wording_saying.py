"""Saying a template (成文): sentences chosen by the data, lists joined, tables filled, every number a mark."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_app.rules.manuscript import figure
from desktop_app.rules.vocabulary import LineKind
from desktop_app.rules.wording import (
    Answers,
    Asked,
    Composed,
    Condition,
    Grid,
    Listing,
    Number,
    Paragraph,
    Ref,
    Said,
    Sentence,
    Setting,
    Side,
    Table,
    Template,
    Text,
    Told,
)

ITEM, OUTER = "$", "$$"
"""In a path: the word being spoken of, and the one of the list round it."""
POINTS = "个百分点"
_OPS: Mapping[str, Callable[[float, float], bool]] = {
    "!=": operator.ne, "=": operator.eq, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
}  # fmt: skip
_STOPS = "。！？；：，、"
_LEVELS = (LineKind.FIRST, LineKind.SECOND, LineKind.THIRD, LineKind.FOURTH)


def compose(template: Template, setting: Setting, answers: Answers) -> Composed:
    """The draft a template gives for these answers."""
    speaker = _Speaker(template, setting, answers)
    title = speaker.joined(template.title)
    lines = tuple(_lone(list(_peopled(list(speaker.lines())))))
    words = title + "".join(_words(line) for line in lines)
    return Composed(title, lines, tuple(told for told in speaker.told if figure(told.key) in words))


def _words(line: Said) -> str:
    cells = (cell for row in line.grid.rows for cell in row) if line.grid else ()
    return "".join((line.text, line.grid.caption if line.grid else "", *cells))


class _Silent(Exception):
    """What cannot be said: nobody keeps the figure, nothing to compare with, an empty list."""


class _Speaker:
    def __init__(self, template: Template, setting: Setting, answers: Answers) -> None:
        self.template, self.setting, self.answers = template, setting, answers
        self.keys: dict[tuple[Asked, str], str] = {}
        self.told: list[Told] = []
        self.item = self.outer = ""
        self.of: Asked | None = None
        self.record: Mapping[str, str] = {}

    # Paragraphs

    def lines(self) -> Iterator[Said]:
        for paragraph in self.template.paragraphs:
            if self.applies(paragraph.when):
                yield from self.repeated(paragraph) if paragraph.each else self.paragraph(paragraph)

    def repeated(self, paragraph: Paragraph) -> Iterator[Said]:
        listing = self.template.lists[paragraph.each]
        try:
            of, words = self.asked(listing.of), self.chosen(listing)[0]
        except _Silent:
            return
        for word in words:
            with _Speaking(self, word, of):
                yield from self.paragraph(paragraph)

    def paragraph(self, paragraph: Paragraph) -> Iterator[Said]:
        if paragraph.table:
            if grid := self.grid(self.template.tables[paragraph.table]):
                yield Said(LineKind.TABLE, "", grid)
        elif text := self.joined(paragraph.sentences):
            yield Said(paragraph.kind, ended(text) if paragraph.kind is LineKind.TEXT or "。" in text else text)

    def joined(self, sentences: Iterable[Sentence]) -> str:
        return tidy("".join(self.said(sentence) for sentence in sentences))

    # Sentences

    def said(self, sentence: Sentence) -> str:
        """The wording the data asks for; nothing where it cannot be said."""
        try:
            return self.worded(sentence) if self.applies(sentence.when) else ""
        except _Silent:
            return ""

    def worded(self, sentence: Sentence) -> str:
        if sentence.pick:
            return next((said for one in sentence.pick if (said := self.said(one))), "")
        if not sentence.wordings:
            return self.text(sentence.text)
        name = self.by_number(sentence.of, sentence.wordings) if sentence.of else self.by_change(sentence)
        return "".join(self.said(one) for one in sentence.wordings.get(name, ()))

    def by_number(self, ref: Ref, wordings: Mapping[str, object]) -> str:
        value = self.number(ref)[1].value or 0
        return "none" if not value else "one" if value == 1 and "one" in wordings else "some"

    def by_change(self, sentence: Sentence) -> str:
        if sentence.versus is None:
            return ""
        if not self.setting.compares:
            return "first"
        change = self.number(replace(sentence.versus, side=Side.CHANGE))[1].value
        if change is None:
            raise _Silent
        return "same" if not change else "more" if change > 0 else "fewer"

    def applies(self, conditions: Iterable[Condition]) -> bool:
        return all(self.holds(condition) for condition in conditions)

    def holds(self, condition: Condition) -> bool:
        if condition.left is None:
            return (condition.flag in self.setting.flags) != condition.negated
        try:
            found = _OPS[condition.op](self.value(condition.left), self.value(condition.right))
        except _Silent:
            return condition.negated
        return found != condition.negated

    def value(self, given: Ref | float) -> float:
        return (self.number(given)[1].value or 0) if isinstance(given, Ref) else given

    # Numbers and words

    def asked(self, ref: Ref) -> Asked:
        if ref.name == "n":
            if self.of is None:
                raise _Silent
            return replace(self.of, path=(*self.of.path, self.item), side=ref.side)
        slot = self.template.slots[ref.name]
        if not self.answers.known(slot.figure):
            raise _Silent
        spoken_of = {ITEM: self.item, OUTER: self.outer}
        path = tuple(spoken_of.get(word, word) for word in slot.path)
        return Asked(slot.figure, slot.in_period, path, ref.side)

    def number(self, ref: Ref) -> tuple[Asked, Number]:
        if ref.side in (Side.CHANGE, Side.BEFORE) and not self.setting.compares:
            raise _Silent
        asked = self.asked(ref)
        return asked, self.answers.number(asked)

    def text(self, text: Text) -> str:
        return "".join(piece if isinstance(piece, str) else self.filled(piece) for piece in text)

    def filled(self, ref: Ref) -> str:
        if ref.name == "word":
            return self.answers.said(self.item)
        if ref.name in ("record", "no"):
            return self.record.get(ref.of_record or ref.name, "")
        if ref.name in self.template.lists:
            return self.listed(self.template.lists[ref.name])
        if ref.name != "n" and ref.name not in self.template.slots:
            return self.setting.words.get(ref.name, "")
        return self.of_record(ref) if ref.of_record else self.mark(ref)

    def of_record(self, ref: Ref) -> str:
        """A word of the one record behind a number."""
        found = self.answers.records(self.asked(ref))
        word = found[0].get(ref.of_record, "") if found else ""
        if not word:
            raise _Silent
        return word

    def mark(self, ref: Ref) -> str:
        asked, number = self.number(ref)
        if number.value is None and not ref.bare:
            raise _Silent
        shown = number.digits + ("" if ref.bare or number.value is None else self.unit(ref, number))
        key = self.keys.setdefault((asked, shown), f"n{len(self.told) + 1}")
        if len(self.keys) > len(self.told):
            self.told.append(Told(key, asked, shown))
        return figure(key)

    def unit(self, ref: Ref, number: Number) -> str:
        if ref.unit:
            return ref.unit
        if ref.side is Side.KINDS:
            return "个"
        if number.is_share:
            return POINTS if ref.side is Side.CHANGE else ""
        return self.of_unit() if ref.name == "n" else self.template.slots[ref.name].unit

    def of_unit(self) -> str:
        asked = self.of
        slots = self.template.slots.values()
        return next((slot.unit for slot in slots if asked and slot.figure == asked.figure and slot.unit), "")

    # Lists and tables

    def chosen(self, listing: Listing) -> tuple[list[str], bool]:
        """The words to list, and whether more were left out."""
        asked = replace(self.asked(listing.of), side=Side.VALUE)
        words = [word for word in self.answers.words(asked, listing.by_count) if word and word not in listing.skip]
        words = [word for word in words if not listing.only or word in listing.only]
        if listing.only and not listing.by_count:
            words.sort(key=listing.only.index)
        return (words[: listing.top], len(words) > listing.top) if listing.top else (words, False)

    def listed(self, listing: Listing) -> str:
        of = self.asked(listing.of)
        words, cut = self.chosen(listing)
        if not words:
            raise _Silent
        said = []
        for word in words:
            with _Speaking(self, word, of):
                said.append(self.member(listing.item))
        return listed(said, listing.join, "" if cut else listing.last) + (self.text(listing.rest) if cut else "")

    def member(self, item: Text) -> str:
        """One of a list; a word with stops in it is quoted, unless the list has marks of its own round it."""
        first = item[0] if item else ""
        own = isinstance(first, str) and first.endswith(("《", "“"))
        says = (piece if isinstance(piece, str) else self.filled(piece) for piece in item)
        if own:
            return "".join(says)
        bare = (quoted(said) if piece == Ref("word") else said for piece, said in zip(item, says, strict=True))
        return "".join(bare)

    def grid(self, table: Table) -> Grid | None:
        try:
            rows = list(self.record_rows(table) if table.of_records else self.group_rows(table))
            if not rows:
                return None
            if any(column.total for column in table.columns):
                rows.append(tuple(self.text(column.total) for column in table.columns))
            heads = tuple(one.head for one in table.columns)
            return Grid(self.text(table.caption), heads, tuple(rows), table.landscape)
        except _Silent:
            return None

    def group_rows(self, table: Table) -> Iterator[tuple[str, ...]]:
        listing = self.template.lists[table.rows]
        of = self.asked(listing.of)
        for place, word in enumerate(self.chosen(listing)[0], 1):
            with _Speaking(self, word, of, {"no": str(place)}):
                yield tuple(self.cell(column.cell) for column in table.columns)

    def record_rows(self, table: Table) -> Iterator[tuple[str, ...]]:
        for place, record in enumerate(self.answers.records(self.asked(Ref(table.rows))), 1):
            with _Speaking(self, "", None, {**record, "no": str(place)}):
                yield tuple(self.cell(column.cell) for column in table.columns)

    def cell(self, text: Text) -> str:
        """A cell; a number nobody has is a dash."""
        return self.text(text)


class _Speaking:
    """While one word or record is spoken of."""

    def __init__(self, speaker: _Speaker, item: str, of: Asked | None, record: Mapping[str, str] | None = None) -> None:
        self.speaker, self.now = speaker, (item, speaker.item, of, record or {})
        self.before = speaker.item, speaker.outer, speaker.of, speaker.record

    def __enter__(self) -> None:
        self.speaker.item, self.speaker.outer, self.speaker.of, self.speaker.record = self.now

    def __exit__(self, *_: object) -> None:
        self.speaker.item, self.speaker.outer, self.speaker.of, self.speaker.record = self.before


def listed(said: Sequence[str], join: str = "、", last: str = "和") -> str:
    """甲、乙和丙; members that have stops of their own are parted by ；."""
    if any(mark in one for one in said for mark in "，；"):
        join = last = "；"
    if len(said) < 2:
        return "".join(said)
    if any("和" in one for one in said) and last == "和":
        last = join
    return f"{join.join(said[:-1])}{last or join}{said[-1]}"


def quoted(word: str) -> str:
    """A word with a stop in it stands in quotation marks, so that a list of such words reads right."""
    return f"“{word}”" if any(mark in word for mark in "、，；") and not word.startswith("“") else word


def tidy(text: str) -> str:
    """Stops where sentences meet: the stronger of two stays, none stands first."""
    text = re.sub(f"[{_STOPS}]{{2,}}", lambda found: min(found[0], key=_STOPS.index), text)
    return text.lstrip(_STOPS)


def ended(text: str) -> str:
    """A paragraph ends with a full stop or a colon."""
    if text.endswith(("。", "：", "！", "？", "。”", "！”")) or (text[:1] == "（" and text[-1:] == "）"):
        return text
    return f"{text.rstrip(_STOPS)}。"


def _peopled(lines: list[Said]) -> Iterator[Said]:
    """Without headings that have nothing under them; a heading that runs on into sentences stands by itself."""
    for at, line in enumerate(lines):
        if not _heads(line) or "。" in line.text:
            yield line
            continue
        follower = next(iter(lines[at + 1 :]), None)
        if follower is not None and not _closes(line.kind, lines[at + 1 :]):
            yield line


def _lone(lines: list[Said]) -> Iterator[Said]:
    """A heading that has no other of its rank beside it bears no number: one is no list."""
    for at, line in enumerate(lines):
        runs_on = line.kind in _LEVELS[1:] and "。" in line.text
        yield replace(line, kind=LineKind.TEXT) if runs_on and not _beside(lines, at) else line


def _beside(lines: list[Said], at: int) -> bool:
    rank = _rank(lines[at].kind)
    for some in (lines[at + 1 :], lines[:at][::-1]):
        for line in some:
            if _heads(line) and _rank(line.kind) < rank:
                break
            if _rank(line.kind) == rank:
                return True
    return False


def _closes(kind: LineKind, after: Sequence[Said]) -> bool:
    """Whether nothing but headings follows before one of the same rank."""
    rank = _rank(kind)
    for line in after:
        if not _heads(line):
            return False
        if _rank(line.kind) <= rank:
            return True
        if "。" in line.text:
            return False
    return True


def _heads(line: Said) -> bool:
    return line.kind in _LEVELS or line.kind is LineKind.ANNEX


def _rank(kind: LineKind) -> int:
    return _LEVELS.index(kind) + 1 if kind in _LEVELS else 0
