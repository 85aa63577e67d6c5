"""Which tabs exist and what stands in them: the registers of each, the boards of its first."""

from collections.abc import Mapping, Sequence

from desktop_app.registers.catalogue import of_tab
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views.boards.roadmap import DepartmentBoard, RoadmapBoard
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.board import BoardMaker
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.text import TABS
from desktop_app.views.workspace import Tab

BOARDS: Mapping[str, Sequence[BoardMaker]] = {"方案路线图": (RoadmapBoard, DepartmentBoard)}
"""Tab name to the special views beside its first register."""


def tabs(desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences) -> list[Tab]:
    """The tabs with registers, in fixed order, each with its fixed digit."""
    return [_tab(digit, name, desk, bus, jobs, settings, preferences) for digit, name in TABS if of_tab(name)]


def _tab(digit: str, name: str, desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences) -> Tab:
    kept = of_tab(name)
    boards = BOARDS.get(name, ())

    def make() -> RegisterScreen:
        return RegisterScreen(desk, bus, jobs, kept[0], boards, kept[1:], settings=settings, preferences=preferences)

    return Tab(digit, name, frozenset(register.kind for register in kept), make)
