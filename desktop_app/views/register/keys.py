"""The keys of a 台账 screen: shortcuts, and keys that mean something only while nothing is being typed."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.views.bus import Bus
from desktop_app.views.inspecting import WRITING_KEYS, refused
from desktop_app.views.register.bar import Bar
from desktop_app.views.register.place import Place
from desktop_app.views.register.tying import TIE_KEY, tie_from

TYPING = (QLineEdit, QPlainTextEdit, QTextEdit)
"""Widgets in which a letter key writes a letter."""


class Keyed(Protocol):
    """What the keys ask of a screen (台账页面)."""

    bar: Bar
    registers: tuple[Register, ...]
    desk: Desk
    bus: Bus

    @property
    def place(self) -> Place: ...

    def new_record(self) -> None: ...

    def print_view(self) -> None: ...

    def export_view(self) -> None: ...

    def to_filter(self) -> None: ...

    def save_and_new(self) -> None: ...

    def toggle_panel(self) -> None: ...

    def next_pane(self) -> None: ...

    def walk(self, by: int) -> None: ...

    def refresh(self) -> None: ...

    def widen(self) -> None: ...

    def act_by_key(self, key: str) -> None: ...


def shortcuts(screen: Keyed) -> dict[str, Callable[[], object]]:
    """Key to deed, the keys of the registers' own verbs among them."""
    keys: dict[str, Callable[[], object]] = {
        "Ctrl+N": screen.new_record,
        "Ctrl+P": screen.print_view,
        "Ctrl+E": screen.export_view,
        "Ctrl+F": screen.to_filter,
        "Ctrl+S": lambda: screen.place.save(),
        **dict.fromkeys(("Ctrl+Return", "Ctrl+Enter"), lambda: screen.place.save_or_step()),
        **dict.fromkeys(("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), screen.save_and_new),
        "F2": lambda: screen.place.edit_subject(),
        "Alt+D": lambda: screen.place.show_attachments(),
        "Alt+G": lambda: screen.place.show_history(),
        "Alt+A": lambda: screen.place.form.add_part_row(),
        "Alt+L": lambda: screen.place.relate(),
        TIE_KEY: lambda: tie_from(screen.place),
        "F4": screen.toggle_panel,
        "F6": screen.next_pane,
        "Alt+Left": partial(screen.walk, -1),
        "Alt+Right": partial(screen.walk, 1),
        "Ctrl+Tab": lambda: screen.bar.views.next(),
        "Ctrl+Shift+Tab": lambda: screen.bar.views.back(),
        "F5": screen.refresh,
    }
    if screen.desk.inspecting:
        keys |= dict.fromkeys(WRITING_KEYS, partial(refused, screen.desk, screen.bus))
    own = {action.key for kept in screen.registers for action in kept.actions if action.key}
    return keys | {key: partial(screen.act_by_key, key) for key in own}


def own_key(screen: Keyed, event: QKeyEvent) -> bool:
    """Answer a key nobody else took; False when it means nothing here."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control = held == Qt.KeyboardModifier.ControlModifier
    if event.text() in ("/", "、") and not isinstance(QApplication.focusWidget(), TYPING):
        screen.to_filter()
    elif event.key() == Qt.Key.Key_Escape:
        screen.widen()
    elif event.key() == Qt.Key.Key_Delete and not held:
        screen.place.blocks.delete()
    elif control and event.key() == Qt.Key.Key_C:
        screen.place.blocks.copy()
    elif control and event.key() == Qt.Key.Key_V:
        screen.place.blocks.paste()
    elif screen.place.listing.table.hasFocus() and _writes(event):
        screen.bar.filter.begin(event.text())
    else:
        return False
    return True


def _writes(event: QKeyEvent) -> bool:
    """A key that writes a letter, from the keyboard or a scanner (扫码枪)."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    return not held and bool(event.text().strip()) and event.text().isprintable()
