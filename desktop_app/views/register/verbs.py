"""A register's own verbs as dialogs: about one record, or about all that are selected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop_app.services.outcome import Outcome
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known

RecordDialog = Callable[[QWidget, Known, Recent, int], Outcome | None]
"""A verb, or a step (case_review:定级), as a dialog about a record: what it did, None when given up."""


@dataclass(frozen=True)
class SelectionDialog:
    """A verb about all selected records at once (交接): what it did, None when given up."""

    ask: Callable[[QWidget, Known, Recent, Sequence[int]], Outcome | None]


ActionDialog = RecordDialog | SelectionDialog


def takes_many(dialog: ActionDialog) -> bool:
    """Whether a verb is about all selected records at once."""
    return isinstance(dialog, SelectionDialog)


def ask(
    dialog: ActionDialog, window: QWidget, known: Known, recent: Recent, record_id: int, chosen: Sequence[int]
) -> Outcome | None:
    """Show the dialog of a verb about a record; one that takes many is about the ``chosen`` ones, if there are any."""
    if isinstance(dialog, SelectionDialog):
        return dialog.ask(window, known, recent, chosen or (record_id,))
    return dialog(window, known, recent, record_id)
