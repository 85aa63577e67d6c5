"""The read road: which rows, in which order, and what stands in them; never a row too many or too few."""

import threading
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.rules import search
from desktop_app.rules.vocabulary import TaskState
from desktop_app.store import snapshot
from desktop_app.store.connect import Interrupted
from desktop_app.store.file import Store
from desktop_app.store.snapshot import (
    AnyOf,
    Before,
    Between,
    ByLink,
    Condition,
    Contains,
    Equals,
    FirstThen,
    HasGaps,
    HasPart,
    IdIn,
    IsEmpty,
    Natural,
    NotEmpty,
    Order,
    Retired,
    Search,
    Stands,
    Walked,
)
from tests.kit import ledger

NAMES = ["动员部署", "对照检查", "案件评查", "整改落实", "讯问笔录", "考试"]


@pytest.fixture
def office(store: Store) -> Store:
    """Six tasks: two running, one done and one retired; the second with a partner, the third with a gap."""
    first = ledger.department(store, "BM-01", "公诉科")
    second = ledger.department(store, "BM-02", "办公室")
    zhou = ledger.officer(store, "GH-001", "周敏", department_id=first, pinyin="zhou min")
    an = ledger.officer(store, "GH-002", "安然", department_id=second, pinyin="an ran")
    ledger.task(store, "2.10", NAMES[0], officer_id=zhou, progress=10, state=TaskState.RUNNING)
    ledger.task(store, "2.2", NAMES[1], officer_id=an, due_on=None, partners=(second,))
    ledger.task(store, "2.1", NAMES[2], due_on=date(2015, 6, 1), gaps={"officer_id": "没写责任人"})
    ledger.task(store, "1.1", NAMES[3], due_on=date(2015, 3, 1), state=TaskState.DONE, progress=100, note="100%_完")
    ledger.task(store, "3.1", NAMES[4], due_on=date(2015, 3, 1), officer_id=zhou, progress=5)
    ledger.task(store, "4.1", NAMES[5], due_on=date(2015, 3, 1), retired_at=store.clock.now())
    return store


def names(store: Store, *where: Condition, order: tuple[Order, ...] = (), limit: int = 0) -> list[str]:
    with store.read() as session:
        found = snapshot.ids(session, Task, where, order, limit)
        block = snapshot.block(session, Task, ("name",), found)
        return [block[task_id][0] for task_id in found]


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ((), [0, 1, 2, 3, 4]),
        ((Retired(),), [5]),
        ((Equals(Task.state, TaskState.RUNNING),), [0]),
        ((AnyOf(Task.state, (TaskState.RUNNING, TaskState.DONE)),), [0, 3]),
        ((AnyOf(Task.officer_id, (2, None)),), [1, 2, 3]),
        ((AnyOf(Task.officer_id, ()),), []),
        ((Before(Task.due_on, date(2015, 4, 28)),), [3, 4]),
        ((Between(Task.due_on, date(2015, 4, 28), date(2015, 6, 1)),), [0, 2]),
        ((Between(Task.due_on, None, date(2015, 3, 1)),), [3, 4]),
        ((Between(Task.due_on, None, None),), [0, 2, 3, 4]),
        ((IsEmpty(Task.due_on),), [1]),
        ((IsEmpty(Task.note),), [0, 1, 2, 4]),
        ((NotEmpty(Task.note),), [3]),
        ((Contains(Task.note, "100%_"),), [3]),
        ((Contains(Task.note, "1%0"),), []),
        ((Contains(Task.number, "2."),), [0, 1, 2]),
        ((HasGaps(),), [2]),
        ((HasPart(TaskPartner.task_id),), [1]),
        ((HasPart(TaskPartner.task_id, (Equals(TaskPartner.department_id, 2),)),), [1]),
        ((HasPart(TaskPartner.task_id, (Equals(TaskPartner.department_id, 1),)),), []),
        ((HasPart(TaskPartner.task_id, has=False),), [0, 2, 3, 4]),
        ((Stands(Task.start_on, Task.due_on, date(2015, 4, 28)),), [0, 1, 2]),
        ((IdIn((6, 1)),), [0, 5]),
        ((Equals(Task.officer_id, 1), Before(Task.due_on, date(2015, 4, 1))), [4]),
    ],
)
def test_a_register_is_narrowed(office: Store, where: tuple[Condition, ...], wanted: list[int]) -> None:
    assert names(office, *where) == [NAMES[at] for at in wanted]
    with office.read() as session:
        assert snapshot.count(session, Task, where) == len(wanted)
        assert snapshot.count(session, Task, where, at_most=2) == min(len(wanted), 2)


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ((Order(Task.number),), [3, 2, 0, 1, 4]),
        ((Natural(Task.number),), [3, 2, 1, 0, 4]),
        ((Natural(Task.number, descending=True),), [4, 0, 1, 2, 3]),
        ((Order(Task.due_on),), [3, 4, 0, 2, 1]),
        ((Order(Task.due_on, descending=True),), [2, 0, 3, 4, 1]),
        ((Order(Task.due_on), Order(Task.number, descending=True)), [4, 3, 0, 2, 1]),
        ((ByLink(Task.officer_id, False, Officer.pinyin),), [1, 0, 4, 2, 3]),
        ((ByLink(Task.officer_id, True, Officer.pinyin),), [0, 4, 1, 2, 3]),
        ((FirstThen(Task.state, first=(TaskState.DONE,)), Natural(Task.number)), [3, 2, 1, 0, 4]),
    ],
)
def test_a_register_is_sorted_with_empty_cells_last(office: Store, order: tuple[Order, ...], wanted: list[int]) -> None:
    assert names(office, order=order) == [NAMES[at] for at in wanted]
    assert names(office, order=order, limit=2) == [NAMES[at] for at in wanted[:2]]


