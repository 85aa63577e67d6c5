"""The dialogs of 涉案财物 by the code of their action."""

from desktop_app.views.draw.press import Press
from desktop_app.views.register.verbs import ActionDialog

DIALOGS: dict[str, ActionDialog] = {}
"""The verbs of items, freezes and stocktakes."""


def dialogs(press: Press) -> dict[str, ActionDialog]:
    """Those, and the ones that print."""
    return DIALOGS
