"""Places of the store by what they stand in (库位): the way up from one, and its path as it is named, 库-柜-格."""

from collections.abc import Callable, Iterable, Iterator


def upwards(at: int | None, above: Callable[[int], int | None]) -> Iterator[int]:
    """A place and those it stands in, the innermost first; a ring is left where it closes."""
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = above(at)


def joined(names: Iterable[str]) -> str:
    """库-柜-格 of names from the outermost in; a step whose name the next one already begins with is left out."""
    kept: list[str] = []
    for name in names:
        if kept and name.startswith(kept[-1]):
            kept.pop()
        kept.append(name)
    return "-".join(kept)
