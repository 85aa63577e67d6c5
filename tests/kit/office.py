"""A founded office: profile, officers and a few tasks, as after the first morning."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.models.dossiers import DossierProfile
from desktop_app.models.exams import Sitting
from desktop_app.models.people import Officer
from desktop_app.models.plan import Phase, Task
from desktop_app.models.reviews import ReviewRound
from desktop_app.models.whole import SavedTable
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Field, Register, Shape
from desktop_app.rules.problems import Fault
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.office import seated
from desktop_app.services.setup import Founding, found
from desktop_app.store.file import Store
from desktop_app.system.clock import Clock, TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit import templates
from tests.kit.files import CHEAP, PASSWORD

_GIVEN = "given.json"
COUNTY = Founding("清源县人民检察院", short="清源", keeper="许嘉树")


def founded(root: Path, clock: Clock) -> Desk:
    """An office with the 2015 profile and no officers yet: a copy of one founded once in a run of the tests."""
    templates.copied("founded", _make, root)
    return reopened(root, clock)


def reopened(root: Path, clock: Clock) -> Desk:
    """The office of this folder, its keeper at the desk."""
    store = Store.open(DataFolder(root), PASSWORD, clock)
    store.who = COUNTY.keeper
    return seated(store, clock)


def _make(root: Path) -> None:
    store, _ = found(DataFolder(root), TurnedClock(date(2015, 5, 31)), COUNTY, PASSWORD, cost=CHEAP)
    store.close()


def furnished(name: str, furnish: Callable[[Desk], Any], root: Path, clock: Clock) -> tuple[Desk, Any]:
    """A founded office with what ``furnish`` enters, and what it gives back (numbers, texts, lists of them): a copy of
    one furnished once in a run of the tests."""

    def make(at: Path) -> None:
        desk = founded(at, TurnedClock(date(2015, 5, 31)))
        (at / _GIVEN).write_text(json.dumps(furnish(desk)), "utf-8")
        desk.store.close()

    templates.copied(name, make, root)
    given = json.loads((root / _GIVEN).read_text("utf-8"))
    (root / _GIVEN).unlink()
    return reopened(root, clock), given


def id_of(desk: Desk, kind: str, name: str) -> int:
    """The id of a department, phase or officer by name."""
    with desk.facts() as facts:
        return next(row["id"] for row in facts.live(kind) if row["name"] == name)


def officer(desk: Desk, name: str, department: str = "公诉科", **more: Any) -> int:
    """Enter one officer."""
    draft = new_draft(Officer, {"name": name, "department_id": id_of(desk, "department", department), **more})
    return records.save(desk, OFFICERS, draft).ids[0]


def task_draft(desk: Desk, name: str, officer_id: int, **more: Any) -> Draft:
    """A complete task of the second phase, not yet saved."""
    given = {
        "name": name,
        "phase_id": id_of(desk, Phase.__tablename__, "对照检查"),
        "department_id": id_of(desk, "department", "公诉科"),
        "officer_id": officer_id,
        "start_on": date(2015, 4, 1),
        "due_on": date(2015, 4, 28),
    }
    return new_draft(Task, {**given, **more})


def task(desk: Desk, name: str, officer_id: int, **more: Any) -> int:
    """Enter one task."""
    return records.save(desk, TASKS, task_draft(desk, name, officer_id, **more)).ids[0]


def loaded(desk: Desk, register: Register, record_id: int) -> Draft:
    """A record as the form loads it."""
    with desk.store.read() as session:
        return records.load(session, register.model, record_id, [group.part for group in register.parts])


def filled(register: Register, facts: Facts, mark: str) -> Draft:
    """A new draft with every required field filled by something plausible that carries ``mark``."""
    draft = new_draft(register.model)
    for item in register.fields:
        if item.needed(draft):
            draft.values[item.name] = _value(item, facts, mark)
    groups = {group.name: group for group in register.parts}
    for problem in register.problems(draft, facts):
        if problem.fault is Fault.MISSING and problem.field in groups:
            group = groups[problem.field]
            draft.parts[group.name] = [{group.lead.name: _value(group.lead, facts, mark)}]
    return draft


_TOLD = {
    "act": CustodyAct.STORED,
    "happened_on": date(2015, 5, 6),
    "booked_on": date(2015, 5, 6),
    "year": 2015,
    "scale": "优质90、合格75、瑕疵60、不合格0",
}
"""Fields that take only values of their own form."""
_CONCLUSIONS = "合格95、退卷补正88、不合格0"
_COUNTED = {"base": "问题", "rows": "条线"}
"""What a statistical table counts by what."""


def _value(item: Field, facts: Facts, mark: str) -> Any:
    if item.shape is Shape.LINK:
        return next(facts.live(item.link_kind))["id"]
    if item.word_type is not None and item.name not in _TOLD:
        return list(item.word_type)[-1]
    if item.attr.class_ is Sitting and item.name == Sitting.name.key:
        return next(facts.live(Officer.__tablename__))["name"]
    if item.name in _TOLD:
        return _CONCLUSIONS if item.attr.class_ is DossierProfile else _TOLD[item.name]
    if item.attr.class_ is SavedTable and item.name in _COUNTED:
        return _COUNTED[item.name]
    if item.name == "period":
        return "2015-03" if item.attr.class_ is ReviewRound else "2015Q1"
    fixed = {
        Shape.POINTS: 100_00,
        Shape.QUANTITY: 2_000,
        Shape.WHOLE: 3,
        Shape.PERCENT: 40,
        Shape.FEN: 12345,
        Shape.TICK: True,
        Shape.DAY: date(2031, 5, 6),
    }
    return fixed.get(item.shape, f"{item.label}{mark}")
