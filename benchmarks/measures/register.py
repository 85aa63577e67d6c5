"""What the size of a register costs whoever opens it or types into its filter: the real list, painted off screen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from benchmarks import offices
from benchmarks.sides import Measure, Side, Sides, timed
from desktop_app.bootstrap import application
from desktop_app.registers import reading
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.views import theme
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.known import Known
from desktop_app.views.register.listing import Listing
from desktop_app.views.register.showing import Showing

FEW, MANY = 50, 100_000
WINDOW = (1366, 640)
ALL, RARE, COMMON = Showing(), Showing(text=offices.RARE), Showing(text=offices.COMMON)


class Screen:
    """The list of a register of one office, as the officer sees it."""

    def __init__(self, desk: Desk, app: QApplication, register: Register = TASKS) -> None:
        self._app, self._register = app, register
        self._jobs = Jobs()
        self._known = Known(desk)
        self._list = Listing(register, self._known, self._jobs, Preferences(desk.store))
        self._list.resize(*WINDOW)
        self._list.show()
        self._whole = {showing: self._count(desk, showing) for showing in (ALL, RARE, COMMON)}

    def _count(self, desk: Desk, showing: Showing) -> int:
        with desk.facts() as facts:
            return reading.count(facts, self._register, showing.conditions(self._register, facts))

    def showing(self, showing: Showing, forget: bool = False) -> Side:
        """Asked for until painted; ``forget`` reads the small tables anew. What the worker adds later is waited for."""

        def side() -> float:
            if forget:
                self._known.forget()
            began = perf_counter()
            self._list.show_as(showing)
            self.paint()
            seconds = perf_counter() - began
            while self._list.grid.rowCount() != self._whole[showing]:
                self._app.processEvents()
                sleep(0.001)
            return seconds

        return side

    def paint(self) -> None:
        """The page as it stands, painted once."""
        self._list.table.viewport().repaint()

    def close(self) -> None:
        self._jobs.close()
        self._list.close()
        self._list.deleteLater()


@contextmanager
def screen(folder: Path, tasks: int, problems: int = 0, register: Register = TASKS) -> Iterator[Screen]:
    """The list of a register over an office of that size."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    QLoggingCategory.setFilterRules("default.warning=false")
    app = application()
    theme.apply(app)
    with offices.office(folder, tasks, problems=problems) as desk:
        made = Screen(desk, app, register)
        yield made
        made.close()


@contextmanager
def opened(folder: Path) -> Iterator[Sides]:
    """A hundred thousand tasks opened to the first picture, against fifty."""
    with screen(folder, MANY) as many, screen(folder, FEW) as few:
        yield Sides(many.showing(ALL, forget=True), few.showing(ALL, forget=True))


@contextmanager
def filtered(folder: Path) -> Iterator[Sides]:
    """A word of two characters typed over a hundred thousand tasks until painted, against a page merely repainted."""
    with screen(folder, MANY) as many:
        many.showing(ALL)()
        also = {"a word in every second task": many.showing(COMMON)}
        yield Sides(many.showing(RARE), timed(many.paint), also=also)


MEASURES = (
    Measure("register.open_100k", 1.25, opened),
    Measure("register.filter_100k", 1.2, filtered),
)
