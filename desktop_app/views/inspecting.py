"""The inspector at the desk (督查人员): what would change something rests, and says why when it is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtWidgets import QPushButton

from desktop_app.services.desk import Desk
from desktop_app.store.keys import READ_ONLY
from desktop_app.views.bus import Bus

WRITING = frozenset(
    {
        *("import", "backup", "backup_place", "restore_backup", "undo", "redo"),
        *("paste", "ditto", "ditto_all", "new", "brief", "save", "save_new", "step", "step_back", "elements"),
        *("correct", "delete", "restore", "change_many", "password", "inspector", "new_recovery", "tie", "month_close"),
    }
)
"""Codes of the commands that change something."""

WRITING_KEYS = frozenset(
    {
        *("Ctrl+N", "Ctrl+S", "Ctrl+Return", "Ctrl+Enter", "Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        *("F2", "Alt+A", "Alt+L"),
    }
)
"""Keys of a 台账 screen that do."""


class _Seated(Protocol):
    """Something that works at a desk and can say what is refused."""

    desk: Desk
    bus: Bus


Given = ParamSpec("Given")
Own = TypeVar("Own", bound=_Seated)


def refused(desk: Desk, bus: Bus) -> bool:
    """Whether an inspector sits here; he is then told why nothing is changed."""
    if desk.inspecting:
        bus.failed.emit(READ_ONLY)
    return desk.inspecting


def office_only(deed: Callable[Concatenate[Own, Given], None]) -> Callable[Concatenate[Own, Given], None]:
    """A deed of the office: an inspector who asks for it is told why not."""

    @wraps(deed)
    def asked(own: Own, /, *given: Given.args, **named: Given.kwargs) -> None:
        if not refused(own.desk, own.bus):
            deed(own, *given, **named)

    return asked


def rest(*buttons: QPushButton) -> None:
    """Let buttons rest for good, with the reason on them."""
    for button in buttons:
        button.setEnabled(False)
        button.setToolTip(READ_ONLY)
