"""Which editor a field gets: by its shape alone, never by its register."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent, phrases
from desktop_app.views.register.editors.completing import LinkEditor, PhraseEditor, WordEditor
from desktop_app.views.register.editors.days import DayEditor
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.rows import RowsEditor
from desktop_app.views.register.editors.segments import SegmentEditor
from desktop_app.views.register.editors.simple import AreaEditor, LineEditor, NumberEditor, TickEditor
from desktop_app.views.register.editors.tokens import TokenEditor
from desktop_app.views.register.known import Known

Used = Callable[[Field], Sequence[str]]
_NUMBERS = (Shape.WHOLE, Shape.PERCENT, Shape.FEN, Shape.POINTS, Shape.QUANTITY, Shape.CLOCK)
_SEGMENTED = 14
"""Characters that find room side by side in half a form; longer words are chosen from a list."""


@dataclass
class Maker:
    """Makes editors. ``used`` gives phrases already written in a field; ``near`` what puts choices first.

    ``room`` is how many characters of words stand side by side.
    """

    known: Known
    used: Used
    near: Callable[[Field], Mapping[str, Any]] = lambda _field: {}
    recent: Recent = field(default_factory=Recent)
    segments: bool = True
    ghost: bool = True
    room: int = _SEGMENTED

    def editor(self, item: Field, growing: bool = False) -> Editor:
        """The editor of one field; a ``growing`` text begins with one line."""
        return (
            self.inline(item) if item.lines < 2 or item.shape is not Shape.TEXT else AreaEditor(item, growing=growing)
        )

    def inline(self, item: Field) -> Editor:
        """An editor of one line, also for rows of parts."""
        if item.shape is Shape.LINK:
            return LinkEditor(item, self.known, self.recent, lambda: self.near(item))
        if item.shape is Shape.WORD:
            return self._word(item)
        if item.shape is Shape.DAY:
            return DayEditor(item, lambda: self.known.desk.today)
        if item.shape is Shape.TICK:
            return TickEditor(item)
        if item.shape in _NUMBERS:
            return NumberEditor(item)
        return self._text(item)

    def _word(self, item: Field) -> Editor:
        kind = item.word_type
        few = self.segments and kind is not None and len(kind) <= 3 and len("".join(kind)) <= self.room
        return SegmentEditor(item) if few else WordEditor(item)

    def _text(self, item: Field) -> Editor:
        if item.words or item.offers:
            return PhraseEditor(item, phrases(item, self.known, lambda: self.used(item)))
        return LineEditor(item)

    def group(self, group: Parts) -> GroupEditor:
        """The editor of part rows."""
        if group.single:
            return TokenEditor(group, self.known, self.recent)
        rows = Maker(self.known, self.used, self.near, self.recent, segments=False)
        return RowsEditor(group, rows.inline, self.ghost)
