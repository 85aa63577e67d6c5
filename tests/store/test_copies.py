"""Frozen copies that were spoilt past the program are found when the file is checked."""

import pytest

from desktop_app.services.desk import Desk
from desktop_app.store import connect, verify
from tests.kit import issued, issues


@pytest.fixture
def sent(desk: Desk) -> int:
    who = issues.team(desk)
    issues.issue(desk, who)
    return issued.issued(desk, who.leader, issued.written(desk, who.owner), 18)


def spoil(desk: Desk, *statements: str) -> tuple[str, ...]:
    """What the check says after somebody with the key wrote into the file past the program."""
    raw = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    for statement in (*(f"DROP TRIGGER {name}" for name in names), "PRAGMA foreign_keys=OFF", *statements):
        raw.execute(statement)
    raw.close()
    return verify.verify(desk.store).copies


def test_an_issued_bulletin_is_whole(desk: Desk, sent: int) -> None:
    assert spoil(desk) == ()


def test_bytes_that_changed_are_named_by_what_they_are(desk: Desk, sent: int) -> None:
    copy = issued.kept(desk, sent)[3][0]
    said = spoil(desk, f"UPDATE blob SET data = zeroblob(size) WHERE sha256 = '{copy.sha256}'")
    assert said == (f"通报 {issued.row(desk, sent)['number']} 的存档件与印发时不符：内部留存稿。从备份恢复",)


def test_a_copy_that_is_gone_is_named(desk: Desk, sent: int) -> None:
    (said,) = spoil(desk, "DELETE FROM bulletin_copy WHERE kind = '文字稿'")
    assert "缺存档件：文字稿" in said


def test_bytes_that_are_gone_are_named(desk: Desk, sent: int) -> None:
    copy = issued.kept(desk, sent)[4][0]
    (said,) = spoil(desk, f"DELETE FROM blob WHERE sha256 = '{copy.sha256}'")
    assert "与印发时不符：文字稿" in said


def test_a_snapshot_of_other_data_is_seen(desk: Desk, sent: int) -> None:
    (said,) = spoil(desk, f"UPDATE bulletin SET snapshot = '{'0' * 64}'")
    assert "定稿校验值与数据存档不符" in said


def test_an_issue_taken_back_past_the_program_is_seen(desk: Desk, sent: int) -> None:
    (said,) = spoil(desk, "UPDATE bulletin SET snapshot = '', state = '已签发'")
    assert "有 1 份通报没有印发却有存档件" in said
