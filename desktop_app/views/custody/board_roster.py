"""What the boards of 涉案财物 show of the items: chips, a typed text."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.figures.custody_boards import UNPLACED, Custody, Thing
from desktop_app.rules.search import words

OVER, WAITING, LACKING = "超期未还", "超期未移", "缺手续"
CHIPS = ((OVER, "red"), (WAITING, "red"), (LACKING, "amber"), (UNPLACED, "amber"))
"""Words and tone of each chip."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is shown: a chip (-1 for all) and a typed text."""

    chip: int = -1
    text: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything is shown."""
        return self.chip < 0 and not self.text.strip()


def is_of(thing: Thing, chip: int) -> bool:
    """Whether an item belongs under a chip; every item under -1."""
    if chip < 0:
        return True
    tests = (thing.over > 0, thing.waits and thing.late > 0, thing.lacking, thing.branch == UNPLACED)
    return tests[chip]


def meets(thing: Thing, wanted: Iterable[str]) -> bool:
    """Whether every folded word stands in what the item, or its case, is searched by."""
    return all(word in thing.searched for word in wanted)


def shown(told: Custody, by: Narrowing) -> tuple[Thing, ...]:
    """The items on show."""
    wanted = words(by.text)
    return tuple(thing for thing in told.things if is_of(thing, by.chip) and meets(thing, wanted))


def counts(told: Custody) -> list[int]:
    """All items, and how many belong under each chip."""
    own = [sum(1 for thing in told.things if is_of(thing, chip)) for chip in range(len(CHIPS))]
    return [len(told.things), *own]
