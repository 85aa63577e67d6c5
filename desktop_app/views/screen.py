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

    def show_only(self, kind: str, ids: Sequence[int], said: str) -> bool:
        """Show just the records behind a figure; False when their kind is not kept on this screen."""
        ...

    def begin(self, kind: str) -> bool:
        """Begin a new record; False when its kind is not kept on this screen."""
        ...

    def arrive(self) -> None:
        """It was come to from another tab: Alt+← leads back there."""
        ...

    def leave(self) -> bool:
        """Keep unsaved typing as a draft before the window closes or locks; False asks to stay."""
        ...
