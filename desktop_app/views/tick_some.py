"""A list of rows to tick of which some are closed: what is closed says why and stays as it is."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from desktop_app.views.tick_table import TickRows


class TickSome(TickRows):
    """``refused`` carries why a row cannot be ticked. ``closed`` maps keys to that sentence."""

    refused = Signal(str)

    def __init__(self, heads: tuple[str, ...], right: frozenset[int] = frozenset()) -> None:
        super().__init__(heads, right)
        self.closed: Mapping[int, str] = {}

    def why_not(self, key: int) -> str:
        """Why a box cannot be turned; empty when it can."""
        return self.closed.get(key, "")

    def turn(self, row: int) -> None:
        why = self.why_not(self.keys[row])
        self.refused.emit(why)
        if not why:
            super().turn(row)

    def turn_all(self) -> None:
        """All open boxes on, or off where all are."""
        able = [at for at, key in enumerate(self.keys) if not self.closed.get(key)]
        off = [at for at in able if self.keys[at] not in self.ticked]
        for at in off or able:
            self.turn(at)
