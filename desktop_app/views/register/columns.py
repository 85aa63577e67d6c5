"""Which columns a grid shows, how wide and in which order: as declared, or as the officer last left them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.registers.spec import Draw, Field, Parts, Register, Shape

Item = Field | Parts
LEAST = 44
SUBJECT_LEAST, SUBJECT_TIGHT, NOTE_LEAST = 168, 140, 72
DAY_LEAST, SUM_LEAST = 74, 104
PILL_FRAME, HEAD_FRAME, PILL_CHARACTER = 48, 18, 12
MOST_GIVEN = 0.8


@dataclass(frozen=True)
class Columns:
    """The shown columns by name, in order, and widths the officer drew (列设置)."""

    register: Register
    names: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def declared(cls, register: Register) -> "Columns":
        return cls(register, tuple(item.name for item in register.grid))

    @classmethod
    def kept(cls, register: Register, told: Mapping[str, Any] | None) -> "Columns":
        """What preferences remember, less columns that no longer exist; the declared ones when nothing is left."""
        names = tuple(name for name in (told or {}).get("names", ()) if name in register.by_name)
        if not names:
            return cls.declared(register)
        return cls(register, names, {n: int(w) for n, w in dict((told or {}).get("widths", {})).items()})

    def told(self) -> dict[str, Any]:
        return {"names": list(self.names), "widths": dict(self.widths)}

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.register.by_name[name] for name in self.names)

    @property
    def choosable(self) -> tuple[Item, ...]:
        """Everything that may be a column, in declared order and then form order."""
        every = (*self.register.grid, *self.register.columns, *self.register.fields, *self.register.parts)
        return tuple({item.name: item for item in every}.values())

    def with_shown(self, name: str, shown: bool) -> "Columns":
        """Show or hide one column; the last one stays."""
        if shown and name not in self.names:
            return replace(self, names=(*self.names, name))
        rest = tuple(other for other in self.names if shown or other != name)
        return replace(self, names=rest) if rest else self

    def with_width(self, name: str, width: int) -> "Columns":
        return replace(self, widths={**self.widths, name: width})

    def moved(self, name: str, place: int) -> "Columns":
        rest = [other for other in self.names if other != name]
        rest.insert(max(0, min(place, len(rest))), name)
        return replace(self, names=tuple(rest))

    @property
    def stretching(self) -> str:
        """The one column that takes what is left: the stretching field, else the subject, else the last."""
        stretch = [item.name for item in self.items if isinstance(item, Field) and item.stretch]
        subject = self.register.subject.key
        return stretch[0] if stretch else subject if subject in self.names else self.names[-1]

    def fitted(self, room: int, scale: float) -> dict[str, int]:
        """Widths in pixels: declared or drawn ones, the others a little narrower when the subject lacks room.

        Where that is not enough, plain texts beside the subject give way (width 0) rather than the state at the end.
        """
        wide = {item.name: self.widths.get(item.name) or round(_declared(item) * scale) for item in self.items}
        main = self.stretching
        least = round((SUBJECT_LEAST if main == self.register.subject.key else NOTE_LEAST) * scale)
        soft = [item.name for item in self.items if item.name != main and self._gives(item)]
        lack, full = least + sum(width for name, width in wide.items() if name != main) - room, wide
        if lack > 0 and (slack := self._slack(soft, wide, scale)):
            share = min(1.0, lack / sum(slack.values()))
            wide = {**wide, **{name: wide[name] - math.ceil(give * share) for name, give in slack.items()}}
        tight = min(least, round(SUBJECT_TIGHT * scale))
        given_up = self._given_up(wide, tight + sum(width for name, width in wide.items() if name != main) - room)
        without = dict.fromkeys(given_up or (), 0)
        wide = {**wide, **without}
        if without and tight + sum(width for name, width in (full | without).items() if name != main) <= room:
            wide = full | without
        wide[main] = max(
            least if given_up is None else tight, room - sum(width for name, width in wide.items() if name != main)
        )
        return wide

    def _given_up(self, wide: Mapping[str, int], lack: int) -> list[str] | None:
        """Plain text columns to leave out, the last first, none there is room for after all.

        None where even that would not make everything fit.
        """
        own = (self.stretching, self.register.subject.key, self.register.number_field.name)
        plain = [item.name for item in self.items if _is_text(item) and item.name not in (*own, *self.widths)]
        given_up: list[str] = []
        while lack > 0 and plain:
            given_up.append(plain.pop())
            lack -= wide[given_up[-1]]
        for name in given_up[::-1]:
            if lack + wide[name] <= 0:
                given_up.remove(name)
                lack += wide[name]
        return given_up if lack <= 0 else None

    def _slack(self, soft: Sequence[str], wide: Mapping[str, int], scale: float) -> dict[str, int]:
        """Pixels each soft column can spare: a fifth of its width, as far as its head keeps its room."""
        heads = {item.name: round(_head(item) * scale) for item in self.items}
        spare = {name: wide[name] - max(heads[name], int(wide[name] * MOST_GIVEN)) for name in soft}
        return {name: pixels for name, pixels in spare.items() if pixels > 0}

    def _gives(self, item: Item) -> bool:
        """Whether a column may be narrowed: pills, lamps, bars, days, numbers and drawn widths have no room to give."""
        if item.name in self.widths or item is self.register.number_field:
            return False
        stiff = (Shape.DAY, Shape.CLOCK, Shape.WHOLE, Shape.FEN, Shape.QUANTITY, Shape.PERCENT, Shape.TICK)
        if isinstance(item, Parts):
            return item.draw is Draw.PLAIN and item.lead.shape is not Shape.LINK
        return item.draw in (Draw.PLAIN, Draw.KEY) and item.shape not in stiff


def _is_text(item: Item) -> bool:
    return isinstance(item, Field) and item.shape is Shape.TEXT and item.draw is Draw.PLAIN


def _declared(item: Item) -> int:
    """The width of the declaration; days keep room for a year, sums for 12,428,823.45, pills for their longest word."""
    return max(item.width or 96, _least(item) if isinstance(item, Field) else 0)


def _head(item: Item) -> int:
    """What a narrowed column keeps: room for its head."""
    return max(LEAST, HEAD_FRAME + PILL_CHARACTER * len(item.head or item.label))


def _least(item: Field) -> int:
    if item.draw is Draw.PILL and item.word_type is not None and item.told is None:
        return PILL_FRAME + PILL_CHARACTER * max(len(word) for word in item.word_type)
    return {Shape.DAY: DAY_LEAST, Shape.FEN: SUM_LEAST}.get(item.shape, 0)
