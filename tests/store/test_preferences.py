"""Column widths and views: remembered, never in the way, never history."""

from desktop_app.models.plan import Task
from desktop_app.store import history
from desktop_app.store.file import Store
from desktop_app.store.preferences import Preferences
from tests.kit.files import PASSWORD


def test_what_was_put_is_there_next_time(store: Store) -> None:
    liked = Preferences(store)
    liked.put("tasks/widths", {"name": 220, "due_on": 96})
    liked.put("theme", "深")
    assert liked.get("tasks/widths") == {"name": 220, "due_on": 96}
    assert liked.get("unknown", 7) == 7
    store.close()
    again = Store.open(store.folder, PASSWORD, store.clock)
    assert Preferences(again).get("theme") == "深"
    with again.read() as session:
        assert history.head(session) == (0, "")
    again.close()


def test_an_import_at_work_does_not_hold_a_screen_up(store: Store) -> None:
    liked = Preferences(store)
    with store.unit("导入台账") as unit:
        unit.session.add(Task(number="RW-001", name="动员部署"))
        unit.session.flush()
        liked.put("theme", "深")
    assert Preferences(store).get("theme") is None
    liked.put("width", 3)
    assert (Preferences(store).get("theme"), Preferences(store).get("width")) == ("深", 3)


def test_none_is_a_value(store: Store) -> None:
    Preferences(store).put("filter", None)
    assert Preferences(store).get("filter", "x") is None


def test_a_value_changed_in_place_and_put_again_is_written(store: Store) -> None:
    widths = {"name": 220}
    liked = Preferences(store)
    liked.put("widths", widths)
    widths["name"] = 300
    liked.put("widths", widths)
    again = liked.get("widths")
    again["due_on"] = 96
    liked.put("widths", again)
    assert Preferences(store).get("widths") == {"name": 300, "due_on": 96}
