"""The dialogs of 岗位轮换 by the code of their action."""

from functools import partial

from desktop_app.views.draw.press import Press
from desktop_app.views.posts.covering import ask_who_covers
from desktop_app.views.posts.extending import ask_extension
from desktop_app.views.posts.handing import ask_hand_over
from desktop_app.views.posts.pairing import ask_change_pair
from desktop_app.views.posts.proposal import ask_proposal
from desktop_app.views.posts.returning import ask_back
from desktop_app.views.register.verbs import ActionDialog

DIALOGS: dict[str, ActionDialog] = {
    "who_covers": ask_who_covers,
    "change_pair": ask_change_pair,
    "back_to_post": ask_back,
    "extend_rotation": ask_extension,
}
"""The verbs of posts, absences and rotations."""


def dialogs(press: Press) -> dict[str, ActionDialog]:
    """Those, the one that prints, and the one whose question may go to the worker."""
    return {**DIALOGS, "hand_over": partial(ask_hand_over, press), "propose": partial(ask_proposal, press)}
