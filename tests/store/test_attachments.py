"""Attachments: kept once by content, compared when opened, named by people and never trusted by name."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from desktop_app.models.keeping import Attachment, Blob
from desktop_app.store import attachments, connect, history, undo
from desktop_app.store.file import Store
from desktop_app.system.errors import Damaged, Refusal
from tests.kit import ledger

SCAN = b"%PDF-1.4 \xe6\x89\xab\xe6\x8f\x8f\xe4\xbb\xb6" * 500


def attach(store: Store, task_id: int, name: str = "方案扫描件.pdf", data: bytes = SCAN) -> int:
    with store.unit("添加附件") as unit:
        return attachments.add(unit, "task", task_id, name, data).id


def test_the_bytes_come_back_as_they_were(store: Store) -> None:
    found = attach(store, ledger.task(store))
    with store.read() as session:
        assert attachments.open_bytes(session, found) == SCAN
        (row,) = attachments.of_record(session, "task", 1)
        assert (row.name, row.size, row.sha256) == ("方案扫描件.pdf", len(SCAN), hashlib.sha256(SCAN).hexdigest())


def test_the_same_scan_is_kept_once(store: Store) -> None:
    first, second = ledger.task(store), ledger.task(store, "RW-002", "对照检查")
    attach(store, first)
    attach(store, second, "同一份.pdf")
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Blob)) == 1


def test_it_is_part_of_the_records_history_and_can_be_undone(store: Store) -> None:
    found = attach(store, ledger.task(store))
    with store.read() as session:
        told = history.entries_of(session, "task", 1)[0]
        assert (told.kind, told.number, told.act) == ("attachment", "RW-001", "添加附件")
    undo.undo(store)
    with store.read() as session:
        assert attachments.of_record(session, "task", 1) == []
    undo.redo(store)
    with store.read() as session:
        assert attachments.open_bytes(session, found) == SCAN


def test_an_empty_file_is_a_file(store: Store) -> None:
    found = attach(store, ledger.task(store), "空.txt", b"")
    with store.read() as session:
        assert attachments.open_bytes(session, found) == b""


def test_what_is_too_large_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 1024)
    task_id = ledger.task(store)
    with pytest.raises(Refusal, match="附件“方案扫描件"):
        attach(store, task_id)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Attachment)) == 0


@pytest.mark.parametrize("statement", ["UPDATE blob SET data = x'00'", "UPDATE blob SET data = zeroblob(length(data))"])
def test_changed_bytes_are_never_shown(store: Store, statement: str) -> None:
    found = attach(store, ledger.task(store))
    raw = connect.connect(store.folder.file, store.key, writing=True)
    raw.execute(statement)
    raw.close()
    with store.read() as session:
        assert list(attachments.verify(session)) == [found]
        with pytest.raises(Damaged, match="附件与存入时不符"):
            attachments.open_bytes(session, found)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\扫描\\方案.pdf", "方案.pdf"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("方案. ", "方案"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("第一\n行\x00.pdf", "第一行.pdf"),
        ("a<b>:c|d?.pdf", "a_b__c_d_.pdf"),
        ("", "未命名"),
        ("..", "未命名"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_to_show(name: str, shown: str) -> None:
    assert attachments.shown_name(name) == shown


@given(st.text(max_size=300))
def test_no_name_ever_leaves_its_folder(name: str) -> None:
    shown = attachments.shown_name(name)
    assert 0 < len(shown) <= 121
    assert not set(shown) & set("/\\:\0\n")
    assert shown not in (".", "..")
