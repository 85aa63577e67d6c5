"""Papers asked for while a dialog stands (打印名单)."""

from dataclasses import dataclass

from shiboken6 import isValid

from desktop_app.reports.catalogue import BY_ID
from desktop_app.reports.request import Request
from desktop_app.services.desk import Desk
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Jobs
from desktop_app.views.paper import offered_paper


@dataclass(frozen=True)
class Press:
    """What a dialog needs to show a paper of the catalogue over itself."""

    desk: Desk
    jobs: Jobs
    settings: Settings
    bus: Bus

    def show(self, dialog: Dialog, paper_id: str, record: str) -> None:
        """The preview of a paper about a record, by its number; what goes wrong stands at the foot of the dialog."""
        if paper_id not in BY_ID:
            dialog.say("这种名单还不能打印")
            return

        def fail(said: str) -> None:
            if isValid(dialog) and not dialog.answered:
                dialog.say(said)
            else:
                self.bus.failed.emit(said)

        window = dialog.parentWidget() or dialog
        request = Request(self.desk, self.desk.today, None, record)
        offered_paper(window, paper_id, request, self.jobs, self.settings, fail, self.bus.said.emit).preview()
