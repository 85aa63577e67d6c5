"""The order people expect (排序): numbers counted, not spelt."""

import re


def natural(number: str) -> tuple[tuple[int, str], ...]:
    """A key that puts numbers in the order people count: 2.2 before 2.10."""
    pieces = re.findall(r"\d+|\D+", number)
    return tuple((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces)
