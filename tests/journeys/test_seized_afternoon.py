"""331 items of six cases in an afternoon: pasted, mended, put away, labelled and receipted by keyboard."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.seizures import StoragePlace
from desktop_app.registers.seizures import ITEMS, PLACES
from desktop_app.rules.vocabulary import ItemState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.custody.burst import BurstDialog
from desktop_app.views.custody.burst_paste import BlockDialog
from desktop_app.views.preview import Preview
from tests.kit.cases import case
from tests.kit.county import rows
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.hands import Hands
from tests.kit.keys import ALT, CTRL, press, settled
from tests.kit.office import furnished, officer
from tests.kit.paper import page_texts, solid
from tests.kit.program import at_desk, settle
from tests.kit.seized_afternoon import CASES_THERE, cases_block, clip, items_block
from tests.kit.tabs import turn_to

Key = Qt.Key
MOST, SHELF = 45, "待检柜"
ITEMS_THERE = 331
MENDED = ("2000", "2", "")
"""约2千余元 is counted, -2 was a slip of the pen, the sum ten thousand times off is left to the quantity."""


def _furnish(desk: Desk) -> dict[str, Any]:
    """Two handlers, the keeper of the store, a shelf for new things, six cases in the register of cases."""
    handlers = [officer(desk, "何静宜"), officer(desk, "韩雨桐")]
    keeper = officer(desk, "苏婉清", "案件管理办公室")
    records.save(desk, PLACES, new_draft(StoragePlace, {"name": SHELF}))
    for serial in range(1, CASES_THERE + 1):
        case(desk, serial, handlers)
    return {"keeper": keeper}


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock) -> Iterator[Program]:
    """The program at its desk, 涉案财物 shown."""
    desk, _ = furnished("seized afternoon", _furnish, folder.root, clock)
    desk.store.close()
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made


class Officer(Hands):
    """The officer in the window."""

    def copied(self, block: list[list[str]]) -> None:
        """Ctrl+C in the spreadsheet."""
        self.actions += 1
        QGuiApplication.clipboard().setText(clip(block))

    def pasted(self, dialog: BurstDialog, block: list[list[str]]) -> str:
        """A block into the grid under the cursor, looked at and taken; what the preview said."""
        self.copied(block)
        told: list[str] = []

        def take(preview: QDialog) -> None:
            assert isinstance(preview, BlockDialog)
            told.append(preview.told.text())
            self.command(Key.Key_Return, CTRL)

        meanwhile(lambda: self.command(Key.Key_V, CTRL), take)
        settled(dialog)
        return told[0]

    def read(self, dialog: BurstDialog) -> None:
        """Until what is typed was read."""
        self.qtbot.waitUntil(lambda: not dialog.waits, timeout=20_000)

    def paper(self, dialog: BurstDialog, key: Key, to: Path) -> bytes:
        """One key for a paper, Ctrl+S in its preview, Esc."""

        def keep(preview: Preview) -> None:
            settled(preview)
            self.command(Key.Key_S, CTRL)
            self.command(Key.Key_Escape)

        with previewing(keep) as shown:
            self.command(key, CTRL)
            self.qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
        settled(dialog)
        return to.read_bytes()


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Ctrl+S of the preview keeps a paper."""
    path = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    return path


def test_six_cases_in_an_afternoon(program: Program, qtbot: QtBot, saved: Path) -> None:
    officer = Officer(program, qtbot)
    officer.command(Key.Key_7, CTRL)
    settle(qtbot, program)
    turn_to(program, qtbot, ITEMS)
    given: list[Any] = []

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, BurstDialog)
        brought_in(officer, dialog)
        mended(officer, dialog)
        put_away(officer, dialog)
        done = dialog.page
        assert done is not None, dialog.said.text()
        settled(dialog)
        labels = officer.paper(dialog, Key.Key_L, saved)
        given.append((done.result, labels, officer.paper(dialog, Key.Key_P, saved)))
        officer.command(Key.Key_Escape)

    meanwhile(lambda: officer.command(Key.Key_B, ALT), enter)
    settle(qtbot, program)
    officer.tell("六案 331 件，从粘贴到标签和入库单")
    (done, labels, slips), desk = given[0], desk_of(program)
    assert officer.actions <= MOST
    stands_in_the_books(desk, done.items)
    for pdf in (labels, slips):
        assert each_once(pdf, done.items)
    assert len(done.stored) == ITEMS_THERE
    settled(program.window)
    press(Key.Key_Z, CTRL)
    settle(qtbot, program)
    assert rows(desk, "seized_item") == []


def brought_in(officer: Officer, dialog: BurstDialog) -> None:
    """Cases, then items; what the cases are called is known by their numbers."""
    assert officer.pasted(dialog, cases_block()) == "6 行 6 案"
    officer.command(Key.Key_F6)
    assert officer.pasted(dialog, items_block()) == "331 行 6 案"
    officer.read(dialog)
    assert {texts[1] for texts in dialog.heads.texts[:6]} == {f"第{at}号盗窃案" for at in range(1, 7)}


def mended(officer: Officer, dialog: BurstDialog) -> None:
    """F8 from one fault to the next, each mended in its place."""
    for text in MENDED:
        officer.command(Key.Key_F8)
        if text:
            officer.field(text)
        else:
            officer.command(Key.Key_Delete)
        officer.read(dialog)
    assert "待改" not in dialog.counts.text(), dialog.detail.text()


def put_away(officer: Officer, dialog: BurstDialog) -> None:
    """Alt+R: the day stands; keeper, condition, the shelf for what names none; new shelves founded."""
    officer.command(Key.Key_R, ALT)
    officer.command(Key.Key_K, ALT)
    officer.command(Key.Key_Return)
    officer.field("swq")
    officer.command(Key.Key_Return)
    officer.field("完好")
    officer.field(SHELF)
    officer.read(dialog)
    assert dialog.counts.text() == "6 案 331 件，入库 278 件，存入专户 53 件"
    officer.command(Key.Key_Return, CTRL)
    officer.qtbot.waitUntil(lambda: dialog.page is not None or bool(dialog.said.text()), timeout=60_000)
    officer.qtbot.waitUntil(lambda: dialog.job is None, timeout=60_000)


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def stands_in_the_books(desk: Desk, numbers: list[str]) -> None:
    """Six cases of two handlers, 331 items with numbers of their own, all out of the handlers' hands."""
    items = rows(desk, "seized_item")
    assert len(rows(desk, "seizure")) == CASES_THERE
    assert sorted(numbers) == sorted(row["number"] for row in items)
    assert len(set(numbers)) == ITEMS_THERE
    assert ItemState.HELD not in {row["state"] for row in items}


def each_once(pdf: bytes, numbers: list[str]) -> bool:
    """Every number stands on the paper once and no other does."""
    text = solid("".join(page_texts(pdf)))
    house = numbers[0].partition("物")[0]
    found = Counter(f"{house}物{piece[: len(numbers[0]) - 3]}" for piece in text.split(f"{house}物")[1:])
    return found == Counter(numbers)
