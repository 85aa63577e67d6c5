"""一案双查 behind the password again: nothing is seen, changed or printed before it; what was typed stays."""

import io
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.exchange import package_parts
from desktop_app.exchange.package_parts import Wanted
from desktop_app.models.responsibility import Inquiry
from desktop_app.registers import archive, finding
from desktop_app.registers.bin import deleted
from desktop_app.registers.habits import HABITS
from desktop_app.registers.relations import related
from desktop_app.registers.responsibility import INQUIRIES
from desktop_app.reports.catalogue import make_pdf
from desktop_app.reports.package_list import LeftOut
from desktop_app.reports.request import Request
from desktop_app.rules.periods import read_period
from desktop_app.services import records
from desktop_app.services.desk import SHUT, Desk
from desktop_app.services.facts import FewFacts
from desktop_app.services.moment import StillDesk
from desktop_app.services.ties import tie
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.views.past.asking import DayDialog
from desktop_app.views.register.guarded import GuardedScreen
from desktop_app.views.register.tying import targets
from desktop_app.views.sensitive import CHIPS, Sensitive
from tests.kit.dialogs import meanwhile
from tests.kit.files import PASSWORD
from tests.kit.keys import CTRL, focus, press, settled, type_
from tests.kit.office import furnished
from tests.kit.program import at_desk, settle
from tests.kit.supervising import habit, house, inquiry
from tests.kit.tabs import screen_of, turn_to

Key = Qt.Key
MAY = Wanted(read_period("2015-05"))


