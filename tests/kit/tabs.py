"""The lists of a tab, turned to by keys."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.registers.spec import Register
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.keys import CTRL, press
from tests.kit.program import settle


def screen_of(program: Program) -> RegisterScreen:
    """The screen shown."""
    assert program.session is not None
    screen = program.session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    return screen


def turn_to(program: Program, qtbot: QtBot, register: Register) -> RegisterScreen:
    """Ctrl+Tab until the list of a register stands."""
    screen = screen_of(program)
    for _ in screen.order:
        if screen.board is None and screen.place.register is register:
            return screen
        press(Qt.Key.Key_Tab, CTRL)
        settle(qtbot, program)
    raise AssertionError(f"no list of {register.title}")
