"""What the tabs' badges count: records of a tab's first register under its red and amber chips."""

from collections.abc import Sequence

from desktop_app.registers.catalogue import REGISTERS, of_tab
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store import snapshot
from desktop_app.store.snapshot import Retired
from desktop_app.views.tabs import Badge

_WHOLE = ("inspections",)
"""Tabs whose registers stand beside each other, none of them the first."""


def badges(desk: Desk) -> dict[str, Badge]:
    """Tab code to badge."""
    tabs = dict.fromkeys(register.tab for register in REGISTERS)
    with desk.facts() as facts:
        return {tab: _badge(facts, of_tab(tab)[: None if tab in _WHOLE else 1]) for tab in tabs}


def _badge(facts: Facts, registers: Sequence[Register]) -> Badge:
    red, amber = (sum(_count(facts, register, tone) for register in registers) for tone in ("red", "amber"))
    return Badge(red, amber)


def _count(facts: Facts, register: Register, tone: str) -> int:
    wanted = [chip for chip in register.chips if chip.tone == tone]
    conditions = ([*chip.where(facts), Retired(False)] for chip in wanted)
    found = {one for where in conditions for one in snapshot.ids(facts.session, register.model, where)}
    return len(found)
