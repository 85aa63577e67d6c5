"""A batch of rotations proposed, adopted, proposed again: what is approved stays, what changed is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.models.people import Kinship
from desktop_app.models.posts import Post
from desktop_app.models.rotations import (
    BarredDepartment,
    BatchPlace,
    Rotation,
    RotationBatch,
    RotationLimit,
    VisitedDepartment,
)
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.rotation_plan import Pin
from desktop_app.rules.vocabulary import Inside, RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.proposing import Answer, Infeasible, Proposal, adopt, answer, ask, people, pinned, propose
from desktop_app.services.rotation_asking import ask as question
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.county import rows
from tests.kit.office import furnished, id_of, officer

LAW = BY_KIND["rotation"]
BEGINS = date(2015, 7, 1)
YOUNG = (("周春梅", "公诉科"), ("田涛", "公诉科"), ("宋秀英", "办公室"), ("曹瑶", "侦查监督科"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    desk, _ = furnished("proposing", surveyed, tmp_path / "file", TurnedClock(date(2015, 5, 31)))
    yield desk
    desk.store.close()


def surveyed(desk: Desk) -> None:
    for name, department in YOUNG:
        save(desk, RotationLimit, officer_id=officer(desk, name, department))


def save(desk: Desk, model: Any, **values: Any) -> int:
    parts = {key: value for key, value in values.items() if isinstance(value, list)}
    draft = new_draft(model, {key: value for key, value in values.items() if key not in parts})
    draft.parts.update(parts)
    return records.save(desk, BY_KIND[model.__tablename__], draft).ids[0]


def batch(desk: Desk, **more: Any) -> int:
    return save(desk, RotationBatch, **{"title": "第一批", "from_on": BEGINS, "months": 3, "periods": 2, **more})


def who(desk: Desk, name: str) -> int:
    return id_of(desk, "officer", name)


def place(desk: Desk, name: str) -> int:
    return id_of(desk, "department", name)


def proposed(desk: Desk, batch_id: int, *pins: Pin) -> Answer:
    with desk.facts() as facts:
        return propose(facts, batch_id, pins or None)


def plan_of(desk: Desk, batch_id: int) -> Proposal:
    found = proposed(desk, batch_id)
    assert isinstance(found, Proposal)
    return found


def live(desk: Desk) -> list[dict[str, Any]]:
    return [row for row in rows(desk, "rotation") if row["retired_at"] is None]


def test_adopted_as_drafts_and_taken_back_at_once(office: Desk) -> None:
    number = batch(office)
    proposal = plan_of(office, number)
    assert len(proposal.plan) == 8
    assert not proposal.changes
    done = adopt(office, LAW, number, proposal)
    assert done.said == "已采用方案，拟定 8 人次轮岗"
    written = live(office)
    assert {row["state"] for row in written} == {RotationState.DRAFT}
    assert {(row["planned_from_on"], row["planned_to_on"]) for row in written} == {
        (BEGINS, date(2015, 9, 30)),
        (date(2015, 10, 1), date(2015, 12, 31)),
    }
    assert {(row["officer_id"], row["period"]): row["to_department_id"] for row in written} == proposal.plan
    assert all(row["from_department_id"] for row in written)
    assert adopt(office, LAW, number, plan_of(office, number)).batch is None
    undo(office.store, done.batch or 0)
    assert live(office) == []


def test_proposed_again_with_a_cell_by_hand(office: Desk) -> None:
    number = batch(office)
    first = plan_of(office, number)
    adopt(office, LAW, number, first)
    one, target = who(office, "田涛"), place(office, "办公室")
    again = proposed(office, number, Pin(one, 1, target))
    assert isinstance(again, Proposal)
    assert again.plan[one, 1] == target
    assert (one, 1) in {(change.officer_id, change.period) for change in again.changes}
    assert all(first.plan.get((c.officer_id, c.period)) == c.was for c in again.changes)
    before = {row["id"] for row in live(office)}
    adopt(office, LAW, number, again)
    row = next(row for row in live(office) if (row["officer_id"], row["period"]) == (one, 1))
    assert row["pinned"]
    assert row["id"] in before
    assert plan_of(office, number).plan == again.plan


def test_who_is_pinned_at_home_has_no_row(office: Desk) -> None:
    number = batch(office, periods=1)
    adopt(office, LAW, number, plan_of(office, number))
    one = who(office, "田涛")
    again = proposed(office, number, Pin(one, 1, None))
    assert isinstance(again, Proposal)
    assert again.stayed == (one,)
    adopt(office, LAW, number, again)
    assert one not in {row["officer_id"] for row in live(office)}
    assert len(live(office)) == 3


def test_a_long_stay_is_one_rotation(office: Desk) -> None:
    number = batch(office, months=2, periods=2, least_months=4)
    adopt(office, LAW, number, plan_of(office, number))
    assert {(row["planned_from_on"], row["planned_to_on"]) for row in live(office)} == {(BEGINS, date(2015, 10, 31))}
    again = plan_of(office, number)
    assert again.changes == ()
    assert len(again.plan) == 8


def test_survey_kin_leaders_and_pairs_are_asked(office: Desk) -> None:
    one, other = who(office, "周春梅"), who(office, "田涛")
    aunt = officer(office, "潘学民", "反贪污贿赂局", post="局长")
    save(
        office, Kinship, officer_id=one, relative_id=aunt, relative_name="潘学民", relation="姑姑", inside=Inside.INSIDE
    )
    save(
        office,
        Kinship,
        officer_id=one,
        relative_id=other,
        relative_name="田涛",
        relation="表姐弟",
        inside=Inside.INSIDE,
    )
    save(office, Post, name="审查起诉", department_id=place(office, "公诉科"), a_id=one, b_id=other, since_on=BEGINS)
    limit = next(row for row in rows(office, "rotation_limit") if row["officer_id"] == one)
    with office.store.read() as session:
        law = BY_KIND["rotation_limit"]
        draft = records.load(session, RotationLimit, limit["id"], law.lists)
    draft[RotationLimit.special] = "怀孕"
    draft.rows(VisitedDepartment).append({"department_id": place(office, "侦查监督科")})
    draft.rows(BarredDepartment).append({"department_id": place(office, "监察科")})
    records.save(office, law, draft)
    before = batch(office, title="去年一批", from_on=date(2014, 1, 1))
    save(
        office,
        Rotation,
        batch_id=before,
        officer_id=one,
        to_department_id=place(office, "政工科"),
        planned_from_on=date(2014, 1, 1),
        planned_to_on=date(2014, 6, 30),
    )
    with office.facts() as facts:
        problem = question(facts, batch(office))
        asked = next(person for person in problem.people if person.id == one)
    assert asked.visited == {place(office, "侦查监督科"), place(office, "政工科")}
    assert asked.barred >= {place(office, "监察科"), place(office, "反贪污贿赂局")}
    assert asked.led_by_kin == {place(office, "反贪污贿赂局")}
    assert asked.unfit == "怀孕"
    assert problem.apart == problem.cover == {(min(one, other), max(one, other))}
    assert place(office, "院领导") not in {one.id for one in problem.places}


def test_the_survey_else_the_young_officers(office: Desk) -> None:
    number = batch(office)
    with office.facts() as facts:
        assert [facts.label("officer", one) for one in people(facts, number)] == ["宋秀英", "曹瑶", "周春梅", "田涛"]
    for row in rows(office, "rotation_limit"):
        records.retire(office, BY_KIND["rotation_limit"], [row["id"]], "重新摸底")
    with office.facts() as facts, pytest.raises(Refusal, match="没有可轮岗的人"):
        ask(facts, number)
    young = officer(office, "陈翀", "公诉科", birth_on=date(1990, 1, 1))
    with office.facts() as facts:
        assert people(facts, number) == [young]


def test_what_is_approved_or_runs_elsewhere_stays(office: Desk) -> None:
    number, one = batch(office), who(office, "宋秀英")
    adopt(office, LAW, number, plan_of(office, number))
    approved = next(row for row in live(office) if (row["officer_id"], row["period"]) == (one, 1))
    records.move_many(office, LAW, [approved["id"]], "批准")
    with office.facts() as facts:
        problem = question(facts, number)
    assert problem.pins == (Pin(one, 1, approved["to_department_id"], settled=True),)
    assert pinned(problem, [Pin(one, 2, None)]).pins == (*problem.pins, Pin(one, 2, None))
    later = batch(office, title="第二批")
    with office.facts() as facts:
        elsewhere = {(pin.person, pin.period) for pin in question(facts, later).pins if pin.settled}
    assert (one, 1) in elsewhere


def test_why_not_and_what_would_help_is_kept_with_the_batch(office: Desk) -> None:
    listed = [
        {"department_id": row["id"], "least": 0, "most": {"公诉科": 2, "侦查监督科": 1}.get(row["name"], 0)}
        for row in rows(office, "department")
    ]
    number = batch(office, periods=1, **{BatchPlace.__tablename__: listed})
    refused = proposed(office, number)
    assert isinstance(refused, Infeasible)
    assert refused.said == "周春梅、田涛 2 人都只能去侦查监督科，这个部门一共只收 1 人"
    eased = {one.said: one.relaxation for one in refused.eases}
    assert "侦查监督科至多收 2 人" in eased
    with office.facts() as facts:
        helped = answer(eased["侦查监督科至多收 2 人"].applied(question(facts, number)))
    assert isinstance(helped, Proposal)
    adopt(office, LAW, number, helped)
    kept = {row["department_id"]: row["most"] for row in rows(office, "batch_place")}
    assert kept[place(office, "侦查监督科")] == 2


def test_a_proposal_overtaken_is_refused(office: Desk) -> None:
    number = batch(office)
    old = plan_of(office, number)
    adopt(office, LAW, number, old)
    with pytest.raises(Refusal, match="重新测算"):
        adopt(office, LAW, number, old)


def test_a_batch_that_is_over_or_gone_is_refused(office: Desk) -> None:
    over = batch(office, approved_on=date(2015, 6, 20))
    for verb in ("批准", "结束"):
        records.move_many(office, BY_KIND["rotation_batch"], [over], verb)
    with office.facts() as facts, pytest.raises(Refusal, match="已结束"):
        ask(facts, over)
    with office.facts() as facts, pytest.raises(Refusal, match="没有这个轮岗批次"):
        ask(facts, 999)


def test_a_batch_without_a_first_day_begins_with_its_rotations(office: Desk) -> None:
    number = batch(office)
    with office.store.unit("导入") as unit:
        unit.session.get_one(RotationBatch, number).from_on = None
    with office.facts() as facts, pytest.raises(Refusal, match="填好起日"):
        ask(facts, number)
    one = who(office, "田涛")
    save(
        office,
        Rotation,
        batch_id=number,
        officer_id=one,
        to_department_id=place(office, "办公室"),
        planned_from_on=BEGINS,
        planned_to_on=date(2015, 9, 30),
    )
    proposal = plan_of(office, number)
    assert [person.id for person in proposal.problem.people] == [one]
    adopt(office, LAW, number, proposal)
    assert min(row["planned_from_on"] for row in live(office)) == BEGINS


def test_namesakes_of_one_department_are_told_apart(office: Desk) -> None:
    for _ in range(2):
        save(office, RotationLimit, officer_id=officer(office, "王芳", "公诉科"))
    with office.facts() as facts:
        names = [person.name for person in ask(facts, batch(office)).people]
    assert len(set(names)) == len(names) == 6
