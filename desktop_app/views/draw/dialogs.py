"""The verbs of a round by the code of their action, and the walk the score board begins (抽样)."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.dialogs import tell
from desktop_app.views.draw.dialog import DrawDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.draw.withdraw import WithdrawDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verbs import ActionDialog
from desktop_app.views.review.board import WALK, ScoreBoard


def ask_draw(
    press: Press, parent: QWidget, known: Known, recent: Recent, round_id: int, *, wander: bool = False
) -> Outcome | None:
    """抽样 at a round, with ``wander`` else at what is under way: what was done, if only half; None when nothing."""
    try:
        dialog = DrawDialog(parent, known, recent, press, round_id or None, wander=wander)
    except Refusal as refused:
        tell(parent, "抽样", refused.said)
        return None
    dialog.exec()
    dialog.deleteLater()
    if dialog.walked and dialog.round_id is not None:
        QTimer.singleShot(0, partial(land, parent, dialog.round_id))
    return dialog.outcome


def land(parent: QWidget, round_id: int) -> None:
    """Onto the score board, at the first case of that round."""
    if not isValid(parent) or not isinstance(parent, RegisterScreen):
        return
    board = next((made for made in parent.boards if isinstance(made, ScoreBoard)), None)
    if board is not None:
        parent.show_view(parent.order.index(board))
        board.to_round(round_id)
        parent.back()


def ask_withdraw(parent: QWidget, known: Known, recent: Recent, round_id: int) -> Outcome | None:
    """撤出递补 (Alt+W): what was done, or None when the officer stepped back."""
    return asked(parent, "撤出递补", lambda: WithdrawDialog(parent, known, recent, round_id))


def dialogs(press: Press) -> dict[str, ActionDialog]:
    """Action code to its dialog."""
    walk = partial(ask_draw, press)
    return {"seal_pool": walk, "draw_cases": walk, "withdraw_case": ask_withdraw, WALK: partial(walk, wander=True)}
