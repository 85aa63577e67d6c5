"""Where a number comes from, in words (数字来源): its question, what the file answers now, the records behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.figures.catalogue import BY_ID
from desktop_app.figures.engine import Behind
from desktop_app.figures.traced import Sources, Traced, read_trace
from desktop_app.registers import reading, words
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Field, Register
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import question

MOST = 8
"""Records a popover lists; the others are opened in their register."""


@dataclass(frozen=True, slots=True)
class Behindhand:
    """A record behind a number: where it is kept, its number, subject and state in words."""

    kind: str
    record_id: int
    number: str
    subject: str
    state: str

    @property
    def said(self) -> str:
        return "，".join(filter(None, [self.number, self.subject, self.state]))


@dataclass(frozen=True)
class Source:
    """A number with its source. ``now`` differs from ``shown`` when the file answers otherwise today.

    ``kinds`` are the ids behind it by register, ``first`` the records to list, ``total`` how many there are.
    """

    shown: str
    now: str
    asked: str
    first: tuple[Behindhand, ...]
    total: int
    kinds: tuple[tuple[Register, tuple[int, ...]], ...]
    is_moved: bool = False

    @property
    def said(self) -> str:
        """How its records are named above their register: 任务总数 · 截至2015-05-31."""
        return self.asked


def of_row(facts: Facts, row: Mapping[str, Any]) -> Source:
    """The source of a figure of a text."""
    trace = read_trace(row["asked"])
    if trace.figure not in BY_ID:
        return Source(str(row["shown"]), "", f"没有 {trace.figure} 这个指标，查不到来源", (), 0, ())
    found = Sources(facts.session).trace(trace)
    told = row.get("told") or {}
    moved = (found.value, found.digest) != (told.get("value"), told.get("rows"))
    return of_traced(facts, found, str(row["shown"]), moved=moved)


def of_traced(facts: Facts, found: Traced, shown: str = "", *, moved: bool = False) -> Source:
    """The source of an answer."""
    kinds = tuple(_by_register(found.behind))
    said = f"{BY_ID[found.trace.figure].label} · {question(found.trace)}"
    now = f"{found.digits}{found.unit}"
    return Source(shown or now, now, said, tuple(listed(facts, found.behind)), len(found.behind), kinds, moved)


def _by_register(behind: Sequence[Behind]) -> Iterator[tuple[Register, tuple[int, ...]]]:
    ids: dict[str, list[int]] = {}
    for kind, record_id in behind:
        ids.setdefault(kind, []).append(record_id)
    for kind, some in ids.items():
        if kind in BY_KIND:
            yield BY_KIND[kind], tuple(dict.fromkeys(some))


def listed(facts: Facts, behind: Sequence[Behind], most: int = MOST) -> Iterator[Behindhand]:
    """The first records behind a number, in words."""
    for kind, record_id in behind[:most]:
        register = BY_KIND.get(kind)
        if register is None:
            continue
        items = [item for item in (_field(register, register.subject.key), _state(register)) if item is not None]
        for line in reading.lines(facts, register, [record_id], [register.number_field, *items]):
            told = [words.text(item, line.values.get(item.name), facts) for item in items]
            told += [""] * (2 - len(told))
            yield Behindhand(kind, record_id, str(line.values.get("number") or ""), told[0], told[1])


def _field(register: Register, name: str) -> Field | None:
    found = register.by_name.get(name)
    return found if isinstance(found, Field) else None


def _state(register: Register) -> Field | None:
    return _field(register, register.state_name) if register.state is not None else None
