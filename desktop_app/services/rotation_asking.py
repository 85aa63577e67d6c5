"""The question of a rotation batch (测算条件): people, departments, kin, AB pairs, what is settled; from the file."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from desktop_app.models.people import Department, Kinship, Officer
from desktop_app.models.rotations import (
    BarredDepartment,
    BatchPlace,
    Rotation,
    RotationBatch,
    RotationLimit,
    VisitedDepartment,
)
from desktop_app.rules.people import is_young
from desktop_app.rules.rotation_plan import Person, Pin, Place, Plan, Problem, Rules
from desktop_app.rules.rotations import LEADERS, month_after
from desktop_app.rules.vocabulary import BatchState, OfficerStatus, RotationState
from desktop_app.services.coverage import holdings
from desktop_app.services.facts import Facts, Row
from desktop_app.services.rotation_limits import limit_of, places
from desktop_app.system.errors import Refusal

_DAY = timedelta(days=1)
_LEADS = ("科长", "局长", "主任", "队长", "处长")
"""Words of a post that make its holder a leader of his department, deputies among them."""

SWITCHES = (
    "not_own",
    "not_visited",
    "within_places",
    "not_kin",
    "not_under_kin",
    "least_stay",
    "keep_cover",
    "spare_unfit",
)
"""The rules of a batch, named alike in the file and in the question."""


def batch_of(facts: Facts, batch_id: int) -> Row:
    """The batch; refuses one that is gone or over. Without a first day it begins with its earliest planned rotation."""
    row = facts.row(RotationBatch.__tablename__, batch_id)
    if not row or row["retired_at"] is not None:
        raise Refusal("没有这个轮岗批次，列表已过时。按 F5 重取")
    if row["state"] == BatchState.CLOSED:
        raise Refusal("这一批已结束，不再测算。要改先重新打开批次", "state")
    if int(row["periods"] or 0) < 1 or int(row["months"] or 0) < 1:
        raise Refusal("批次的期数、每期月数要填 1 以上的数。改好再测算", "periods")
    begins = row["from_on"] or min(
        filter(None, (one["planned_from_on"] for one in _of_batch(facts, batch_id))), default=None
    )
    if begins is None:
        raise Refusal("批次没填起日，名下也没有填了计划起日的轮岗。填好起日再测算", "from_on")
    return {**row, "from_on": begins}


def span(batch: Row, first: int, last: int) -> tuple[date, date]:
    """The planned days of the periods from one to another, counted from 1."""
    months = int(batch["months"])
    begins = batch["from_on"] if first == 1 else month_after(batch["from_on"], months * (first - 1)) + _DAY
    return begins, month_after(batch["from_on"], months * last)


def drafts(facts: Facts, batch_id: int) -> list[Row]:
    """The batch's rotations that are still 拟定."""
    return [row for row in _of_batch(facts, batch_id) if row["state"] == RotationState.DRAFT]


def _of_batch(facts: Facts, batch_id: int) -> list[Row]:
    return [row for row in facts.live(Rotation.__tablename__) if row["batch_id"] == batch_id and row["officer_id"]]


def people(facts: Facts, batch_id: int) -> list[int]:
    """Whom a proposal is about: the batch's own rotations, else the survey (青年干警名单), else the young officers."""
    named = [row["officer_id"] for row in _of_batch(facts, batch_id)]
    named = named or [row["officer_id"] for row in facts.live(RotationLimit.__tablename__)]
    named = named or [row["id"] for row in facts.live(Officer.__tablename__) if _young(facts, row)]
    serving = {row["id"] for row in facts.live(Officer.__tablename__) if row["status"] != OfficerStatus.RETIRED}
    order = {row["id"]: at for at, row in enumerate(facts.departments())}

    def place(officer_id: int) -> tuple[int, str, int]:
        row = facts.row(Officer.__tablename__, officer_id)
        return order.get(row["department_id"], len(order)), str(row["number"]), officer_id

    return sorted(set(named) & serving, key=place)


def _young(facts: Facts, row: Row) -> bool:
    unit = facts.unit
    counted_on = unit.get("young_on") or facts.today
    return is_young(row["birth_on"], counted_on, int(unit.get("young_age") or 35))


def ask(facts: Facts, batch_id: int) -> Problem:
    """Everything a proposal of the batch rests on, with the cells pinned in 拟定 and those already approved."""
    batch = batch_of(facts, batch_id)
    ids = people(facts, batch_id)
    if not ids:
        raise Refusal("没有可轮岗的人。先登记轮岗摸底，或在批次里登记轮岗")
    kin = _kin(facts)
    chosen = frozenset(ids)
    return Problem(
        tuple(_told_apart(facts, [_person(facts, one, batch, kin[one]) for one in ids])),
        tuple(_places(facts, batch)),
        frozenset((one, other) for one in ids for other in kin[one] if one < other and other in chosen),
        _cover(facts, batch, chosen),
        Rules(**{name: bool(batch[name]) for name in SWITCHES}),
        int(batch["periods"]),
        int(batch["months"]),
        int(batch["least_months"] or 0),
        tuple(_pins(facts, batch, chosen)),
        last_plan(facts, batch_id),
    )


