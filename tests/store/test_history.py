"""The history: told by record, replayed, and any tampering with it found."""

from datetime import date

import pytest

from desktop_app.models.plan import DeadlineChange
from desktop_app.rules import chain
from desktop_app.rules.vocabulary import TaskState
from desktop_app.store import connect, history
from desktop_app.store.file import Store
from desktop_app.system.paths import DataFolder
from tests.kit import ledger
from tests.kit.clocks import HandClock
from tests.kit.files import new_store


def past_the_program(store: Store, *statements: str) -> None:
    """What an insider with the key and an SQL shell would do: the triggers go first."""
    raw = connect.connect(store.folder.file, store.key, writing=True)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    for statement in (*(f"DROP TRIGGER {name}" for name in names), "PRAGMA foreign_keys=OFF", *statements):
        raw.execute(statement)
    raw.close()


def test_an_empty_file_has_an_empty_chain(store: Store) -> None:
    with store.read() as session:
        assert history.head(session) == (0, chain.GENESIS)
        assert history.verify_chain(session) is None
        assert history.replay_matches(session) == []


def test_each_entry_is_sealed_with_the_one_before(store: Store) -> None:
    task_id = ledger.task(store)
    for progress in (10, 20, 30):
        ledger.change(store, task_id, progress=progress)
    with store.read() as session:
        assert history.head(session)[0] == 4
        assert len(history.head(session)[1]) == 64
        assert history.verify_chain(session) is None


TAMPERINGS: dict[str, tuple[str, int]] = {
    "a value in an entry": ("UPDATE history SET changes = replace(changes, '20', '90') WHERE seq = 3", 3),
    "an entry that is no JSON": ("UPDATE history SET changes = '{' WHERE seq = 2", 2),
    "the record it speaks of": ("UPDATE history SET record_id = 9 WHERE seq = 2", 2),
    "its moment": ("UPDATE history SET at = '2015-01-01T00:00:00.000000+00:00' WHERE seq = 2", 2),
    "who did it": ("UPDATE batch SET who = '别人' WHERE id = 3", 3),
    "why": ("UPDATE batch SET reason = '经批准' WHERE id = 3", 3),
    "what the act was": ("UPDATE batch SET act = '核对' WHERE id = 1", 1),
    "whether it may be undone": ("UPDATE batch SET undoable = 0 WHERE id = 2", 2),
    "its act gone": ("DELETE FROM batch WHERE id = 2", 2),
    "an entry gone from the middle": ("DELETE FROM history WHERE seq = 2", 2),
    "two entries exchanged": ("UPDATE history SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE seq END", 1),
    "its seal": ("UPDATE history SET hash = previous WHERE seq = 4", 4),
}


@pytest.mark.parametrize(("statement", "seq"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_with_the_history_is_found(store: Store, statement: str, seq: int) -> None:
    task_id = ledger.task(store)
    for progress in (10, 20, 30):
        ledger.change(store, task_id, progress=progress)
    past_the_program(store, statement)
    with store.read() as session:
        broken = history.verify_chain(session)
    assert broken is not None
    assert broken.seq == seq
    assert f"第 {seq} 条" in broken.said


def test_a_tail_cut_off_shows_against_a_printed_anchor(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, progress=10)
    with store.read() as session:
        printed = chain.read_anchor(chain.anchor(*history.head(session)))
    past_the_program(store, "DELETE FROM history WHERE seq = 2")
    with store.read() as session:
        assert not printed.agrees(*history.head(session))


@pytest.mark.parametrize(
    ("statement", "attribute"),
    [
        ("UPDATE task SET progress = 100 WHERE id = 1", "progress"),
        ("UPDATE task SET due_on = '2015-12-31' WHERE id = 1", "due_on"),
        ("UPDATE task SET version = 7 WHERE id = 1", "version"),
        ("UPDATE task SET retired_at = '2015-05-01T00:00:00.000000+00:00' WHERE id = 1", "retired_at"),
        ('UPDATE task SET gaps = \'{"name": "?"}\' WHERE id = 1', "gaps"),
        ("DELETE FROM task WHERE id = 1", "id"),
        ("DELETE FROM task_partner", "id"),
        ("INSERT INTO task_partner VALUES (77, 1, 1)", "id"),
    ],
)
def test_a_record_changed_past_the_program_is_found(store: Store, statement: str, attribute: str) -> None:
    ledger.task(store, partners=(ledger.department(store),))
    past_the_program(store, statement)
    with store.read() as session:
        assert attribute in {difference.attribute for difference in history.replay_matches(session)}
        assert history.verify_chain(session) is None


def test_every_kind_of_value_survives_the_replay(store: Store) -> None:
    task_id = ledger.task(store, state=TaskState.SUSPENDED, gaps={"officer_id": "没写责任人"}, note="“引号”\n𠮷")
    officer = ledger.officer(store, birth_on=date(1963, 1, 9))
    with store.unit("变更期限", reason="省院推迟") as unit:
        moved = {"changed_on": date(2015, 5, 4), "old_due_on": date(2015, 4, 28), "new_due_on": date(2015, 5, 8)}
        unit.session.add(DeadlineChange(task_id=task_id, reason="省院推迟", approver_id=officer, **moved))
    ledger.change(store, task_id, retired_at=store.clock.now(), retired_reason="重复")
    with store.read() as session:
        assert history.replay_matches(session) == []


@pytest.fixture
def turned(folder: DataFolder) -> tuple[Store, HandClock]:
    hand = HandClock()
    made, _ = new_store(folder.root, hand)
    return made, hand


def test_the_order_is_by_number_even_if_the_clock_went_back(turned: tuple[Store, HandClock]) -> None:
    store, hand = turned
    task_id = ledger.task(store)
    hand.move(days=-3000)
    ledger.change(store, task_id, progress=5)
    with store.read() as session:
        assert [told.op for told in history.entries_of(session, "task", task_id)] == ["update", "create"]
        assert history.verify_chain(session) is None
        assert history.replay_matches(session) == []
    store.close()


def test_an_algorithm_this_machine_lacks_is_said(store: Store) -> None:
    ledger.task(store)
    past_the_program(store, "UPDATE history SET algorithm = 'sm9'")
    with store.read() as session, pytest.raises(history.Refusal, match="没有记录链所用的算法"):
        history.verify_chain(session)
