"""The dialogs of 涉案财物 by the code of their action."""

from desktop_app.views.custody.releasing import ask_effect, ask_release
from desktop_app.views.custody.renewing import ask_renewal
from desktop_app.views.draw.press import Press
from desktop_app.views.register.verbs import ActionDialog

DIALOGS: dict[str, ActionDialog] = {
    "renew_freeze": ask_renewal,
    "release_freeze": ask_release,
    "queued_freeze": ask_effect,
}
"""The verbs of items, freezes and stocktakes."""


def dialogs(press: Press) -> dict[str, ActionDialog]:
    """Those, and the ones that print."""
    return DIALOGS
