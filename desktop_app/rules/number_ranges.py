"""Long lists of numbers written short (编号并写), and read back: 清检物2015-0001-（04、09—11）；清检物2015-0002-01."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from desktop_app.rules.order import natural

_TAILED = re.compile(r"(.*?)(\d+)", re.DOTALL | re.ASCII)
_SPECIAL = frozenset("（）、；—「」")
_PIECE = re.compile(r"「([^」]*)」|([^「」（）、；—]*)（([\d、—]+)）|([^「」（）、；—]+)")


def written_short(numbers: Iterable[str]) -> str:
    """Numbers in the order people count, those that differ in their last digits alone written as one group.

    A number with signs of this writing in it stands in 「」; 」 itself no number may hold.
    """
    ordered = sorted(set(numbers), key=lambda number: (natural(number), number))
    return "；".join(_group(head, list(some)) for head, some in groupby(ordered, _head))


def _head(number: str) -> str:
    found = None if _SPECIAL & set(number) else _TAILED.fullmatch(number)
    return found[1] if found is not None else f"「{number}」"


def _group(head: str, numbers: list[str]) -> str:
    if head.startswith("「"):
        return head
    if len(numbers) == 1:
        return numbers[0]
    runs = "、".join(_runs([number[len(head) :] for number in numbers]))
    return f"{head}（{runs}）"


def _runs(tails: list[str]) -> Iterator[str]:
    """04、09—11: tails of one length that follow each other."""
    first = last = tails[0]
    for tail in [*tails[1:], ""]:
        if tail and len(tail) == len(last) and int(tail) == int(last) + 1:
            last = tail
            continue
        yield first if first == last else f"{first}—{last}"
        first = last = tail


def read_short(text: str) -> list[str]:
    """The numbers written so, in their order."""
    return [number for found in _PIECE.finditer(text) for number in _numbers(found)]


def _numbers(found: re.Match[str]) -> Iterator[str]:
    quoted, head, runs, plain = found.groups()
    if runs is None:
        yield quoted if quoted is not None else plain
        return
    for run in runs.split("、"):
        first, _, last = run.partition("—")
        yield from (f"{head}{at:0{len(first)}d}" for at in range(int(first), int(last or first) + 1))
