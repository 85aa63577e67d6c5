"""Every deleted record of every register (回收站), newest first."""

from collections.abc import Callable

from desktop_app.registers import reading
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.spec import Register
from desktop_app.services.bin import Deleted, deleted_by
from desktop_app.services.facts import Facts
from desktop_app.store import snapshot
from desktop_app.store.snapshot import Retired

_AT_ONCE = 2000


def deleted(
    facts: Facts, progress: Callable[[int, int, str], object] = lambda _done, _total, _said: None
) -> list[Deleted]:
    """What lies in the bin."""
    found: list[Deleted] = []
    for at, register in enumerate(REGISTERS):
        progress(at, len(REGISTERS), "正在读回收站")
        if register.kind in facts.withheld:
            continue
        ids = reading.ids(facts, register, (Retired(),))
        for first in range(0, len(ids), _AT_ONCE):
            found += _of(facts, register, list(ids[first : first + _AT_ONCE]))
            progress(at, len(REGISTERS), "正在读回收站")
    return sorted(found, key=lambda one: one.at, reverse=True)


def _of(facts: Facts, register: Register, ids: list[int]) -> list[Deleted]:
    who = deleted_by(facts.session, register.kind, ids)
    told = snapshot.block(facts.session, register.model, ("retired_at", "retired_reason"), ids)
    return [
        Deleted(
            register.kind,
            line.id,
            str(line.values["number"]),
            register.call(line.values, facts).removeprefix(str(line.values["number"])).strip(),
            told[line.id][0],
            who.get(line.id, ""),
            str(told[line.id][1]),
        )
        for line in reading.lines(facts, register, ids, (register.number_field,))
    ]
