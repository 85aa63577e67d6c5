"""Letters that jump to fields (助记键): the first letter of a label in pinyin, where it is free."""

from collections.abc import Iterable, Mapping

from desktop_app.rules.names import full_pinyin, initials

MENUS = frozenset("FERPTH")
"""Letters of the menu bar: never used inside a window."""


def letters(labels: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Field to letter: the label's own first letter, else that of a later character, else any letter of its pinyin."""
    used = {*MENUS, *taken}
    given: dict[str, str] = {}
    for choose in (_first, _any, _spelt):
        for name, label in labels.items():
            letter = "" if name in given else next((one for one in choose(label) if one not in used), "")
            if letter:
                given[name] = letter
                used.add(letter)
    return given


def _first(label: str) -> list[str]:
    return _any(label)[:1]


def _any(label: str) -> list[str]:
    """The likeliest first letter of every character that has one."""
    found = (initials(character) for character in label)
    return [readings[0][0].upper() for readings in found if readings and readings[0][0].isalpha()]


def _spelt(label: str) -> list[str]:
    """Every letter of the likeliest pinyin."""
    return [letter.upper() for letter in next(iter(full_pinyin(label)), "") if letter.isalpha()]
