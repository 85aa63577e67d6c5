"""Office and short looks for ledgers of posts, absences and rotations as other counties keep them."""

from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.exchange.importing import ImportPlan
from desktop_app.services.desk import Desk
from desktop_app.system.clock import Clock, TurnedClock
from tests.kit import templates
from tests.kit.county import label, rows, taken
from tests.kit.office import founded, officer, reopened
from tests.kit.review_ledgers import Lines, ledger

PEOPLE = (
    *(("张雪梅", "公诉科"), ("董长青", "公诉科"), ("张伟", "公诉科"), ("李明", "侦查监督科"), ("王敏", "侦查监督科")),
    *(("张伟", "反贪污贿赂局"), ("叶新民", "案件管理办公室"), ("陈静", "案件管理办公室"), ("王超", "办公室")),
    *(("赵建国", "院领导"), ("朱婷", "办公室"), ("刘洋", "控告申诉检察科")),
)


def manned_office(root: Path, clock: Clock) -> Desk:
    """A founded office with a few people, two of one name among them: a copy of one made once in a run of the tests."""

    def make(at: Path) -> None:
        desk = founded(at, TurnedClock(date(2015, 5, 31)))
        for name, department in PEOPLE:
            officer(desk, name, department)
        desk.store.close()

    templates.copied("manned", make, root)
    return reopened(root, clock)


def take(desk: Desk, folder: Path, name: str, lines: Lines) -> ImportPlan:
    """Import a workbook of one sheet."""
    return taken(desk, [ledger(folder, name, lines)])


def shown(desk: Desk, kind: str, row: dict[str, Any], names: str) -> tuple[Any, ...]:
    """Attributes of a record, people and departments by name, days as 3-05 of their year."""
    return tuple(_shown(desk, name, row[name]) for name in names.split())


def _shown(desk: Desk, name: str, value: Any) -> Any:
    if name.endswith("department_id"):
        return label(desk, "department", value)
    if name.endswith("_id"):
        return label(desk, "officer", value)
    return f"{value:%Y-%m-%d}" if name.endswith("_on") and value is not None else value


def pairs(desk: Desk) -> list[tuple[Any, ...]]:
    """Department, post, A岗 and B岗 of every post."""
    return [shown(desk, "post", row, "department_id name a_id b_id") for row in rows(desk, "post")]


def leaves(desk: Desk) -> list[tuple[Any, ...]]:
    """Who was away from when to when, and how many days were written."""
    return [shown(desk, "absence", row, "officer_id from_on to_on days") for row in rows(desk, "absence")]


def moves(desk: Desk) -> list[tuple[Any, ...]]:
    """Who went from where to where, from when to when."""
    names = "officer_id from_department_id to_department_id planned_from_on planned_to_on"
    return [shown(desk, "rotation", row, names) for row in rows(desk, "rotation")]
