"""A few records of a small county, entered as the officer would: one act each."""

from datetime import date
from typing import Any

from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.rules.search import search_text
from desktop_app.store.file import Store


def department(store: Store, number: str = "BM-01", name: str = "公诉科") -> int:
    """Enter one department."""
    with store.unit("新增部门") as unit:
        row = Department(number=number, name=name, search_text=search_text([number, name]))
        unit.session.add(row)
        unit.session.flush()
        return row.id


def officer(store: Store, number: str = "GH-001", name: str = "单玉兰", **more: Any) -> int:
    """Enter one officer."""
    with store.unit("新增人员") as unit:
        row = Officer(number=number, name=name, search_text=search_text([number], [name]), **more)
        unit.session.add(row)
        unit.session.flush()
        return row.id


def task(
    store: Store, number: str = "RW-001", name: str = "动员部署", partners: tuple[int, ...] = (), **more: Any
) -> int:
    """Enter one task with the departments that help."""
    with store.unit("新增任务") as unit:
        given = {"due_on": date(2015, 4, 28), **more}
        row = Task(number=number, name=name, search_text=search_text([number, name]), **given)
        unit.session.add(row)
        unit.session.flush()
        unit.session.add_all(TaskPartner(task_id=row.id, department_id=partner) for partner in partners)
        return row.id


def change(store: Store, task_id: int, **values: Any) -> int | None:
    """Change a task; the number of the act, None if nothing changed."""
    with store.unit("修改任务") as unit:
        row = unit.session.get_one(Task, task_id)
        for name, value in values.items():
            setattr(row, name, value)
    return unit.batch_id


def seen(store: Store, task_id: int) -> dict[str, Any]:
    """A task as the file holds it."""
    with store.read() as session:
        row = session.get_one(Task, task_id)
        return {column.key: getattr(row, column.key) for column in Task.__table__.columns}
