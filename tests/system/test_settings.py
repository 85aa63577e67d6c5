"""Habits outside the encrypted file: kept whole, read back, never trusted."""

import json
from pathlib import Path

import pytest

from desktop_app.system.settings import Settings


def test_settings_come_back_as_they_were_left(tmp_path: Path) -> None:
    path = tmp_path / "data" / "settings.json"
    Settings(unit="清源县人民检察院", year=2015, scale=115, printers={"roadmap": "A3"}).write(path)
    assert Settings.read(path) == Settings(unit="清源县人民检察院", year=2015, scale=115, printers={"roadmap": "A3"})


@pytest.mark.parametrize("content", ["", "{", "[]", '{"scale": "large", "unit": 7, "strange": 1}', "\udcff"])
def test_a_spoilt_file_counts_as_an_empty_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Settings.read(path) == Settings()


@pytest.mark.parametrize(("typed", "kept"), [(0, 1), (7, 7), (600, 15)])
def test_idle_minutes_stay_within_their_range(tmp_path: Path, typed: int, kept: int) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"idle_minutes": typed}), encoding="utf-8")
    assert Settings.read(path).idle_minutes == kept


def test_a_folder_that_cannot_be_written_is_borne(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    Settings(unit="清源县人民检察院").write(tmp_path / "data" / "settings.json")
