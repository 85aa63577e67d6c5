"""What was typed and not saved is there again after a crash, and is nobody's history."""

from datetime import date

from desktop_app.models.plan import Task
from desktop_app.rules.vocabulary import TaskState
from desktop_app.store import drafts, history
from desktop_app.store.file import Store
from tests.kit.files import PASSWORD


def test_a_draft_survives_without_being_history(store: Store) -> None:
    typed = {"name": "动员部署", "due_on": date(2015, 4, 28), "state": TaskState.RUNNING, "progress": 40, "note": None}
    assert drafts.keep(store, "task/new", "task", None, 0, typed)
    store.close()
    again = Store.open(store.folder, PASSWORD, store.clock)
    (kept,) = drafts.all_kept(again)
    with again.read() as session:
        assert history.head(session) == (0, "")
    again.close()
    assert (kept.key, kept.kind, kept.record_id, kept.version) == ("task/new", "task", None, 0)
    assert kept.values == typed
    assert isinstance(kept.values["state"], TaskState)


def test_rows_of_parts_come_back_with_their_types(store: Store) -> None:
    rows = [{"id": 3, "noted_on": date(2015, 5, 4), "text": "已发文"}]
    drafts.keep(store, "task/1", "task", 1, 2, {"name": "x", "parts": {"task_note": rows}})
    drafts.keep(store, "task/2", "task", 2, 2, {"task_note": rows})
    kept = {draft.key: draft.values for draft in drafts.all_kept(store)}
    assert kept["task/1"]["parts"] == {"task_note": rows}
    assert kept["task/2"]["task_note"] == rows


def test_a_later_keeping_replaces_the_earlier(store: Store) -> None:
    drafts.keep(store, "task/1", "task", 1, 2, {"name": "动"})
    drafts.keep(store, "task/1", "task", 1, 2, {"name": "动员"})
    assert [draft.values["name"] for draft in drafts.all_kept(store)] == ["动员"]


def test_a_saved_form_is_forgotten(store: Store) -> None:
    drafts.keep(store, "task/1", "task", 1, 2, {"name": "动"})
    assert drafts.drop(store, "task/1")
    assert drafts.drop(store, "task/1")
    assert drafts.all_kept(store) == []


def test_an_import_at_work_makes_the_keeping_wait_for_its_next_turn(store: Store) -> None:
    with store.unit("导入台账") as unit:
        unit.session.add(Task(number="RW-001", name="动员部署"))
        assert not drafts.keep(store, "task/1", "task", 1, 2, {"name": "动"})
    assert drafts.keep(store, "task/1", "task", 1, 2, {"name": "动"})
