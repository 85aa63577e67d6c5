"""Every number opens exactly the records it counts: all figures, all promises, everything on the first page."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop_app.exchange.practice import DAY
from desktop_app.figures import catalogue
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.overview import overview
from desktop_app.figures.promise_list import PROMISES
from desktop_app.figures.promises import judged
from desktop_app.models.supervision import SupervisionDocument
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.overview import words
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from desktop_app.views.workspace import Workspace
from tests.kit.practised import practised


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@pytest.fixture(scope="module")
def house(county: Desk, qapp: QApplication) -> Iterator[tuple[Workspace, Bus]]:
    """The tabs over the practice county."""
    theme.apply(qapp)
    bus, jobs = Bus(), Jobs()
    workspace = Workspace(bus, tabs(county, bus, jobs, Settings(), Preferences(county.store)))
    workspace.resize(1366, 700)
    workspace.show()
    yield workspace, bus
    jobs.close()
    workspace.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def opened(house: tuple[Workspace, Bus], opening: words.Opening) -> list[Behind]:
    """The records shown after a number is opened, the words that name them being said above."""
    workspace, bus = house
    bus.open_records.emit(opening.kind, opening.ids, opening.said)
    screen = workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    listing = screen.place.listing
    assert listing.showing.only_said == opening.said
    return [(screen.place.register.kind, int(record_id)) for record_id in listing.grid.ids]


def all_opened(house: tuple[Workspace, Bus], behind: tuple[Behind, ...]) -> int:
    """How many records are shown when a number is opened kind by kind."""
    kinds = dict.fromkeys(kind for kind, _ in behind)
    shown = 0
    for kind in kinds:
        rows = opened(house, words.opening("数", [one for one in behind if one[0] == kind]))
        assert set(rows) == {one for one in behind if one[0] == kind}
        shown += len(rows)
    return shown


@pytest.mark.parametrize("day", [DAY, pytest.param(date(2015, 12, 24), marks=pytest.mark.slow)])
def test_every_figure_opens_as_many_records_as_it_counts(county: Desk, house: tuple[Workspace, Bus], day: date) -> None:
    with county.store.read() as session:
        answers = {figure: figure.ask(Question(session, day)) for figure in catalogue.FIGURES}
    for figure, answer in answers.items():
        assert all_opened(house, answer.behind) == len(answer.behind), figure.id
        if figure.counted:
            assert len(answer.behind) == answer.value, figure.id


def test_on_any_day_every_promise_opens_as_many_records_as_it_says(county: Desk, house: tuple[Workspace, Bus]) -> None:
    chance = random.Random(20150531)
    for day in [DAY, *(date(2015, 1, 1) + timedelta(days=chance.randrange(400)) for _ in range(2))]:
        with county.store.read() as session:
            found = judged(PROMISES, Question(session, day))
        for one in found:
            opening = words.of_promise(one)
            assert one.count == len(one.finding.behind) + len(one.finding.absent)
            assert bool(opening.ids) == bool(one.finding.behind)
            assert all(word in opening.said for word in one.finding.absent[:3])
            if opening.ids:
                first = {behind for behind in one.finding.behind if behind[0] == opening.kind}
                assert set(opened(house, opening)) == first, (day, one.promise.id)
                assert (len(first) == len(one.finding.behind)) != ("另有" in opening.said)
                assert f"{one.verdict} {len(one.finding.behind)} {BY_KIND[opening.kind].measure}" in opening.said


@pytest.mark.parametrize("day", [DAY, date(2015, 4, 2)])
def test_everything_on_the_first_page_opens_what_it_says(county: Desk, house: tuple[Workspace, Bus], day: date) -> None:
    with county.store.read() as session:
        view = overview(Question(session, day))
    for panel in view.panels:
        for key in panel.keys:
            opening = words.of_key(panel, key)
            first = [behind for behind in key.behind if behind[0] == opening.kind]
            assert len(opening.ids) == len(first)
            assert (len(first) == len(key.behind)) != ("另有" in opening.said)
            if opening.ids:
                assert len(opened(house, opening)) == len(first)
                assert len(key.behind) == key.value or "涉及" in opening.said
        for part in panel.bar:
            assert len(opened(house, words.of_segment(panel, part))) == part.count
    for step in view.rhythm:
        opening = words.of_step(view.day, step)
        assert not opening.ids or len(opened(house, opening)) == len(step.behind) == step.total
    for owed in (*view.due.overdue, *view.due.coming):
        assert owed.kind in BY_KIND
        if owed.ids:
            assert owed.said.startswith(f"{len(opened(house, words.Opening(owed.said, owed.kind, owed.ids)))} ")


def test_a_record_is_shown_in_its_list_where_only_numbers_stand(house: tuple[Workspace, Bus], county: Desk) -> None:
    workspace, bus = house
    with county.store.read() as session:
        document = max(session.scalars(select(SupervisionDocument.id)))
    workspace.show_code("inspections")
    screen = workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    screen.show_view(0)
    assert screen.board is not None
    bus.open_record.emit(SupervisionDocument.__tablename__, document)
    assert screen.board is None
    assert screen.place.record_id == document


def test_records_of_two_kinds_open_the_first_and_name_the_other() -> None:
    opening = words.opening("待补记录 3 条", [("task", 4), ("task", 9), ("issue", 2)])
    assert (opening.kind, opening.ids) == ("task", (4, 9))
    assert opening.said == "待补记录 3 条（另有问题 1 条）"


def test_a_record_counted_twice_is_opened_once() -> None:
    assert words.opening("数", [("task", 4), ("task", 4)]).ids == (4,)


@pytest.mark.parametrize(
    ("left", "said", "tone"), [(9, "剩 9 天", "grey"), (7, "剩 7 天", "amber"), (0, "今天", "amber")]
)
def test_days_are_said_as_everywhere(left: int, said: str, tone: str) -> None:
    assert (words.days(left), words.due_tone(left)) == (said, tone)
    assert (words.days(-6), words.due_tone(-6)) == ("超 6 天", "red")