def _furnish(desk: Desk) -> dict[str, int]:
    who = house(desk)
    habit(desk, who, discipline=True, discipline_note="收受烟酒")
    habit(desk, who, "着装不规范", inspected_on=date(2015, 4, 2))
    return {"one": inquiry(desk, who), "other": inquiry(desk, who, name="超期羁押")}


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, int]:
    desk, given = furnished("sensitive", _furnish, folder.root, clock)
    desk.store.close()
    found: dict[str, int] = given
    return found


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, ids: dict[str, int]
) -> Iterator[Program]:
    """The program at 督查问责."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        press(Key.Key_8, CTRL)
        settle(qtbot, made)
        yield made


def guard(program: Program) -> Sensitive:
    assert program.session is not None
    return program.session.sensitive


def guarded(program: Program) -> GuardedScreen:
    screen = screen_of(program)
    assert isinstance(screen, GuardedScreen)
    return screen


def enter_password(program: Program, qtbot: QtBot, secret: str = PASSWORD) -> None:
    """Type it where the cursor is."""
    type_(secret)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: not guard(program).busy, timeout=20_000)
    settle(qtbot, program)
    settled(program.window)


def test_the_register_opens_by_the_password_and_shuts_again(
    program: Program, qtbot: QtBot, ids: dict[str, int]
) -> None:
    turn_to(program, qtbot, INQUIRIES)
    screen = guarded(program)
    assert screen.is_drawn
    assert screen.curtain is not None
    assert screen.curtain.isVisible()
    assert focus() is screen.curtain.secret.line, "the cursor stands in the password"
    assert not screen.panels.isVisible()
    assert screen.status() == []
    assert screen.deeds() == {}
    press(Key.Key_N, CTRL)
    assert QApplication.activeModalWidget() is None, "nothing is done behind it"
    enter_password(program, qtbot, "wrong password 1")
    assert screen.is_drawn
    assert screen.curtain.said.text().startswith("! ")
    assert focus() is screen.curtain.secret.line
    enter_password(program, qtbot)
    assert not screen.is_drawn
    assert screen.place.listing.table.hasFocus()
    assert screen.panels.isVisible()
    press(Key.Key_F2)
    type_("代签两份送达回证")
    assert screen.place.form.is_changed
    guard(program).close()
    assert screen.is_drawn
    assert focus() is screen.curtain.secret.line
    enter_password(program, qtbot)
    assert screen.place.form.is_changed, "what was typed stays"
    assert screen.place.form.draft[Inquiry.name] == "代签两份送达回证"
    screen.place.show_record(ids["one"])


def test_use_keeps_it_open_and_idle_time_does_not(program: Program, qtbot: QtBot, ids: dict[str, int]) -> None:
    """The time runs from the last use of a sensitive register; on another tab it runs out."""
    turn_to(program, qtbot, INQUIRIES)
    enter_password(program, qtbot)
    watch = guard(program)
    assert watch.left_ms > 4 * 60_000
    watch._timer.start(60_000)
    press(Key.Key_Down)
    assert watch.left_ms > 4 * 60_000, "a key in the register is use"
    press(Key.Key_3, CTRL)
    settle(qtbot, program)
    watch._timer.start(60_000)
    press(Key.Key_Down)
    assert watch.left_ms <= 60_000, "a key elsewhere is not"
    watch._timer.timeout.emit()
    press(Key.Key_8, CTRL)
    settle(qtbot, program)
    assert guarded(program).is_drawn


def test_a_record_asked_for_waits_behind_the_curtain(program: Program, qtbot: QtBot, ids: dict[str, int]) -> None:
    press(Key.Key_1, CTRL)
    assert program.session is not None
    program.session.bus.open_record.emit(INQUIRIES.kind, ids["other"])
    settle(qtbot, program)
    screen = guarded(program)
    assert screen.is_drawn
    enter_password(program, qtbot)
    assert screen.place.record_id == ids["other"]


def test_leads_on_misconduct_too(program: Program, qtbot: QtBot, ids: dict[str, int]) -> None:
    turn_to(program, qtbot, HABITS)
    screen = guarded(program)
    assert not screen.is_drawn, "the other findings are seen as ever"
    at = next(at for at, chip in enumerate(HABITS.chips) if (HABITS.kind, chip.label) in CHIPS)
    screen.bar.chips.chosen.emit(at)
    assert screen.is_drawn
    screen.bar.chips.chosen.emit(-1)
    assert not screen.is_drawn


def test_locking_the_desk_shuts_it(program: Program, qtbot: QtBot, ids: dict[str, int]) -> None:
    turn_to(program, qtbot, INQUIRIES)
    enter_password(program, qtbot)
    assert guard(program).is_open(INQUIRIES.kind)
    assert program.session is not None
    program.session.gate.lock()
    assert not guard(program).is_open(INQUIRIES.kind)


def _told(desk: Desk) -> dict[str, bool]:
    """Where a double investigation is told: page, links, search, bin, ties, paper, package."""
    with desk.facts() as facts:
        who = next(row["id"] for row in facts.live("officer") if row["name"] == "田涛")
        page = archive.of_officer(facts, who)
        linked = related(facts, HABITS, 1)[0]
        found = finding.find(FewFacts(facts.session, desk.today, withheld=facts.withheld), "超期羁押")
        binned = deleted(facts)
        request = Request(desk, desk.today)
        parts = list(package_parts.parts(StillDesk(desk.store, desk.clock, facts, withheld=desk.withheld), MAY, 1))
    try:
        make_pdf("inquiry_form", request, io.BytesIO())
        printed = True
    except Refusal as refused:
        printed = refused.said != SHUT
    kind = INQUIRIES.kind
    return {
        "page": any(one.kind == kind for one in page.entries),
        "links": any(one.kind == kind for one in linked),
        "search": any(one.register.kind == kind for one in found),
        "bin": any(one.kind == kind for one in binned),
        "ties": any(one.kind == kind for one in targets(desk, "", ("", 0))),
        "paper": printed,
        "package": not any(isinstance(one, LeftOut) and "没有打开" in one.reason for one in parts),
    }


def test_nothing_that_gathers_all_records_tells_them_while_shut(
    program: Program, qtbot: QtBot, ids: dict[str, int]
) -> None:
    assert program.session is not None
    desk = program.session.desk
    tie(desk, HABITS, 1, INQUIRIES, ids["one"], "")
    assert set(_told(desk).values()) == {False}
    with desk.facts() as facts:
        assert INQUIRIES.title in archive.of_officer(facts, 1).withheld, "it says what it does not tell"
    turn_to(program, qtbot, INQUIRIES)
    enter_password(program, qtbot)
    told = _told(desk)
    assert {name for name, seen in told.items() if not seen} == {"bin"}
    records.retire(desk, INQUIRIES, [ids["one"]], "重复登记")
    assert _told(desk)["bin"]
    guard(program).close()
    assert set(_told(desk).values()) == {False}


def test_a_past_day_of_it_goes_when_it_is_shut(program: Program, qtbot: QtBot, ids: dict[str, int]) -> None:
    turn_to(program, qtbot, INQUIRIES)
    enter_password(program, qtbot)
    assert program.session is not None

    def today(dialog: QDialog) -> None:
        assert isinstance(dialog, DayDialog)
        type_("今")
        press(Key.Key_Return)

    meanwhile(lambda: press(Key.Key_H, CTRL), today)
    settle(qtbot, program)
    space = program.session.workspace
    assert len(space.covers) == 1
    guard(program).close()
    assert space.covers == []
    assert guarded(program).is_drawn
