"""What became of a record since a day (此后): each value of then beside the one of now, where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.registers import words
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.services.facts import Facts
from desktop_app.store import snapshot
from desktop_app.views.register.parts_told import told_rows

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Stood:
    """One field or list of a record: what it said then; ``now`` is what it says now, None where that is the same."""

    label: str
    then: tuple[str, ...]
    now: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Story:
    """A record of then by sections; ``gone`` says when and why it was deleted since."""

    called: str
    sections: tuple[tuple[str, tuple[Stood, ...]], ...]
    gone: str = ""

    @property
    def changed(self) -> int:
        """How many of its fields and lists say something else now."""
        return sum(1 for _title, kept in self.sections for one in kept if one.now is not None)


def story(register: Register, then: Line, past: Facts, now: Line | None, present: Facts) -> Story:
    """The record of then, as the form orders it; rows written by the actions last."""
    current = now.values if now is not None else {}
    titled = [
        (section.title, tuple(_stood(item, then.values, past, current, present) for item in section.items))
        for section in register.sections
    ]
    rows, later = told_rows(past, register, then.id), told_rows(present, register, then.id)
    told = tuple(_rows_stood(group, rows[group.name], past, later[group.name], present) for group in register.told)
    sections = [*titled, ("办理记录", told)] if told else titled
    said = [(title, tuple(one for one in kept if one.then or one.now)) for title, kept in sections]
    gone = _gone(register, then.id, present)
    return Story(register.call(then.values, past), tuple(filter(lambda pair: pair[1], said)), gone)


def _gone(register: Register, record_id: int, present: Facts) -> str:
    found = snapshot.block(present.session, register.model, ("retired_at", "retired_reason"), [record_id])
    when, why = found.get(record_id, (None, ""))
    if when is None:
        return ""
    return f"{when.astimezone():%Y-%m-%d} 已删除{f'：{why}' if why else ''}"


def _stood(item: Field | Parts, then: Mapping[str, Any], past: Facts, now: Mapping[str, Any], present: Facts) -> Stood:
    if isinstance(item, Parts):
        return _rows_stood(item, then.get(item.name, ()), past, now.get(item.name, ()), present)
    was, current = then.get(item.name), now.get(item.name)
    changed = (was or None) != (current or None)
    return Stood(
        item.label,
        _lines(words.text(item, was, past)),
        (_lines(words.text(item, current, present)) or ("（空）",)) if changed else None,
    )


def _rows_stood(group: Parts, then: Rows, past: Facts, now: Rows, present: Facts) -> Stood:
    names = [item.name for item in group.fields]
    same = [[row.get(name) for name in names] for row in then] == [[row.get(name) for name in names] for row in now]
    later = None if same else (_rows(group, now, present) or ("（空）",))
    return Stood(group.label, _rows(group, then, past), later)


def _rows(group: Parts, rows: Rows, facts: Facts) -> tuple[str, ...]:
    """One line a row; names alone stand in one."""
    told = [
        " ".join(filter(None, (words.text(item, row.get(item.name), facts) for item in group.fields))) for row in rows
    ]
    return _lines("、".join(told)) if len(group.fields) == 1 else tuple(filter(None, told))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())
