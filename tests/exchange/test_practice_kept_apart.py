"""What leaves the practice county (演练县) says so, and nothing of it becomes an office's file."""

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.exchange.exporting import export_register
from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.registers.people import OFFICERS
from desktop_app.reports import catalogue
from desktop_app.reports.docx import write_docx
from desktop_app.reports.request import Request
from desktop_app.services.desk import Desk
from desktop_app.services.office import open_desk
from desktop_app.store.backup import backup
from desktop_app.store.restore import restore
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.views.paper import recovery_writer
from tests.kit.paper import paper_text
from tests.kit.practised import PASSWORD, practised

LEDGER = "issues_ledger"


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


def test_the_file_itself_knows_that_it_is_practice(county: Desk) -> None:
    again = open_desk(county.store.folder, PASSWORD, county.clock)
    assert again.store.practice
    again.store.close()


def test_no_office_is_restored_from_it(county: Desk, folder: DataFolder, clock: TurnedClock, tmp_path: Path) -> None:
    made = backup(county.store, tmp_path, clock)
    with pytest.raises(Refusal, match="这是演练县的备份"):
        restore(folder, made.path, PASSWORD, clock)
    assert not folder.file.exists()


def test_its_recovery_key_on_paper_bears_the_word(county: Desk) -> None:
    out = io.BytesIO()
    recovery_writer(county, "-".join(["ABCDE"] * 8))(out, lambda _at, _whole: True)
    assert "演练" in paper_text(out.getvalue())


def test_its_workbooks_bear_the_word(county: Desk, tmp_path: Path) -> None:
    list_, ledger = tmp_path / "list.xlsx", tmp_path / "ledger.xlsx"
    export_register(county, OFFICERS, list_)
    paper_workbook(catalogue.paper(LEDGER).make(Request(county, county.today)), ledger)
    for path in (list_, ledger):
        second = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)[1]
        assert str(second[0]).startswith("【演练】"), path.name
        with ZipFile(path) as package:
            head = (
                package.read("xl/worksheets/sheet1.xml")
                .decode()
                .partition("<oddHeader>")[2]
                .partition("</oddHeader>")[0]
            )
        assert "演练" in head.partition("&amp;R")[2], path.name


def test_its_documents_bear_the_word(county: Desk) -> None:
    out = io.BytesIO()
    write_docx(catalogue.paper(LEDGER).make(Request(county, county.today)), out)
    with ZipFile(out) as package:
        heads = [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]
    assert any("演练" in head for head in heads)