def _person(facts: Facts, officer_id: int, batch: Row, kin: set[int]) -> Person:
    limit = limit_of(facts, officer_id)
    near = [facts.row(Officer.__tablename__, one) for one in kin]
    theirs = {row["department_id"] for row in near if row.get("department_id")}
    led = {row["department_id"] for row in near if any(word in str(row.get("post") or "") for word in _LEADS)}
    before = {row["to_department_id"] for row in _elsewhere(facts, officer_id, batch)}
    return Person(
        officer_id,
        facts.label(Officer.__tablename__, officer_id),
        facts.row(Officer.__tablename__, officer_id).get("department_id"),
        frozenset((places(facts, VisitedDepartment, officer_id) | before) - {None}),
        frozenset(places(facts, BarredDepartment, officer_id) | theirs),
        frozenset(led - {None}),
        str(limit.get("special") or ""),
        limit.get("wish_id"),
    )


def _told_apart(facts: Facts, persons: Iterable[Person]) -> Iterator[Person]:
    """The same people, those of one name in one department (重名) by name and number."""
    known = list(persons)
    times = Counter(person.name for person in known)
    for person in known:
        row = facts.row(Officer.__tablename__, person.id)
        yield replace(person, name=f"{row['name']}（{row['number']}）") if times[person.name] > 1 else person


def _elsewhere(facts: Facts, officer_id: int, batch: Row) -> Iterator[Row]:
    """His rotations outside the batch: earlier batches, those of none."""
    for row in facts.live(Rotation.__tablename__):
        if row["officer_id"] == officer_id and row["batch_id"] != batch["id"]:
            yield row


def _kin(facts: Facts) -> defaultdict[int, set[int]]:
    """Officers of the house registered as relatives, by officer."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in facts.live(Kinship.__tablename__):
        if row["officer_id"] and row["relative_id"] and row["officer_id"] != row["relative_id"]:
            found[row["officer_id"]].add(row["relative_id"])
            found[row["relative_id"]].add(row["officer_id"])
    return found


def _places(facts: Facts, batch: Row) -> Iterator[Place]:
    """Departments that take people: those listed in the batch as it says, every other one as its capacity says.

    The leaders of the house (院领导) and a department that no longer stands take nobody unless the batch lists them;
    one listed with 至多 0 takes nobody.
    """
    asked = select(BatchPlace).where(BatchPlace.batch_id == batch["id"]).order_by(BatchPlace.id)
    listed = {row.department_id: row for row in facts.session.scalars(asked)}
    gone_to = {row["to_department_id"] for row in _of_batch(facts, batch["id"]) if row["state"] != RotationState.DRAFT}
    _, ends = span(batch, 1, int(batch["periods"]))
    for row in facts.departments():
        stands = (row["valid_from"] is None or row["valid_from"] <= ends) and (
            row["valid_to"] is None or row["valid_to"] >= batch["from_on"]
        )
        name = facts.label(Department.__tablename__, row["id"])
        if row["id"] in listed and (listed[row["id"]].most > 0 or row["id"] in gone_to):
            yield Place(row["id"], name, listed[row["id"]].least, listed[row["id"]].most)
        elif stands and row["id"] not in listed and row["name"] != LEADERS:
            yield Place(row["id"], name, 0, int(batch["capacity"]))
        elif row["id"] in gone_to:
            yield Place(row["id"], name, 0, 0)


def _cover(facts: Facts, batch: Row, chosen: frozenset[int]) -> frozenset[tuple[int, int]]:
    """A岗 and B岗 of every post that stands during the batch, where both are to be rotated."""
    first, last = span(batch, 1, int(batch["periods"]))
    return frozenset(
        (min(one.a, one.b), max(one.a, one.b))
        for one in holdings(facts.session)
        if one.a in chosen and one.b in chosen and one.a is not None and one.b is not None and one.a != one.b
        if (one.since is None or one.since <= last) and (one.until is None or one.until >= first)
    )


def _pins(facts: Facts, batch: Row, chosen: Iterable[int]) -> Iterator[Pin]:
    """Cells that are given: pinned in 拟定, already approved, or spent on a rotation outside the batch."""
    for row in _of_batch(facts, batch["id"]):
        settled = row["state"] != RotationState.DRAFT
        if (settled or row["pinned"]) and row["to_department_id"]:
            for period in periods_of(batch, row):
                yield Pin(row["officer_id"], period, row["to_department_id"], settled)
    for officer_id in chosen:
        for row in _elsewhere(facts, officer_id, batch):
            for period in _overlapped(batch, row):
                yield Pin(officer_id, period, None, settled=True)


def _overlapped(batch: Row, row: Row) -> Iterator[int]:
    begins, ends = row["actual_from_on"] or row["planned_from_on"], row["actual_to_on"] or row["planned_to_on"]
    for period in range(1, int(batch["periods"]) + 1):
        first, last = span(batch, period, period)
        if begins is not None and ends is not None and begins <= last and first <= ends:
            yield period


def periods_of(batch: Row, row: Row) -> range:
    """The periods a rotation of the batch fills, by its number and its planned days."""
    first = min(max(1, int(row["period"] or 1)), int(batch["periods"]))
    last = first
    while last < int(batch["periods"]) and row["planned_to_on"] and row["planned_to_on"] >= span(batch, 1, last + 1)[1]:
        last += 1
    return range(first, last + 1)


def last_plan(facts: Facts, batch_id: int) -> Plan:
    """What stands in 拟定: the proposal adopted last."""
    batch = batch_of(facts, batch_id)
    return {
        (row["officer_id"], period): row["to_department_id"]
        for row in drafts(facts, batch_id)
        if row["to_department_id"]
        for period in periods_of(batch, row)
    }
