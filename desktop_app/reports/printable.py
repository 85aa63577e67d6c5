"""Which characters of a bulletin can be printed, and in which font (用字), told before a page is set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.reports.flow import HEADING_STYLES
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.imprint import STYLE as IMPRINT
from desktop_app.reports.styles import BODY, CELL, TITLE, Font
from desktop_app.rules.vocabulary import LineKind
from desktop_app.services.format_checks import place_name
from desktop_app.services.manuscripts import Line, Manuscript
from desktop_app.system.errors import Refusal

_SHOWN = 4


@dataclass(frozen=True)
class Place:
    """A text of the paper: what it is called, its hands, its words; ``at`` counts paragraphs from 1, 0 for none."""

    name: str
    hands: tuple[Font, ...]
    text: str
    at: int = 0


@dataclass(frozen=True)
class Lost:
    """A character no font holds, and where it stands (印不出的字)."""

    place: Place
    char: str

    @property
    def said(self) -> str:
        """第3段“😀”（U+1F600）."""
        return f"{self.place.name}“{self.char}”（U+{ord(self.char):04X}）"


def places(m: Manuscript) -> Iterator[Place]:
    """Every text that is printed, with its name as the officer knows it."""
    text = (BODY.font,)
    yield Place("标题", (TITLE.font,), m.title)
    yield Place("主送机关", text, m.addressee)
    for at, line in enumerate(m.lines, 1):
        yield from (Place(place_name(line, at), _hands(line), words, at) for words in _words(line))
    yield from (Place("附件说明", text, name) for name in m.attachments)
    yield from (Place("署名", text, name) for name in m.signed_as)
    yield Place("附注", text, m.annotation)
    yield from (Place("版记", (IMPRINT.font,), words) for words in (m.copied_to, m.issuer))


def _hands(line: Line) -> tuple[Font, ...]:
    if line.grid is not None:
        return (CELL.font, Font.HEI)
    heads = {LineKind.FIRST: 1, LineKind.SECOND: 2}
    return (HEADING_STYLES[heads[line.kind]].font, BODY.font) if line.kind in heads else (BODY.font,)


def _words(line: Line) -> Iterator[str]:
    yield f"{line.number}{line.text}"
    if line.grid is not None:
        yield from (line.grid.caption, *line.grid.columns, *(cell for row in line.grid.rows for cell in row))


def lost(m: Manuscript, fonts: FontCase | None = None) -> list[Lost]:
    """Characters that cannot be printed, each once a place; emoji too."""
    case = fonts or workstation_fonts()
    return [
        Lost(place, char) for place in places(m) for char in dict.fromkeys(place.text) if _is_lost(char, place, case)
    ]


def _is_lost(char: str, place: Place, case: FontCase) -> bool:
    try:
        return not char.isspace() and any(case.face(hand).advances[char] < 0 for hand in place.hands)
    except Refusal:
        return True


def must_print(m: Manuscript, fonts: FontCase | None = None) -> None:
    """Refuse a bulletin with characters no font holds before any page is set, each named with its paragraph."""
    found = lost(m, fonts)
    if found:
        raise Refusal(f"字体里没有{named(found)}，印不出来。请改用其他字")


def named(found: Sequence[Lost]) -> str:
    """Where they stand: the first few, and how many there are."""
    more = f" 等 {len(found)} 处" if len(found) > _SHOWN else ""
    return "、".join(one.said for one in found[:_SHOWN]) + more


def replaced(m: Manuscript, fonts: FontCase | None = None) -> tuple[str, ...]:
    """What is set in another font than it should be: one sentence for each hand and each character."""
    case = fonts or workstation_fonts()
    said: dict[str, None] = {}
    for place in places(m):
        for hand in place.hands if place.text else ():
            face = case.face(hand)
            said.update(
                dict.fromkeys(filter(None, (face.replacement, *sorted(face.replaced(solid(place.text)).values()))))
            )
    return tuple(said)


def solid(text: str) -> str:
    """Text without white space, which paper does not keep."""
    return "".join(text.split())
