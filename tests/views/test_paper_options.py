"""Options over the preview: what is chosen makes the paper anew, is remembered, and skips the labels already used."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.reports.catalogue import BY_ID
from desktop_app.reports.paper_options import AS_OF, OFFERED, PERIOD, RECORD, offered
from desktop_app.reports.request import Request
from desktop_app.rules.periods import read_period
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.jobs import Jobs
from desktop_app.views.paper import offered_paper
from desktop_app.views.paper_bar import OptionsBar
from desktop_app.views.paper_offer import Offer
from desktop_app.views.preview import Preview
from tests.kit.custody import property_room
from tests.kit.office import furnished

DAY = date(2015, 5, 31)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("property-room", property_room, tmp_path_factory.mktemp("options") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def asked(desk: Desk, record: str = "") -> Request:
    return Request(desk, DAY, None, record)


def test_every_option_is_of_a_paper_there_is_and_its_keys_differ() -> None:
    assert set(OFFERED) <= set(BY_ID)
    for paper_id in OFFERED:
        keys = [option.key for option in offered(paper_id).options]
        assert len(set(keys)) == len(keys), paper_id


def test_every_offered_choice_is_one_the_paper_takes(office: Desk) -> None:
    settings = Settings()
    for sheet in Offer("item_labels", asked(office), settings).choices()[offered("item_labels").options[1]]:
        offer = Offer("item_labels", asked(office), settings)
        offer.choose({"sheet": sheet[0], "skip": "2", "dx": "-0.5"})
        assert offer.request.options == {"sheet": sheet[0], "skip": "2", "dx": "-0.5"}
        BY_ID["item_labels"].make(offer.request)


def test_the_bar_writes_what_the_command_line_would(qtbot: QtBot, office: Desk) -> None:
    offer = Offer("item_labels", asked(office, "清检物2015-0001-01"), Settings())
    bar = OptionsBar(offer.choices(), {**offer.values, "skip": "4", "dx": "-1.5"})
    qtbot.addWidget(bar)
    assert bar.values == {RECORD: "清检物2015-0001-01", "sheet": "3x7", "skip": "4", "dx": "-1.5", "dy": ""}
    start, right, sheet, about = (bar.boxes[name] for name in ("skip", "dx", "sheet", RECORD))
    assert isinstance(start, QSpinBox)
    assert start.value() == 5
    with qtbot.waitSignal(bar.changed) as told:
        assert isinstance(sheet, QComboBox)
        sheet.setCurrentIndex(1)
        start.setValue(1)
        assert isinstance(right, QDoubleSpinBox)
        right.setValue(0)
        assert isinstance(about, QLineEdit)
        about.setText("  A柜 ")
    assert told.args == [{RECORD: "A柜", "sheet": "3x8", "skip": "", "dx": "", "dy": ""}]


def test_what_was_chosen_is_remembered_but_not_which_items(office: Desk, tmp_path: Path) -> None:
    settings = Settings()
    offer = Offer("item_labels", asked(office, "A柜"), settings)
    offer.choose({RECORD: "清检物2015-0001-01", "sheet": "2x7", "dx": "-0.5"})
    settings.write(tmp_path / "settings.json")
    again = Settings.read(tmp_path / "settings.json")
    assert "清检物" not in (tmp_path / "settings.json").read_text("utf-8")
    assert Offer("item_labels", asked(office), again).values == {RECORD: "", "sheet": "2x7", "dx": "-0.5"}
    calibration = Offer("label_calibration", asked(office), again).request
    assert calibration.options == {"sheet": "2x7", "dx": "-0.5"}


@pytest.mark.parametrize("damaged", [{"labels": "x"}, {"labels": {"sheet": 3}}, {"labels": None}])
def test_a_damaged_memory_is_an_empty_one(office: Desk, damaged: dict[str, object]) -> None:
    settings = Settings(papers=damaged)  # type: ignore[arg-type]
    assert Offer("item_labels", asked(office), settings).request.options == {}


def test_after_printing_the_next_free_label_is_the_first(office: Desk) -> None:
    settings = Settings()
    offer = Offer("item_labels", asked(office), settings)
    offer.choose({"sheet": "3x7", "skip": "19"})
    assert offer.printed(offer.request) == "下次从第 3 格起"
    assert Offer("item_labels", asked(office), settings).request.options == {"sheet": "3x7", "skip": "2"}
    places = Offer("place_labels", asked(office), settings)
    assert places.printed(places.request) == "下次从第 7 格起"
    assert Offer("custody_history", asked(office), settings).printed(asked(office)) == ""


def test_a_ledger_is_asked_for_another_day_and_period(office: Desk) -> None:
    offer = Offer("stock_ledger", asked(office), Settings())
    offer.choose({AS_OF: "3.31"})
    assert offer.request.as_of == date(2015, 3, 31)
    assert offer.request.options == {}
    for written, said in (("昨天", "截至日期“昨天”不是日期"), ("2015-06-01", "截至日期 2015-06-01 还没到")):
        offer.choose({AS_OF: written})
        with pytest.raises(Refusal, match=said):
            offer.request  # noqa: B018
    table = Offer("issue_statistics", asked(office), Settings())
    table.choose({PERIOD: "2015Q1"})
    assert table.request.period == read_period("2015Q1")
    table.choose({PERIOD: "第一学期"})
    with pytest.raises(Refusal, match="时段“第一学期”不认识"):
        table.request  # noqa: B018


def test_other_options_make_the_pages_anew(qtbot: QtBot, office: Desk, jobs: Jobs) -> None:
    settings = Settings()
    settings.papers["labels"] = {"skip": "199"}
    window = QWidget()
    qtbot.addWidget(window)
    seen: list[tuple[int, str]] = []
    failed: list[str] = []

    def look() -> None:
        preview = QApplication.activeModalWidget()
        if not isinstance(preview, Preview):
            QTimer.singleShot(20, look)
            return
        assert isinstance(preview.bar, OptionsBar)
        start = preview.bar.boxes["skip"]
        assert isinstance(start, QSpinBox)
        seen.append((len(preview.pages), start.text()))
        start.setValue(20)
        qtbot.waitUntil(lambda: len(preview.pages) == 2)
        seen.append((len(preview.pages), start.text()))
        start.setValue(60)
        qtbot.waitUntil(lambda: "已用枚数“59”不对" in preview.said.text())
        qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        seen.append((len(preview.pages), preview.said.text()))
        preview.reject()

    paper = offered_paper(window, "item_labels", asked(office), jobs, settings, failed.append, lambda _said: None)
    QTimer.singleShot(0, look)
    paper.preview()
    qtbot.waitUntil(lambda: len(seen) == 3 and not jobs.busy)
    assert failed == []
    assert seen == [(1, "1"), (2, "20"), (2, "页面还没有按选项重新生成。稍候，或把选项改好")]