def test_a_block_holds_typed_values_and_leaves_out_what_is_not_there(office: Store) -> None:
    with office.read() as session:
        found = snapshot.block(session, Task, ("name", "due_on", "state", "gaps", "retired_at"), [6, 3, 99])
    assert found.keys() == {6, 3}
    assert found[3] == ("案件评查", date(2015, 6, 1), TaskState.NOT_STARTED, {"officer_id": "没写责任人"}, None)
    assert found[6][4] is not None


def test_rows_of_parts_come_by_record(office: Store) -> None:
    with office.read() as session:
        found = snapshot.parts(session, TaskPartner, "task_id", [1, 2])
    assert [(task_id, [row["department_id"] for row in rows]) for task_id, rows in found.items()] == [(1, []), (2, [2])]


def test_a_column_offers_its_values_with_counts(office: Store) -> None:
    with office.read() as session:
        assert snapshot.values_with_counts(session, Task.state) == [
            (TaskState.NOT_STARTED, 3),
            (TaskState.DONE, 1),
            (TaskState.RUNNING, 1),
        ]
        assert snapshot.values_with_counts(session, Task.officer_id, (NotEmpty(Task.note),)) == [(None, 1)]
        assert snapshot.sums(session, [Task.progress, Task.id], [1, 4, 5]) == (115, 10)
        assert snapshot.sums(session, [], [1]) == ()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("动员", [0]),
        ("查", [1, 2]),
        ("案件评查", [2]),
        ("查 对照", [1]),
        ("zz", []),
        ("2.", [0, 1, 2]),
        ("笔录讯问", []),
    ],
)
def test_the_filter_finds_by_any_part_of_a_word(office: Store, typed: str, wanted: list[int]) -> None:
    query = search.query(typed)
    assert query is not None
    assert names(office, Search(query)) == names(office, Walked(query)) == [NAMES[at] for at in wanted]


def test_many_hits_are_walked_and_few_are_sorted_with_the_same_answer(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = search.query("查")
    assert query is not None
    few = names(office, Search(query), order=(Order(Task.due_on),), limit=5)
    monkeypatch.setattr(snapshot, "MANY_HITS", 1)
    assert names(office, Search(query), order=(Order(Task.due_on),), limit=5) == few == [NAMES[2], NAMES[1]]


HARD = st.text(alphabet="案件讯问笔录aB1２〔〕\"'*%_\\()-: ^+NEARORDＡ．", max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(HARD, min_size=1, max_size=6), typed=HARD)
def test_whatever_is_typed_finds_what_a_plain_look_finds(store: Store, texts: list[str], typed: str) -> None:
    kept = [search.search_text([text]) for text in texts]
    with store.read() as session:
        before = snapshot.count(session, Department)
    rows = [{"number": f"{before + at}", "name": f"{before + at}", "search_text": one} for at, one in enumerate(kept)]
    with store.unit("导入") as unit:
        ids = unit.add_many(Department, rows)
    query = search.query(typed)
    wanted = [i for i, text in zip(ids, kept, strict=True) if all(w in text for w in search.words(typed))]
    for narrowed in (Search, Walked):
        where: tuple[Any, ...] = (IdIn(tuple(ids)), narrowed(query)) if query else (IdIn(tuple(ids)),)
        with store.read() as session:
            assert list(snapshot.ids(session, Department, where)) == wanted


def plan(store: Store, *where: Condition, order: tuple[Order, ...] = ()) -> str:
    """How SQLite says it will answer."""
    with store.read() as session:
        statement = snapshot._asked(Task, Task.id, where).order_by(*(k for o in order for k in o.sort_keys()), Task.id)
        compiled = statement.compile(dialect=session.get_bind().dialect, compile_kwargs={"render_postcompile": True})
        raw: Any = session.connection().connection.driver_connection
        rows = raw.execute(f"EXPLAIN QUERY PLAN {compiled}", compiled.params if compiled.params else {})
        return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("order", "index"),
    [
        (Order(Task.number), "ix_task_living"),
        (Order(Task.due_on), "ix_task_due_on_state"),
        (Order(Task.due_on, True), "ix_task_due_on_state"),
    ],
)
def test_the_usual_lists_are_read_from_an_index_in_order(office: Store, order: Order, index: str) -> None:
    said = plan(office, order=(order,))
    assert f"USING INDEX {index}" in said
    assert "TEMP B-TREE FOR ORDER BY" not in said


def test_a_question_can_be_withdrawn_from_another_thread(store: Store) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def asked() -> None:
        with store.read() as session:
            threading.Timer(0.05, snapshot.brake(session)).start()
            session.connection().exec_driver_sql(endless)

    with pytest.raises(Interrupted):
        asked()
