"""Bulletins from the command line, as a script drafts, issues, prints again and proves them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.registers.bulletins import BULLETINS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.office import open_desk
from desktop_app.system.clock import SystemClock
from desktop_app.system.paths import DataFolder
from tests.kit import issued, issues
from tests.kit.files import PASSWORD
from tests.kit.shell import Shell


@contextmanager
def desk(run: Shell) -> Iterator[Desk]:
    """The same office opened here for a moment, as the officer at the window does."""
    made = open_desk(DataFolder(run.data), PASSWORD, SystemClock())
    try:
        yield made
    finally:
        made.store.close()


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An office with one problem and a bulletin over it in 起草."""
    run = Shell(tmp_path_factory.mktemp("office") / "data")
    run("new", "--unit", "清源县人民检察院", "--short", "清源")
    with desk(run) as office:
        who = issues.team(office)
        issues.issue(office, who)
        records.save(office, BULLETINS, issued.written(office, who.owner))
    return run


@pytest.fixture(scope="module")
def sent(shell: Shell) -> str:
    """The number of the bulletin, issued from the command line."""
    assert "起草，不能印发。先送审、签发" in shell("bulletin", "issue", "TB-001", "--on", "2015-05-05", status=1)
    assert "花名册里没有王五" in issue(shell, "--signer", "王五", status=1)
    assert "没有“川检发”这个发文代字" in issue(shell, "--series", "川检发", status=1)
    told = issue(shell, "--signer", "袁倩", "--dated", "2015-05-04", "--serial", "18")
    assert told == "已送审\n已记袁倩签发\n已印发 清检发〔2015〕18号，存档 6 件\n"
    return "TB-001"


def issue(shell: Shell, *words: object, status: int = 0) -> str:
    return shell("bulletin", "issue", "TB-001", "--on", "2015-05-05", *words, status=status)


def test_kinds_and_periods_are_asked_for(shell: Shell) -> None:
    assert "没有“x”这种通报。可选：案件质量评查通报" in shell("bulletin", "draft", "x", status=1)
    shell("bulletin", "draft", "整改进展通报", "--period", "那个月", status=2)
    shell("bulletin", status=2)


def test_a_draft_is_made_and_not_listed_as_issued(shell: Shell, sent: str) -> None:
    told = shell("bulletin", "draft", "整改进展通报", "--period", "2015-03", "--as-of", "2015-03-31")
    assert told.startswith("TB-002：已起草 关于2015年3月")
    assert [one["number"] for one in shell.json("bulletin", "list")["bulletins"]] == [sent]


def test_what_was_issued_is_listed(shell: Shell, sent: str) -> None:
    (one,) = shell.json("bulletin", "list")["bulletins"]
    assert (one["doc_no"], one["sent_on"], one["frozen"]) == ("清检发〔2015〕18号", "2015-05-05", True)
    assert "changes" not in one
    assert issued.TITLE in shell("bulletin", "list")
    assert shell.json("bulletin", "list", "--changed")["bulletins"] == []
    assert "已印发，不能印发" in issue(shell, status=1)


def test_it_is_printed_again_and_proved(shell: Shell, sent: str, tmp_path: Path) -> None:
    first, second, word = (tmp_path / name for name in ("一.pdf", "二.pdf", "文字.docx"))
    assert "存档件，2 页" in shell("print", "bulletin", "--record", sent, "--out", first)
    shell("print", "bulletin", "--record", "清检发〔2015〕18号", "--out", second)
    assert first.read_bytes() == second.read_bytes()
    assert "存档件" in shell("print", "bulletin", "--record", sent, "--out", word)
    assert "没有 .xlsx 存档" in shell("print", "bulletin", "--record", sent, "--out", tmp_path / "表.xlsx", status=1)
    for file in (first, word):
        assert "逐字节一致：清检发〔2015〕18号" in shell("verify", "--paper", file)
    named = tmp_path / "具名.pdf"
    shell("print", "bulletin", "--record", sent, "--option", "naming=具名", "--out", named)
    assert "印发稿（具名）" in shell("verify", "--paper", named)
    assert "没有 无.pdf 这个文件" in shell("verify", "--paper", tmp_path / "无.pdf", status=1)
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4")
    assert "不是存档件" in shell("verify", "--paper", bad, status=1)


def test_a_line_typed_from_paper_is_proved(shell: Shell, sent: str) -> None:
    with desk(shell) as office:
        (anchor,) = {copy.anchor for copy, _ in issued.kept(office, 1)}
    assert "清检发〔2015〕18号" in shell("verify", "--paper", anchor)
    count, digits = anchor.split("·")
    other = digits.translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    assert "纸面是" in shell("verify", "--paper", f"{count}·{other}", status=3)
    assert "本库只有" in shell("verify", "--paper", f"999999·{digits}", status=3)
    assert "校验码不全" in shell("verify", "--paper", "000128", status=1)
    assert "核验通过" in shell("verify")


def test_late_changes_are_told_with_old_and_new(shell: Shell, sent: str) -> None:
    with desk(shell) as office:
        issues.change(office, 1, "录错", found_on=issues.DUE.replace(month=6), due_on=issues.DUE.replace(month=7))
    (one,) = shell.json("bulletin", "list", "--changed")["bulletins"]
    (change,) = one["changes"]
    assert (change["figure"], change["shown"], change["old"], change["new"]) == ("issues.count", "1条", 1, 0)
    assert change["out"] == ["2015-侦监-个-001"]
    assert {"number": "2015-侦监-个-001", "said": "发现日期 2015-03-09 → 2015-06-24"} in change["changed"]
    told = shell("bulletin", "list", "--changed")
    assert "问题（截至2015-04-30）：印 1条，现 0" in told
    assert "    少 2015-侦监-个-001" in told
    with desk(shell) as office:
        issues.change(office, 1, "改回", found_on=issues.FOUND, due_on=issues.DUE)
    assert shell.json("bulletin", "list", "--changed")["bulletins"] == []
