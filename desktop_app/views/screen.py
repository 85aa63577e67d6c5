"""What the screen of a tab owes the window around it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import SignalInstance

Deeds = Mapping[str, Callable[[], object]]
"""Deed code to what carries it out now: see ``views/commands.py``; a missing code greys the menu entry."""


class Screen(Protocol):
    """A tab's screen (页面); always a QWidget.

    The screen binds its own keys (Ctrl+N, Ctrl+Enter, …); menus only print them. ``told`` says that ``status`` or
    ``deeds`` changed.
    """

    @property
    def told(self) -> SignalInstance: ...

    def status(self) -> Sequence[str]:
        """Texts for the left of the status bar: 共 64 条 · 显示 18 / 已选 1 · WT-023."""
        ...

    def deeds(self) -> Deeds: ...

    def refresh(self) -> None:
        """Read anew: the tab was shown, or F5."""
        ...

    def reveal(self, kind: str, record_id: int) -> bool:
        """Show one record; False when it is not kept on this screen."""
        ...

    def leave(self) -> bool:
        """Keep unsaved typing as a draft before the window closes or locks; False asks to stay."""
        ...
