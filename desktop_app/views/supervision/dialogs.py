"""The dialogs of 督查问责 by the code of their action, those that begin an inquiry from other tabs among them."""

from desktop_app.views.register.verbs import ActionDialog
from desktop_app.views.supervision import document_dialogs, duty_dialogs, habit_dialogs, inquiry_dialogs

DIALOGS: dict[str, ActionDialog] = {
    **document_dialogs.DIALOGS,
    **habit_dialogs.DIALOGS,
    **duty_dialogs.DIALOGS,
    **inquiry_dialogs.DIALOGS,
}
