"""The officer at the whole program: what he does is counted, and dialogs are answered until the window has settled."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.services.desk import Desk
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, Tally, settled
from tests.kit.program import settle


class Hands(Tally):
    """A tally of one program."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        super().__init__()
        self.program, self.qtbot = program, qtbot

    @property
    def desk(self) -> Desk:
        assert self.program.session is not None
        return self.program.session.desk

    def rest(self) -> None:
        """Until the worker is done and the window has the keyboard."""
        settle(self.qtbot, self.program)
        settled(self.program.window)

    def dialog(self, key: Qt.Key, held: Qt.KeyboardModifier, do: Callable[[QDialog], object]) -> QDialog:
        """A key that opens a dialog, and what is done there."""
        met = meanwhile(lambda: self.command(key, held), do)
        self.rest()
        return met

    def deed(self, key: Qt.Key, held: Qt.KeyboardModifier, *texts: str) -> None:
        """A step or verb that asks: its fields in order, an empty one left as it stands, then Ctrl+Enter."""

        def fill(dialog: QDialog) -> None:
            for text in texts:
                self.field(text)
            self.command(Qt.Key.Key_Return, CTRL)
            assert not dialog.isVisible(), dialog.said.text()  # type: ignore[attr-defined]

        self.dialog(key, held, fill)
