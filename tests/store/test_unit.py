"""One act of the officer: all of it or nothing, with its history, and nothing past it."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import IntegrityError

from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.models.keeping import Counter
from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.rules.vocabulary import TaskState
from desktop_app.store import connect, history
from desktop_app.store.file import Store
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit import ledger
from tests.kit.files import PASSWORD


def acts(store: Store) -> list[tuple[str, str, str]]:
    """Every entry as (act, op, kind), in order."""
    with store.read() as session:
        asked = select(Batch.act, HistoryEntry.op, HistoryEntry.kind).join(Batch, Batch.id == HistoryEntry.batch_id)
        return [tuple(row) for row in session.execute(asked.order_by(HistoryEntry.seq))]


def last_changes(store: Store, kind: str, record_id: int) -> dict[str, list[object]]:
    with store.read() as session:
        return dict(history.entries_of(session, kind, record_id)[0].changes)


def test_a_new_task_is_one_act_with_every_value_told(store: Store) -> None:
    task_id = ledger.task(store, state=TaskState.RUNNING)
    told = last_changes(store, "task", task_id)
    assert told["due_on"] == [None, "2015-04-28"]
    assert told["state"] == [None, "进行中"]
    assert told["progress"] == [None, 0]
    assert told["version"] == [None, 1]
    assert "done_on" not in told
    assert acts(store) == [("新增任务", "create", "task")]


def test_a_change_tells_only_what_changed_and_raises_the_version(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, progress=40, name="动员部署")
    assert last_changes(store, "task", task_id) == {"progress": [0, 40], "version": [1, 2]}
    assert ledger.seen(store, task_id)["version"] == 2


def test_many_flushes_of_one_act_are_one_entry_and_one_version(store: Store) -> None:
    task_id = ledger.task(store)
    with store.unit("修改任务") as unit:
        row = unit.session.get_one(Task, task_id)
        for progress in (10, 20, 30):
            row.progress = progress
            unit.session.flush()
    assert last_changes(store, "task", task_id) == {"progress": [0, 30], "version": [1, 2]}


def test_a_version_raised_by_the_caller_is_not_raised_again(store: Store) -> None:
    task_id = ledger.task(store)
    with store.unit("修改任务") as unit:
        row = unit.session.get_one(Task, task_id)
        row.version += 1
        unit.session.flush()
        row.note = "配合部门有变"
    assert ledger.seen(store, task_id)["version"] == 2


def test_an_act_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    task_id = ledger.task(store)
    assert ledger.change(store, task_id, progress=0) is None
    with store.unit("改了又改回") as unit:
        row = unit.session.get_one(Task, task_id)
        row.progress = 50
        unit.session.flush()
        row.progress = 0
    assert unit.batch_id is None
    assert len(acts(store)) == 1
    assert ledger.seen(store, task_id)["version"] == 1


def test_a_number_is_not_spent_by_an_act_that_changes_nothing(store: Store) -> None:
    with store.unit("试一试") as unit:
        unit.session.add(Counter(kind="task", prefix="RW-", last=7))
    with store.read() as session:
        assert session.get(Counter, ("task", "RW-")) is None


def test_an_error_leaves_the_file_as_it_was(store: Store) -> None:
    ledger.task(store)

    def entered_too_early() -> None:
        with store.unit("新增任务") as unit:
            unit.session.add(Task(number="RW-002", name="对照检查"))
            unit.session.flush()
            raise Refusal("期限早于开始日")

    with pytest.raises(Refusal):
        entered_too_early()
    assert acts(store) == [("新增任务", "create", "task")]


def test_two_records_with_one_number_cannot_be(store: Store) -> None:
    ledger.task(store)
    with pytest.raises(IntegrityError):
        ledger.task(store)
    assert len(acts(store)) == 1


def test_inner_acts_join_the_outer_one(store: Store) -> None:
    with store.unit("导入台账") as outer:
        first = ledger.department(store)
        ledger.task(store, partners=(first,))
    assert outer.batch_id == 1
    assert {act for act, _, _ in acts(store)} == {"导入台账"}


def test_an_inner_act_that_failed_spoils_the_outer_one(store: Store) -> None:

    def imported() -> None:
        with store.unit("导入台账"):
            ledger.task(store)
            with suppress(Refusal), store.unit("第二行"):
                raise Refusal("读不出")

    with pytest.raises(RuntimeError, match="inner act failed"):
        imported()
    assert acts(store) == []


def test_a_part_tells_its_record_and_keeps_its_id_to_itself(store: Store) -> None:
    department = ledger.department(store)
    task_id = ledger.task(store, partners=(department,))
    with store.unit("去掉配合部门") as unit:
        unit.session.delete(unit.session.scalars(select(TaskPartner)).one())
    with store.unit("加上配合部门") as unit:
        unit.session.add(TaskPartner(task_id=task_id, department_id=department))
    with store.read() as session:
        told = history.entries_of(session, "task", task_id)
        assert session.scalars(select(TaskPartner.id)).all() == [2]
    assert [(one.op, one.kind, one.record_id, one.number) for one in told] == [
        ("create", "task_partner", 2, "RW-001"),
        ("delete", "task_partner", 1, "RW-001"),
        ("create", "task_partner", 1, "RW-001"),
        ("create", "task", 1, "RW-001"),
    ]
    assert told[1].changes["department_id"] == [department, None]


def test_a_part_made_and_removed_within_one_act_is_not_told(store: Store) -> None:
    department = ledger.department(store)
    with store.unit("新增任务") as unit:
        row = Task(number="RW-001", name="动员部署")
        unit.session.add(row)
        unit.session.flush()
        partner = TaskPartner(task_id=row.id, department_id=department)
        unit.session.add(partner)
        unit.session.flush()
        unit.session.delete(partner)
    assert ("新增任务", "create", "task_partner") not in acts(store)


def test_a_value_never_loaded_is_still_told_with_its_old_value(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, search_text="新的检索文字")
    assert last_changes(store, "task", task_id)["search_text"][0] == "rw_001\x1f动员部署"


def test_records_are_never_deleted(store: Store) -> None:
    task_id = ledger.task(store)
    with pytest.raises(RuntimeError, match="retired, never deleted"), store.unit("删除") as unit:
        unit.session.delete(unit.session.get_one(Task, task_id))
    assert ledger.seen(store, task_id)["name"] == "动员部署"


def test_a_change_outside_an_act_raises(store: Store) -> None:
    task_id = ledger.task(store)
    with store.read() as session:
        session.get_one(Task, task_id).name = "改了"
        with pytest.raises(RuntimeError, match="outside a unit of work"):
            session.flush()
    with pytest.raises(RuntimeError, match="outside a unit of work"), store.aside() as session:
        session.add(Department(number="BM-09", name="旁门"))


def test_a_bulk_statement_cannot_go_past_the_history(store: Store) -> None:
    ledger.task(store)
    with pytest.raises(RuntimeError, match="past the history"), store.unit("批量") as unit:
        unit.session.execute(update(Task).values(progress=100))


def test_a_reading_session_cannot_write_even_by_sql(store: Store) -> None:
    with pytest.raises(Refusal), store.read() as session:
        session.connection().exec_driver_sql("DELETE FROM counter")


def test_a_reader_sees_what_is_committed_and_nothing_else(store: Store) -> None:
    with store.unit("新增部门") as unit:
        unit.session.add(Department(number="BM-01", name="公诉科"))
        unit.session.flush()
        with store.read() as session:
            assert session.scalar(select(func.count()).select_from(Department)) == 0
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Department)) == 1


def test_many_rows_at_once_have_history_index_and_ids(store: Store) -> None:
    ledger.task(store)
    rows = [{"number": f"RW-{n:03d}", "name": f"任务{n}", "search_text": f"任务{n}"} for n in range(2, 202)]
    with store.unit("导入任务") as unit:
        ids = unit.add_many(Task, rows)
        unit.session.get_one(Task, ids[0]).note = "同一次导入里又改"
    assert ids == list(range(2, 202))
    assert ledger.seen(store, 2)["version"] == 1
    with store.read() as session:
        assert history.head(session)[0] == 201
        assert history.replay_matches(session) == []
        found = session.connection().exec_driver_sql("SELECT rowid FROM task_search WHERE task_search MATCH '\"务5\"'")
        assert {row[0] for row in found} == {5} | set(range(50, 60))


def test_the_index_follows_the_search_text(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, search_text="讯问笔录")
    with store.read() as session:
        hits = session.connection().exec_driver_sql("SELECT rowid, t FROM task_search WHERE task_search MATCH '动员'")
        assert hits.all() == []
        hits = session.connection().exec_driver_sql("SELECT rowid FROM task_search WHERE task_search MATCH '笔录'")
        assert hits.all() == [(task_id,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET op = 'update'",
        "DELETE FROM history",
        "UPDATE batch SET act = 'x'",
        "DELETE FROM batch",
        "DELETE FROM officer",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE seq = 1",
        "INSERT INTO history SELECT seq + 5, batch_id, at, kind, record_id, number, parent_kind, parent_id, op,"
        " changes, algorithm, previous, hash FROM history",
    ],
)
def test_the_file_itself_refuses_to_rewrite_history(store: Store, statement: str) -> None:
    ledger.officer(store)
    raw = connect.connect(store.folder.file, store.key, writing=True)
    try:
        with pytest.raises(connect.dbapi2.Error, match=r"refused|only the next"):
            raw.execute(statement)
    finally:
        raw.close()


def test_one_save_is_one_commit(store: Store) -> None:
    commits: list[object] = []
    event.listen(store._writing, "commit", commits.append)
    officer = ledger.officer(store, birth_on=date(1981, 3, 5))
    assert len(commits) == 1
    with store.unit("修改人员") as unit:
        unit.session.get_one(Officer, officer).phone = "13800000000"
    assert len(commits) == 2


def test_the_log_of_writes_is_synced_at_every_commit(store: Store) -> None:
    with store.unit("看") as unit:
        raw = unit.session.connection()
        settings = {
            name: raw.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}


def test_a_second_writer_is_told_to_wait(store: Store) -> None:
    other = connect.engine(store.folder.file, store.key, writing=True, wait_ms=50)
    try:
        with (
            store.unit("导入台账"),
            pytest.raises(Refusal, match="正在写入"),
            connect.spoken(),
            other.connect() as connection,
        ):
            connection.exec_driver_sql("SELECT 1")
    finally:
        other.dispose()


def test_who_and_why_are_told(store: Store, clock: TurnedClock) -> None:
    with store.unit("修改人员", reason="工号重了") as unit:
        unit.session.add(Officer(number="GH-007", name="仇建国"))
    with store.read() as session:
        told = history.entries_of(session, "officer", 1)[0]
    assert (told.who, told.act, told.reason) == ("周敏", "修改人员", "工号重了")
    assert abs((clock.now() - told.at).total_seconds()) < 60


def test_what_was_saved_is_there_after_closing(store: Store) -> None:
    task_id = ledger.task(store)
    store.close()
    again = Store.open(store.folder, PASSWORD, store.clock)
    assert ledger.seen(again, task_id)["name"] == "动员部署"
    again.close()
    assert not Path(f"{store.folder.file}-wal").exists()
