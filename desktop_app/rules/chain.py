"""The hash chain of the history (记录链): each entry is sealed with the seal before it."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from desktop_app.rules.unreadable import Unreadable

GENESIS = ""
"""What stands before the first entry."""

_ANCHOR_DIGITS = 20
_SLIPS = str.maketrans({"o": "0", "l": "1", "i": "1"})


@dataclass(frozen=True, slots=True)
class Sealed:
    """One entry as stored (一条记录): its content, its seal in hex, and the algorithm of the seal."""

    entry: Mapping[str, object]
    seal: str
    algorithm: str = "sha256"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a printed paper says of the chain (校验码): how many entries there were, and the head's first digits."""

    count: int
    digits: str

    def agrees(self, count: int, head: str) -> bool:
        """Whether the chain with that head after ``count`` entries is the one the paper was printed from."""
        return count == self.count and head.startswith(self.digits)


def canonical(entry: Mapping[str, object]) -> bytes:
    """The entry as bytes that never vary: JSON in UTF-8, keys sorted, no blanks, days and times in ISO form.

    Raises TypeError for a value that has no such form, ValueError for a number that is not finite.
    """
    text = json.dumps(entry, default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def entry_hash(previous: str, entry: Mapping[str, object], algorithm: str = "sha256") -> str:
    """Seal of an entry, in hex, over the seal before it and the entry's canonical form."""
    return hashlib.new(algorithm, previous.encode("ascii") + b"\n" + canonical(entry)).hexdigest()


def available() -> tuple[str, ...]:
    """Algorithms this machine can seal with, the preferred first: SM3 (GB/T 32905) where the library has it."""
    return tuple(name for name in ("sm3", "sha256") if name in hashlib.algorithms_available)


def first_break(entries: Iterable[Sealed], previous: str = GENESIS) -> int | None:
    """Index of the first entry whose seal is not its own (断点), counted from 0; None if the chain is whole.

    Raises ValueError if an entry's algorithm is not available here.
    """
    for index, sealed in enumerate(entries):
        if entry_hash(previous, sealed.entry, sealed.algorithm) != sealed.seal:
            return index
        previous = sealed.seal
    return None


def anchor(count: int, head: str) -> str:
    """The head of the chain as printed on paper: ``000128·3fa9-77c1-0b52-9d3e-41aa``."""
    digits = head[:_ANCHOR_DIGITS]
    groups = "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return f"{count:06}·{groups}"


def read_anchor(text: str) -> Anchor:
    """An anchor typed from paper, with any signs between its groups. Raises Unreadable not_an_anchor."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_SLIPS)
    count, *groups = [*re.findall(r"[0-9a-z]+", folded), ""]
    digits = "".join(groups)
    if not count.isdecimal() or not re.fullmatch(rf"[0-9a-f]{{{_ANCHOR_DIGITS}}}", digits):
        raise Unreadable("not_an_anchor", "校验码不全，请照纸面输入序号和二十位校验码")
    return Anchor(int(count), digits)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
