"""What the number of problems costs whoever opens 问题清单 or 总览."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import offices
from benchmarks.measures import register
from benchmarks.sides import Measure, Sides, timed
from desktop_app.figures.engine import Question
from desktop_app.figures.overview import overview
from desktop_app.registers.issues import ISSUES
from desktop_app.services.desk import Desk
from desktop_app.store import connect

FEW, MANY, TASKS = 50, 5_000, 200

READ = (
    "SELECT id, number, nature, line, department_id, state, found_on, due_on, closed_on, cause_kind, round FROM issue"
)


@contextmanager
def opened(folder: Path) -> Iterator[Sides]:
    """Five thousand problems opened to the first picture with the counts of the chips, against fifty."""
    with (
        register.screen(folder, 0, MANY, ISSUES) as many,
        register.screen(folder, 0, FEW, ISSUES) as few,
    ):
        yield Sides(many.showing(register.ALL, forget=True), few.showing(register.ALL, forget=True))


@contextmanager
def first_page(folder: Path) -> Iterator[Sides]:
    """总览 of five thousand problems read whole; the floor only fetches the problems, counting nothing."""
    with offices.office(folder, TASKS, problems=MANY) as desk:
        bare = connect.connect(desk.store.folder.file, desk.store.key, writing=False)
        yield Sides(timed(lambda: _read(desk)), timed(lambda: bare.execute(READ).fetchall()))
        bare.close()


def _read(desk: Desk) -> None:
    with desk.store.read() as session:
        overview(Question(session, desk.today))


MEASURES = (
    Measure("issues.open_5k", 1.25, opened),
    Measure("overview.read_5k", 12.0, first_page),
)
