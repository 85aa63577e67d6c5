"""What the history says of one record, in the officer's words: when, who, what, old → new, why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from desktop_app.models.keeping import Attachment
from desktop_app.models.whole import Tie
from desktop_app.registers import words
from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.services.facts import Facts
from desktop_app.store import history
from desktop_app.store.history import CREATE, DELETE, KEPT_ASIDE, Told

_QUIET = KEPT_ASIDE | {"id", "gaps", "source", "initials", "pinyin", "kind", "record_id", "sha256", "size", "added_at"}
OWN = {"number": "编号", "retired_reason": "删除原因", "state_reason": "状态原因", "note": "说明"}
"""Names of fields every register has and none declares."""
DONE = {CREATE: "登记", DELETE: "去掉"}


@dataclass(frozen=True)
class Step:
    """One changed value: its label, what it was, what it became.

    ``row`` is a part row that came or went; ``plain`` something told with the act, which had no value before.
    """

    label: str
    old: str
    new: str
    row: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Chapter:
    """One act on the record (一次操作) with everything it changed. ``born`` holds what a new record began with."""

    batch_id: int
    at: datetime
    who: str
    act: str
    reason: str
    steps: tuple[Step, ...]
    born: tuple[Step, ...] = ()


def chapters(facts: Facts, register: Register, record_id: int) -> list[Chapter]:
    """The acts on a record and its parts, newest first."""
    told = history.entries_of(facts.session, register.kind, record_id)
    return [_chapter(register, list(entries), facts) for _id, entries in groupby(told, lambda entry: entry.batch_id)]


def _chapter(register: Register, entries: list[Told], facts: Facts) -> Chapter:
    first = entries[0]
    steps = tuple(step for entry in reversed(entries) for step in _steps(register, entry, facts))
    if any(entry.kind == register.kind and entry.op == CREATE for entry in entries):
        return Chapter(first.batch_id, first.at, first.who, first.act, first.reason, (), steps)
    return Chapter(first.batch_id, first.at, first.who, first.act, first.reason, steps)


def _steps(register: Register, entry: Told, facts: Facts) -> Iterator[Step]:
    if entry.kind == register.kind:
        yield from _record_steps(register, entry.changes, facts)
    elif entry.kind == Attachment.__tablename__:
        yield from _attachment_steps(entry)
    elif entry.kind == Tie.__tablename__:
        yield _tie_step(entry, facts)
    else:
        group = next((group for group in register.parts if group.name == entry.kind), None)
        if group is not None:
            yield from _part_steps(group, entry, facts)
        for kept in register.told:
            if kept.name == entry.kind and entry.op == CREATE:
                yield from _told_steps(kept, entry, facts)


def _record_steps(register: Register, changes: Mapping[str, list[Any]], facts: Facts) -> Iterator[Step]:
    for name, (old, new) in changes.items():
        if name == "retired_at" and (old or new):
            yield Step("记录", "已删除" if old else "", "已删除" if new else "恢复")
        elif name not in _QUIET:
            label = register.label_of(name) if name in register.by_name else OWN.get(name, "")
            was, now = words.told(register, name, old, facts), words.told(register, name, new, facts)
            if label and was != now:
                yield Step(label, was, now)


def _attachment_steps(entry: Told) -> Iterator[Step]:
    name = entry.changes.get("name", [None, None])
    if entry.op == CREATE:
        yield Step("附件", "", str(name[1] or ""), row=True)
    elif entry.op == DELETE:
        yield Step("附件", str(name[0] or ""), "", row=True)
    elif "note" in entry.changes:
        old, new = (str(value or "") for value in entry.changes["note"])
        yield Step("附件说明", old, new)


def _tie_step(entry: Told, facts: Facts) -> Step:
    """A tie made or taken away, by the number of what the record was tied to."""
    side = 1 if entry.op == CREATE else 0
    kind, other = (entry.changes[name][side] for name in ("other_kind", "other_id"))
    number = str(facts.row(kind, other).get("number") or "")
    return Step("关联", "" if side else number, number if side else "", row=True)


def _part_steps(group: Parts, entry: Told, facts: Facts) -> Iterator[Step]:
    """A row added or taken away is told by its leading words; a changed one field by field."""
    if entry.op in DONE:
        side = 1 if entry.op == CREATE else 0
        said = "　".join(filter(None, (_word(item, entry.changes, side, facts) for item in group.fields)))
        yield Step(group.label, "" if side else said, said if side else "", row=True)
        return
    for item in group.fields:
        if item.name in entry.changes:
            label = f"{group.label} {item.label}"
            yield Step(label, _word(item, entry.changes, 0, facts), _word(item, entry.changes, 1, facts))


def _told_steps(group: Parts, entry: Told, facts: Facts) -> Iterator[Step]:
    """What an action wrote down besides: 批准人, 依据文号."""
    for item in group.fields:
        if said := _word(item, entry.changes, 1, facts):
            yield Step(item.label, "", said, plain=True)


def _word(item: Field, changes: Mapping[str, list[Any]], side: int, facts: Facts) -> str:
    value = changes.get(item.name, [None, None])[side]
    return words.text(item, value, facts)
