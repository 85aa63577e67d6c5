"""The window of 成批添加照片: files chosen, matched and told, attached by the worker."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.store import attachments
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.custody.photos import PhotoDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.known import Known
from tests.kit.keys import CTRL, press, settled
from tests.kit.property import item, taking

Key = Qt.Key


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


JPEG = b"\xff\xd8\xff\xe0"


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs, among: list[int]) -> PhotoDialog:
    made = PhotoDialog(None, Known(desk), Press(desk, jobs, Settings(), Bus()), among)
    qtbot.addWidget(made)
    made.show()
    settled(made)
    return made


def test_files_are_shown_with_their_items_and_stored(
    qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = taking(desk)
    ids = [item(desk, head), item(desk, head, "手表")]
    paths = [tmp_path / name for name in ("01.jpg", "02_1.jpg", "合影.jpg")]
    for at, path in enumerate(paths):
        path.write_bytes(JPEG + bytes([at]))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path) for path in paths], ""))
    dialog = opened(qtbot, desk, jobs, ids)
    press(Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: dialog.job is None and bool(dialog.matches))
    assert dialog.counts.text() == "2 张对上 2 件，1 张不存"
    assert [dialog.cells.index(row, 3).data() for row in range(3)] == ["✓ 对上", "✓ 对上", "没有对上物品编号"]
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.outcome is not None)
    with desk.store.read() as session:
        assert [[row.name for row in attachments.of_record(session, "seized_item", one)] for one in ids] == [
            ["01.jpg"],
            ["02_1.jpg"],
        ]


def test_a_file_that_is_gone_is_told_and_nothing_stored(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    dialog: Any = opened(qtbot, desk, jobs, [item(desk, taking(desk))])
    dialog.look_at([tmp_path / "01.jpg"])
    qtbot.waitUntil(lambda: dialog.job is None)
    assert "读不出来" in dialog.cells.index(0, 3).data()
    assert not dialog.verb.isEnabled()
