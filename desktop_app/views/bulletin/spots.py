"""Where things stand on the set pages (版面位置): the figures of the text, the seal. Read from the PDF itself.

The text is looked for sign by sign in the order it was set, so that a number is marked where it is meant and not
wherever the same digits stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.models.bulletins import BulletinFigure, BulletinLine
from desktop_app.reports.bulletin_paper import WITHOUT_CLOSING
from desktop_app.rules.dates import long_day
from desktop_app.rules.manuscript import marks, numbering
from desktop_app.rules.naming import said_as, spoken
from desktop_app.rules.said_numbers import grid_texts
from desktop_app.rules.vocabulary import LineKind, Sealing
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import Manuscript, persons
from desktop_app.views.pages import Pages

_FIRST, _LAST = "\ue000", "\ue001"
"""Signs round a figure while its place in the text is counted; taken out of what people typed."""
FOOT_MM, POINTS_PER_MM = 34.0, 72 / 25.4
SEAL_MM = 42.0
"""The round seal of a county procuratorate (圆形印章), for its place on the screen only."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the upper left corner of the page."""


@dataclass(frozen=True)
class Spot:
    """Something on a page: its page from 0, its box, the key of the figure it shows."""

    page: int
    box: Box
    key: str = ""


@dataclass(frozen=True)
class Stretch:
    """A stretch of set text without blanks, and (key, first, last) of the figures in it."""

    text: str
    figures: tuple[tuple[str, int, int], ...] = ()


def stretches(facts: Facts, draft: Draft) -> Iterator[Stretch]:
    """The paragraphs, cells and captions of a bulletin as they are printed, in order."""
    say = said_as(draft.values["naming"], persons(facts))
    figures = {row["key"]: f"{_FIRST}{row['shown']}{_LAST}" for row in draft.rows(BulletinFigure)}

    def counted(text: str, number: str = "") -> Stretch:
        plain = text.replace(_FIRST, "").replace(_LAST, "")
        keys = [mark.key for mark in marks(plain) if mark.letter == "n" and mark.key in figures]
        return _counted(number + spoken(plain, figures, say), keys)

    rows = sorted(draft.rows(BulletinLine), key=lambda row: row["position"])
    kinds = [LineKind(row["kind"]) for row in rows]
    for row, kind, number in zip(rows, kinds, numbering(kinds), strict=True):
        if kind is LineKind.TABLE:
            yield from (counted(cell) for cell in grid_texts(row.get("grid") or {}))
        else:
            yield counted(row.get("text") or "", number)


def _counted(said: str, keys: Sequence[str]) -> Stretch:
    plain, found, first, names = "", [], 0, iter(keys)
    for sign in said:
        if sign == _FIRST:
            first = len(plain)
        elif sign == _LAST:
            found.append((next(names, ""), first, len(plain)))
        elif not sign.isspace():
            plain += sign
    return Stretch(plain, tuple(found))


class SetText:
    """The signs of the type area of all pages, in the order they were set."""

    def __init__(self, pages: Pages) -> None:
        found = [
            (sign, (at, (left, top, right, bottom)))
            for at in range(len(pages))
            for sign, left, top, right, bottom in pages.letters(at)
            if not sign.isspace() and sign.isprintable() and bottom < pages.sizes[at][1] - FOOT_MM * POINTS_PER_MM
        ]
        self.text = "".join(sign for sign, _ in found)
        self._places = [place for _, place in found]
        self._at = 0

    def go_past(self, text: str) -> int | None:
        """Where a text stands from here on; what follows is looked for behind it. None when it is not there."""
        at = self.text.find(text, self._at) if text else -1
        if at < 0:
            return None
        self._at = at + len(text)
        return at

    def spots(self, first: int, last: int, key: str = "") -> Iterator[Spot]:
        """The boxes of some signs, those of one line joined."""
        joined: list[Spot] = []
        for page, box in self._places[first:last]:
            if joined and joined[-1].page == page and abs(joined[-1].box[1] - box[1]) < box[3] - box[1]:
                joined[-1] = Spot(page, _around(joined[-1].box, box), key)
            else:
                joined.append(Spot(page, box, key))
        yield from joined


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def figure_spots(text: SetText, said: Sequence[Stretch]) -> Iterator[Spot]:
    """Where the figures stand; a paragraph that is not found as it was said is left unmarked."""
    for stretch in said:
        at = text.go_past(stretch.text)
        for key, first, last in stretch.figures if at is not None else ():
            assert at is not None
            yield from text.spots(at + first, at + last, key)


def seal_spot(text: SetText, paper: Manuscript) -> Spot | None:
    """The square the round seal will cover, over the signing line and the date; None where none is put."""
    if paper.sealing is not Sealing.SEAL or paper.format in WITHOUT_CLOSING:
        return None
    dated = "".join(long_day(paper.dated_on).split()) if paper.dated_on else ""
    found: list[Spot] = []
    for said in (*(line.replace(" ", "") for line in paper.signed_as), dated):
        at = text.go_past(said)
        if at is not None:
            found += text.spots(at, at + len(said))
    if not found:
        return None
    last = [spot for spot in found if spot.page == found[-1].page][-2:]
    box = last[0].box
    for spot in last[1:]:
        box = _around(box, spot.box)
    middle, half = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), SEAL_MM / 2 * POINTS_PER_MM
    return Spot(found[-1].page, (middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half))
