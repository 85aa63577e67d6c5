"""How the panel parts a register into sections: lists of sentences by themselves, minor fields folded at the end."""

from collections.abc import Sequence

from desktop_app.registers.newly import name_of
from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.views.register.parts_list import is_list
from desktop_app.views.register.seats import is_wide
from desktop_app.views.register.sections import Sections, whole_sections

_LINE, _FIRST = 22, 4
"""Characters a folded title has room for, and how many labels a longer one names."""


def panel_sections(register: Register) -> Sections:
    """A checklist stands before the other fields of its section, any other list behind them.

    Short fields a new record is not asked at first come last, folded.
    """
    found: Sections = []
    minor = _minor(register)
    closed = {section.title for section in register.sections if section.lines or section.folded}
    for title, items, open_ in whole_sections(register):
        lists = [item for item in items if isinstance(item, Parts) and is_list(item)]
        rest = [item for item in items if item not in lists and item not in minor]
        found += _alone([group for group in lists if group.tick is not None], open_)
        found += [(title, rest, open_ and title not in closed)] if rest else []
        found += _alone([group for group in lists if group.tick is None], open_)
    return [*found, (f"其余（{_named(minor)}）", minor, False)] if minor else found


def _named(items: Sequence[Field | Parts]) -> str:
    """Every label where they fit a line of the panel, else the first and how many there are."""
    labels = [item.label for item in items]
    whole = "、".join(labels)
    return whole if len(whole) <= _LINE else f"{'、'.join(labels[:_FIRST])}等 {len(labels)} 项"


def _alone(groups: Sequence[Parts], open_: bool) -> Sections:
    return [(group.label, [group], open_) for group in groups]


def _minor(register: Register) -> list[Field | Parts]:
    """Fields the entry keeps behind, less the long ones."""
    behind = {name_of(asked) for asked in register.newly.behind} if register.newly else set()
    return [item for item in register.fields if item.name in behind and not is_wide(item, register.subject.key)]
