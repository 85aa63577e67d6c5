"""The score board of a county with a month drawn: three cases, two reviewers who may review them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.reviews import CaseReview, Reviewer
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import DrawnAs
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.review.board import ScoreBoard
from desktop_app.views.screens import tabs
from tests.kit.cases import case, case_no, month_round
from tests.kit.keys import Said
from tests.kit.office import officer


@dataclass(frozen=True)
class Hall:
    """The round of May, its reviews in drawn order, who reviews, who handled."""

    round_id: int
    reviews: tuple[int, ...]
    reviewers: tuple[int, int]
    handlers: tuple[int, int]


def review(desk: Desk, round_id: int, serial: int, reviewers: tuple[int, ...], **more: Any) -> int:
    """A drawn case, to be reviewed."""
    given = {"round_id": round_id, "case_no": case_no(serial), "drawn_as": DrawnAs.LOT}
    draft = new_draft(CaseReview, {**given, **more})
    draft.parts[Reviewer.__tablename__] = [{"officer_id": id_, "turn": 1} for id_ in reviewers]
    return records.save(desk, REVIEWS, draft).ids[0]


@pytest.fixture
def hall(desk: Desk) -> Hall:
    handlers = officer(desk, "韩雨桐", "公诉科"), officer(desk, "赵一帆", "公诉科")
    reviewers = officer(desk, "何静宜", "案件管理办公室"), officer(desk, "史海燕", "侦查监督科")
    for serial in (1, 2, 3):
        case(desk, serial, [handlers[serial % 2]], closed_on=date(2015, 5, 10))
    round_id = month_round(desk, reviewers)
    made = tuple(review(desk, round_id, serial, reviewers) for serial in (1, 2, 3))
    return Hall(round_id, made, reviewers, handlers)


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


@pytest.fixture
def said(bus: Bus) -> Said:
    told = Said([], [], [])
    bus.said.connect(told.sentences.append)
    bus.failed.connect(told.faults.append)
    bus.committed.connect(told.outcomes.append)
    return told


@pytest.fixture
def screen(desk: Desk, hall: Hall, bus: Bus, said: Said, qtbot: QtBot, qapp: QApplication) -> Iterator[RegisterScreen]:
    """案件评查 as the tab opens it."""
    theme.apply(qapp)
    jobs = Jobs()
    (tab,) = [t for t in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if t.code == "reviews"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    qtbot.addWidget(made)
    made.resize(1366, 642)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    jobs.close()


@pytest.fixture
def board(screen: RegisterScreen) -> ScoreBoard:
    found = screen.board
    assert isinstance(found, ScoreBoard)
    return found
