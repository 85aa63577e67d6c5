"""Big offices, the same on every machine: a county's year at any size, written by the program's own road and kept."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from benchmarks import problems as writing
from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import Phase, Task
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Register
from desktop_app.rules.names import initials
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.office import open_desk, seated
from desktop_app.services.setup import Founding, found
from desktop_app.store import migrate
from desktop_app.store.keys import Cost
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder

DAY = date(2015, 5, 31)
PASSWORD = "大库-测速"
QUICK = Cost(memory=8, passes=1, lanes=1)
COUNTY = Founding("清源县人民检察院", short="清源", keeper="许嘉树")
OFFICERS_OF_A_COUNTY = 120
AT_ONCE = 10_000

RARE, COMMON = "卷宗", "整改"
"""Words of two characters that stand in one task of two hundred, and in every second one."""

_FAMILY, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", ("玉兰", "建国", "嘉树", "思远", "晓梅", "志强", "海燕", "文博")
_VERBS, _THINGS = ("核查", "汇总", "通报", "督促", "评查", "制定"), ("办案期限", "告知程序", "涉案财物", "法律文书")
_NOTES = (f"逐项{COMMON}到位，结果报领导小组办公室备案", "按月报送进展")
_STATES = tuple(TaskState)[:4]


@contextmanager
def office(folder: Path, tasks: int, officers: int = OFFICERS_OF_A_COUNTY, problems: int = 0) -> Iterator[Desk]:
    """An office of that size, for reading; made once and kept in ``folder``."""
    desk = open_desk(DataFolder(_kept(folder, tasks, officers, problems)), PASSWORD, TurnedClock(DAY))
    try:
        yield desk
    finally:
        desk.store.close()


@contextmanager
def spare(folder: Path, tasks: int, officers: int = OFFICERS_OF_A_COUNTY, problems: int = 0) -> Iterator[Desk]:
    """A copy of such an office, to be written to and thrown away."""
    copy = Path(mkdtemp(prefix="spare-", dir=folder))
    shutil.copytree(_kept(folder, tasks, officers, problems), copy, dirs_exist_ok=True)
    desk = open_desk(DataFolder(copy), PASSWORD, TurnedClock(DAY))
    try:
        yield desk
    finally:
        desk.store.close()
        shutil.rmtree(copy)


def task_rows(facts: Facts, count: int, start: int = 0) -> Iterator[dict[str, Any]]:
    """Tasks by attribute, with their search text; ``start`` continues the count."""
    phases = sorted(row["id"] for row in facts.live(Phase.__tablename__))
    people = sorted(row["id"] for row in facts.live(Officer.__tablename__))
    homes = {row["id"]: row["department_id"] for row in facts.live(Officer.__tablename__)}
    for i in range(start, start + count):
        person, begin = people[i % len(people)], date(2015, 1, 5) + timedelta(days=i * 7 % 200)
        yield _searchable(TASKS, facts, {**_task(i, begin), "phase_id": phases[i % 4], **_whose(person, homes)})


def _task(i: int, begin: date) -> dict[str, Any]:
    verb, thing = _VERBS[i % 6], _THINGS[i // 6 % 4]
    state = _STATES[i * 5 // 3 % 4]
    return {
        "number": f"{i % 4 + 1}.{i // 4 + 1}",
        "name": f"{verb}{thing}执行情况第{i + 1}号{RARE if i % 200 == 7 else ''}",
        "wording": f"对{thing}逐案{verb}，发现一起、通报一起",
        "start_on": begin,
        "due_on": begin + timedelta(days=10 + i * 11 % 60),
        "progress": 100 if state is TaskState.DONE else i * 13 % 100,
        "done_on": begin + timedelta(days=9) if state is TaskState.DONE else None,
        "state": state,
        "note": _NOTES[i % 2],
    }


def _whose(person: int, homes: dict[int, Any]) -> dict[str, Any]:
    return {"officer_id": person, "department_id": homes[person]}


def _searchable(register: Register, facts: Facts, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "search_text": register.words(row, {}, facts)}


def officer_rows(facts: Facts, count: int) -> Iterator[dict[str, Any]]:
    """Officers by attribute, dealt out over the departments; names repeat as they do in a county."""
    homes = sorted(row["id"] for row in facts.live(Department.__tablename__))
    names = ["".join(pair) for pair in product(_FAMILY, _GIVEN)]
    for i in range(count):
        name = names[i % len(names)]
        row = {"number": f"GH-{i + 1:05d}", "name": name, "department_id": homes[i % len(homes)], "pinyin": name}
        yield _searchable(OFFICERS, facts, {**row, "initials": " ".join(initials(name)), "post": "检察员"})


def write_tasks(desk: Desk, count: int) -> None:
    """Write so many tasks, ten thousand an act."""
    with desk.facts() as facts:
        for start in range(0, count, AT_ONCE):
            rows = list(task_rows(facts, min(AT_ONCE, count - start), start))
            with desk.store.unit("导入任务") as unit:
                unit.add_many(Task, rows)


def _kept(folder: Path, tasks: int, officers: int, problems: int = 0) -> Path:
    """Where the office lies; it is made anew when the tables or what writes its rows have changed."""
    sources = (
        Path(__file__),
        Path(writing.__file__),
        *sorted((Path(migrate.__file__).parent / "migrations").rglob("*.py")),
    )
    made_by = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    size = f"office-{tasks}-{officers}-{problems}"
    root = folder / f"{size}-{made_by}"
    if not root.exists():
        making = root.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        _make(making, tasks, officers, problems)
        for older in folder.glob(f"{size}-*"):
            if older != making:
                shutil.rmtree(older)
        making.rename(root)
    return root


def _make(root: Path, tasks: int, officers: int, problems: int) -> None:
    clock = TurnedClock(DAY)
    store, _ = found(DataFolder(root), clock, COUNTY, PASSWORD, cost=QUICK)
    desk = seated(store, clock)
    with desk.facts() as facts, desk.store.unit("导入花名册") as unit:
        unit.add_many(Officer, list(officer_rows(facts, officers)))
    write_tasks(desk, tasks)
    writing.write_problems(desk, problems)
    store.close()
