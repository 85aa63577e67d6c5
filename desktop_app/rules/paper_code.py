"""What an issued paper says of itself (纸面校验): the square code beside the footer, the line of the history chain."""

import re
import unicodedata
from dataclasses import dataclass

from desktop_app.rules.chain import Anchor, anchor, read_anchor

MARK = "规整台"
"""Stands first in every square code, so that any reader says whose it is."""
DATA_DIGITS = 16
"""Digits of the data copy's hash in a square code."""

_CODE = re.compile(rf"{MARK} (\S+) (\d{{1,12}}·[0-9a-f]{{20}}) ([0-9a-f]{{{DATA_DIGITS}}})")
_PRINTED = re.compile(r"(?<![\d.])\d{6,12}·(?:[0-9a-f]{4}-){4}[0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class PaperCode:
    """A square code as read: the paper's number, its place in the history chain, first digits of its data copy.

    A line typed from paper, and the code of any other print, has neither number nor data.
    """

    name: str
    anchor: Anchor
    data: str = ""


def paper_code(name: str, count: int, head: str, data: str) -> str:
    """What the square code of an issued paper says; ``name`` is its number, ``data`` the hash of its data copy.

    Without the hyphens of the printed line: it has to go into a square of 12 mm.
    """
    return f"{MARK} {''.join(name.split())} {anchor(count, head).replace('-', '')} {data[:DATA_DIGITS]}"


def plain_code(count: int, head: str) -> str:
    """What the square code of any other print says: the line of the history chain alone."""
    return f"{MARK} {anchor(count, head).replace('-', '')}"


def read_paper_code(text: str) -> PaperCode:
    """A square code's text, or the line of the history chain as typed from paper. Raises Unreadable not_an_anchor."""
    found = _CODE.search(" ".join(text.split()))
    if found is not None:
        return PaperCode(found[1], read_anchor(found[2]), found[3])
    printed = printed_anchors(text)
    return PaperCode("", printed[0] if printed else read_anchor(text))


def printed_anchors(text: str) -> list[Anchor]:
    """Every line of the history chain in the text of a paper, each once, in order."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [read_anchor(found) for found in dict.fromkeys(_PRINTED.findall(folded))]
