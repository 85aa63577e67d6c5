"""The recovery key (恢复码): 160 bits on paper, in eight groups of four signs and a check sign."""

import unicodedata
from functools import reduce
from operator import xor

from desktop_app.system.errors import Refusal

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: no I, L, O, U, which paper confuses with 1, 0 and V."""

BYTES = 20
_GROUPS = 8
_DATA = 4
_SLIPS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def to_text(secret: bytes) -> str:
    """``secret`` (20 bytes) as printed: ``7KQ4M-0XW2P-…``; every group carries its own check sign."""
    number = int.from_bytes(secret, "big")
    groups = [(number >> 20 * (_GROUPS - 1 - at)) & 0xFFFFF for at in range(_GROUPS)]
    return "-".join(_group(at, value) for at, value in enumerate(groups))


def looks_like(typed: str) -> bool:
    """Whether typed text has the shape of a recovery key, right or wrong."""
    signs = _signs(typed)
    return len(signs) == _GROUPS * (_DATA + 1) and set(signs) <= set(SIGNS)


def from_text(typed: str) -> bytes:
    """The secret of a typed key; blanks, dashes, case and full-width signs do not matter.

    Raises Refusal naming the first group that was mistyped.
    """
    signs = _signs(typed)
    groups = [signs[at : at + _DATA + 1] for at in range(0, len(signs), _DATA + 1)]
    if not looks_like(typed):
        raise Refusal("恢复码应有八组，每组五位。照纸上补全")
    number = 0
    for at, group in enumerate(groups):
        value = reduce(lambda done, sign: done << 5 | SIGNS.index(sign), group[:_DATA], 0)
        if _group(at, value) != group:
            raise Refusal(f"恢复码第 {at + 1} 组有误。照纸上核对这一组")
        number = number << 20 | value
    return number.to_bytes(BYTES, "big")


def _signs(typed: str) -> str:
    upper = unicodedata.normalize("NFKC", typed).upper().translate(_SLIPS)
    return "".join(sign for sign in upper if sign.isalnum())


def _group(at: int, value: int) -> str:
    digits = [value >> shift & 31 for shift in (15, 10, 5, 0)]
    return "".join(SIGNS[digit] for digit in [*digits, _check(at, digits)])


def _check(at: int, digits: list[int]) -> int:
    """Weighted sum over GF(32), the group's place included: finds every wrong sign, swapped signs, swapped groups."""
    weighted = (_times(weight, digit) for weight, digit in enumerate([at + 1, *digits], start=2))
    return reduce(xor, weighted)


def _times(a: int, b: int) -> int:
    product = 0
    for bit in range(5):
        product ^= a << bit if b >> bit & 1 else 0
    for bit in range(9, 4, -1):
        product ^= 0b100101 << (bit - 5) if product >> bit & 1 else 0
    return product
