"""The check of the file: silent when all is well, and each kind of trouble found by name."""

import pytest

from desktop_app.store import attachments, connect, verify
from desktop_app.store.file import Store
from desktop_app.system.errors import Damaged
from tests.kit import ledger


def past_the_program(store: Store, *statements: str) -> None:
    raw = connect.connect(store.folder.file, store.key, writing=True)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    for statement in (*(f"DROP TRIGGER {name}" for name in names), "PRAGMA foreign_keys=OFF", *statements):
        raw.execute(statement)
    raw.close()


@pytest.fixture
def filled(store: Store) -> Store:
    department = ledger.department(store)
    officer = ledger.officer(store, department_id=department)
    task = ledger.task(store, partners=(department,), officer_id=officer)
    ledger.change(store, task, progress=30)
    with store.unit("添加附件") as unit:
        attachments.add(unit, "task", task, "方案.pdf", b"%PDF" * 999)
    return store


def test_a_sound_file_has_nothing_to_say(filled: Store) -> None:
    findings = verify.require_sound(filled)
    assert findings.sound
    assert findings.said == []
    assert findings.entries == 6
    assert len(findings.head) == 64


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE task SET progress = 100", "有 1 处内容与操作记录不符"),
        ("UPDATE history SET op = 'delete' WHERE seq = 2", "操作记录第 2 条与封存时不一致"),
        ("INSERT OR REPLACE INTO task_search(rowid, t) VALUES (1, '别的')", "检索索引有 1 条与记录不符（task）"),
        ("DELETE FROM officer_search", "检索索引有 1 条与记录不符（officer）"),
        ("INSERT INTO department_search(rowid, t) VALUES (99, '多出')", "检索索引有 1 条与记录不符（department）"),
        ("UPDATE blob SET data = x'00'", "有 1 个附件与存入时不符"),
        ("DELETE FROM department", "数据文件结构有误"),
    ],
)
def test_each_trouble_is_found_and_said(filled: Store, statement: str, said: str) -> None:
    past_the_program(filled, statement)
    findings = verify.verify(filled)
    assert not findings.sound
    assert any(line.startswith(said) for line in findings.said), findings.said
    with pytest.raises(Damaged):
        verify.require_sound(filled)


def test_a_lost_index_can_be_built_anew(filled: Store) -> None:
    past_the_program(filled, "DELETE FROM officer_search", "INSERT INTO task_search(rowid, t) VALUES (99, '多出')")
    verify.rebuild_index(filled)
    assert verify.verify(filled).said == []


def test_a_flipped_bit_stops_the_check(filled: Store) -> None:
    filled.close()
    content = bytearray(filled.folder.file.read_bytes())
    content[5 * 4096 + 77] ^= 16
    filled.folder.file.write_bytes(content)
    with pytest.raises(Damaged, match="数据文件已损坏"):
        verify.verify(filled)
