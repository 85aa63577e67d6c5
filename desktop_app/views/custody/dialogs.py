"""The dialogs of 涉案财物 by the code of their action."""

from functools import partial

from desktop_app.views.custody.burst import ask_burst
from desktop_app.views.custody.condition import ask_issue
from desktop_app.views.custody.count_ends import ask_close, ask_compare
from desktop_app.views.custody.count_preparing import ask_preparing
from desktop_app.views.custody.counting import ask_counting
from desktop_app.views.custody.handing import ask_handing
from desktop_app.views.custody.labelling import labels_of
from desktop_app.views.custody.money_book import ask_money_book
from desktop_app.views.custody.photos import ask_photos
from desktop_app.views.custody.releasing import ask_effect, ask_release
from desktop_app.views.custody.renewing import ask_renewal
from desktop_app.views.draw.press import Press
from desktop_app.views.register.verbs import ActionDialog, SelectionDialog

DIALOGS: dict[str, ActionDialog] = {
    "renew_freeze": ask_renewal,
    "release_freeze": ask_release,
    "queued_freeze": ask_effect,
    "prepare_count": ask_preparing,
    "condition_issue": ask_issue,
    "stocktake:对账": ask_compare,
    "stocktake:办结": ask_close,
}
"""The verbs of freezes and stocktakes."""


def dialogs(press: Press) -> dict[str, ActionDialog]:
    """Those, and the ones that print."""
    return {
        **DIALOGS,
        "custody_event": SelectionDialog(partial(ask_handing, press)),
        "print_labels": labels_of(press),
        "count_items": partial(ask_counting, press),
        "money_book": partial(ask_money_book, press),
        "item_photos": SelectionDialog(partial(ask_photos, press)),
        "burst": partial(ask_burst, press, False),
        "burst_case": partial(ask_burst, press, True),
    }
