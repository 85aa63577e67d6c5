"""Which tabs exist and what stands in them: the registers of each, the boards of its first."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.catalogue import of_tab
from desktop_app.registers.seizures import ITEMS
from desktop_app.registers.stocktakes import STOCKTAKES
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import (
    award_dialogs,
    card_dialogs,
    contest_dialogs,
    dossier_dialogs,
    exam_dialogs,
    issue_dialogs,
    plan_dialogs,
    training_dialogs,
)
from desktop_app.views.boards.document_tracker import DocumentTracker
from desktop_app.views.boards.exam_statistics import ExamStatistics
from desktop_app.views.boards.issue_persons import PersonBoard
from desktop_app.views.boards.issue_statistics import StatisticsBoard
from desktop_app.views.boards.post_statistics import PostStatistics
from desktop_app.views.boards.review_statistics import ReviewStatistics
from desktop_app.views.boards.roadmap import DepartmentBoard, RoadmapBoard
from desktop_app.views.boards.seizure_statistics import SeizureStatistics
from desktop_app.views.boards.supervision_statistics import SupervisionStatistics
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.bus import Bus
from desktop_app.views.custody.chains import ChainBoard
from desktop_app.views.custody.count_face import CountFace
from desktop_app.views.custody.dialogs import dialogs as custody_dialogs
from desktop_app.views.custody.face import ItemFace
from desktop_app.views.custody.places import PlaceBoard
from desktop_app.views.draw.dialogs import dialogs as draw_dialogs
from desktop_app.views.draw.press import Press
from desktop_app.views.exams.board import MarkBoard
from desktop_app.views.jobs import Jobs
from desktop_app.views.overview.screen import OverviewScreen
from desktop_app.views.posts.board import PostBoard
from desktop_app.views.posts.dialogs import dialogs as post_dialogs
from desktop_app.views.register.board import BoardMaker
from desktop_app.views.register.face import Faces
from desktop_app.views.register.guarded import GuardedScreen
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.verbs import ActionDialog
from desktop_app.views.review import dialogs as review_dialogs
from desktop_app.views.review.board import ScoreBoard
from desktop_app.views.sensitive import TABS as SENSITIVE_TABS
from desktop_app.views.sensitive import Sensitive
from desktop_app.views.supervision.dialogs import DIALOGS as SUPERVISION
from desktop_app.views.text import OVERVIEW, TABS
from desktop_app.views.workspace import Tab

BOARDS: Mapping[str, Sequence[BoardMaker]] = {
    "plan": (RoadmapBoard, DepartmentBoard),
    "issues": (PersonBoard, StatisticsBoard),
    "exams": (MarkBoard, ExamStatistics),
    "reviews": (ScoreBoard, ReviewStatistics),
    "posts": (PostBoard, PostStatistics),
    "seizures": (PlaceBoard, ChainBoard, SeizureStatistics),
    "inspections": (DocumentTracker, SupervisionStatistics),
}
"""Tab code to the special views beside its first register."""

LIST_FIRST = frozenset({"issues", "seizures"})
"""Tabs that open with their list; the others open with their first board."""

DIALOGS: Mapping[str, ActionDialog] = {
    **plan_dialogs.DIALOGS,
    **issue_dialogs.DIALOGS,
    **review_dialogs.DIALOGS,
    **card_dialogs.DIALOGS,
    **contest_dialogs.DIALOGS,
    **exam_dialogs.DIALOGS,
    **training_dialogs.DIALOGS,
    **dossier_dialogs.DIALOGS,
    **award_dialogs.DIALOGS,
    **SUPERVISION,
}
"""Action code to the dialog that carries it out."""


FACES: Faces = {ITEMS.kind: ItemFace, STOCKTAKES.kind: CountFace}
"""Registers that tell more of a record than its fields."""


def tabs(
    desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences, sensitive: Sensitive | None = None
) -> list[Tab]:
    """总览 and the tabs with registers, in fixed order, each with its fixed digit.

    ``sensitive`` puts a curtain before the registers that stand behind the password again.
    """
    press = Press(desk, jobs, settings, bus)
    dialogs = {**DIALOGS, **draw_dialogs(press), **post_dialogs(press), **custody_dialogs(press)}

    def make(code: str) -> RegisterScreen:
        first, *rest = of_tab(code)
        screen = (GuardedScreen if code in SENSITIVE_TABS else RegisterScreen)(
            desk,
            bus,
            jobs,
            first,
            BOARDS.get(code, ()),
            rest,
            list_first=code in LIST_FIRST,
            settings=settings,
            preferences=preferences,
            dialogs=dialogs,
            faces=FACES,
        )
        if isinstance(screen, GuardedScreen) and sensitive is not None:
            screen.guard_by(sensitive)
        return screen

    def maker(code: str) -> Callable[[], QWidget] | None:
        if code == OVERVIEW:
            return partial(OverviewScreen, desk, bus, jobs)
        if code == BULLETINS.tab:
            return partial(BulletinScreen, desk, bus, jobs, settings, preferences)
        return partial(make, code) if of_tab(code) else None

    return [
        Tab(digit, code, name, frozenset(register.kind for register in of_tab(code)), made)
        for digit, code, name in TABS
        if (made := maker(code)) is not None
    ]
