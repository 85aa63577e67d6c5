"""What the menus may carry out on the record and the list shown (菜单命令)."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from desktop_app.views.bus import Bus
from desktop_app.views.register.bar import Bar
from desktop_app.views.register.place import Place
from desktop_app.views.register.tying import may_tie, tie_from

Deeds = dict[str, Callable[[], object]]
VIEW = ""
"""Stands on the trail for a view of the tab, where a record stands with its kind."""


def record_deeds(place: Place) -> Deeds:
    """Deeds of the record in the panel; none when there is no record."""
    if place.record_id is None:
        return {}
    deeds: Deeds = {
        "open": place.edit,
        "copy": place.blocks.copy,
        "attachments": place.show_attachments,
        "history": place.show_history,
    }
    if place.listing.showing.retired:
        return {**deeds, "restore": place.blocks.restore}
    deeds |= {"delete": place.blocks.delete, "change_many": place.blocks.change_many}
    deeds |= {"tie": partial(tie_from, place)} if may_tie(place) else {}
    deeds |= {"ditto": place.form.carry_here, "ditto_all": place.form.carry_all}
    return {**deeds, **step_deeds(place)}


def step_deeds(place: Place) -> Deeds:
    """The next step, and the way back."""
    forward, lifecycle = place.panel.next_move, place.register.lifecycle
    back = lifecycle.back_move(place.panel.state) if lifecycle else None
    steps = {"step": forward, "step_back": back}
    return {code: partial(place.step, move.verb) for code, move in steps.items() if move is not None}


class Trail:
    """The records opened one after the other (打开过的记录): back and forward, as in a browser.

    Before the first lies ``outside``: the tab from which this one was come to.
    """

    def __init__(self, outside: bool = False) -> None:
        self._outside = outside
        self._steps: list[tuple[str, int]] = []
        self._at = -1

    def add(self, kind: str, record_id: int) -> None:
        """A record was opened; what lay ahead is forgotten."""
        if self._steps[self._at : self._at + 1] != [(kind, record_id)]:
            self._steps = [*self._steps[: self._at + 1], (kind, record_id)]
            self._at = len(self._steps) - 1

    def can(self, by: int) -> bool:
        return self._has(by) or (by < 0 and self._outside)

    def _has(self, by: int) -> bool:
        return 0 <= self._at + by < len(self._steps)

    def walk(self, by: int) -> tuple[str, int] | None:
        """The record ``by`` steps on; None where there is none, inside."""
        if not self._has(by):
            return None
        self._at += by
        return self._steps[self._at]


class Walked(Protocol):
    """What a trail leads through (台账页面)."""

    bar: Bar
    bus: Bus
    trail: Trail

    def show_view(self, at: int) -> None: ...

    def back(self) -> None: ...

    def open_record(self, kind: str, record_id: int) -> bool: ...

    def reveal(self, kind: str, record_id: int) -> bool: ...


def open_from_board(screen: Walked, kind: str, record_id: int) -> None:
    """Open a record of another register; the way back leads to the board shown now."""
    screen.trail.add(VIEW, screen.bar.views.current)
    screen.open_record(kind, record_id)


def walk(screen: Walked, by: int) -> None:
    """Back and forward through opened records; beyond them, to the tab come from or come back from."""
    step = screen.trail.walk(by)
    if step is None:
        (screen.bus.back_asked if by < 0 else screen.bus.forward_asked).emit()
    elif step[0] == VIEW:
        screen.show_view(step[1])
        screen.back()
    else:
        screen.reveal(*step)
