"""状况转问题 (Alt+B): the condition noted at a hand-over made into a problem at once."""

from PySide6.QtWidgets import QWidget

from desktop_app.registers.issues import ISSUES
from desktop_app.services.custody_issues import to_issue
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known


def ask_issue(window: QWidget, known: Known, _recent: Recent, event_id: int) -> Outcome | None:
    """The problem of an event; what hinders it is told."""
    try:
        return to_issue(known.desk, ISSUES, event_id)
    except Refusal as refused:
        tell(window, "状况转问题", refused.said)
        return None
