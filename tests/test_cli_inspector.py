"""The inspector's password on the command line: what reads works, what writes is refused with status 1."""

from pathlib import Path

import pytest

from desktop_app.cli import DONE, PASSWORD, REFUSED, main
from desktop_app.services import access
from desktop_app.store.keys import READ_ONLY
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit.county import COUNTIES, first_three, office_with
from tests.kit.files import CHEAP
from tests.kit.files import PASSWORD as OFFICE

INSPECTOR = "督查口令2015"


@pytest.fixture
def inspected(folder: DataFolder, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """The county's office, the inspector's password in the variable."""
    desk = office_with(first_three("清源县"), folder.root, clock)
    access.set_inspector(desk, OFFICE, INSPECTOR, CHEAP)
    desk.store.close()
    monkeypatch.setenv(PASSWORD, INSPECTOR)
    return folder


def told(folder: DataFolder, *words: object) -> int:
    return main(["--data", str(folder.root), *map(str, words)])


def test_what_reads_works_and_leaves_the_file_as_it_was(
    inspected: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = inspected.file.read_bytes()
    pdf, sheet = tmp_path / "台账.pdf", tmp_path / "台账.xlsx"
    for words in (
        ("figures", "--json"),
        ("promises", "--json"),
        ("papers",),
        ("print", "issues_ledger", "--out", pdf),
        ("export", "issues", sheet),
        ("verify",),
        ("bulletin", "list"),
    ):
        assert told(inspected, *words) == DONE, (words, capsys.readouterr().err)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_size > 0
    assert inspected.file.read_bytes() == before


def test_what_writes_is_refused(inspected: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, book = inspected.file.read_bytes(), next(COUNTIES["清源县"].glob("03*.xlsx"))
    kept = sorted(inspected.backups.iterdir())
    for words in (
        ("import", book),
        ("import", book, "--dry-run"),
        ("bulletin", "draft", "工作简报", "--period", "2015-05"),
        ("backup", tmp_path / "stick"),
    ):
        assert told(inspected, *words) == REFUSED, words
        assert capsys.readouterr().err.strip() == READ_ONLY, words
    assert told(inspected, "restore", kept[-1]) == REFUSED
    assert "这是督查口令，只能查看" in capsys.readouterr().err
    assert inspected.file.read_bytes() == before
    assert sorted(inspected.backups.iterdir()) == kept
