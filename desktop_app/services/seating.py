"""列名单、排座: who sits an exam where, proposed and then written as one act with 准考证号, rooms and seats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from desktop_app.models.exams import Exam, ExamException, ExamRoom, Sitting
from desktop_app.rules.exams import EXAM
from desktop_app.rules.seating import Place, Room, Seating, Sitter, arrange, clashing, places, room_for
from desktop_app.rules.vocabulary import ExamState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.exams import exam_row, sittings
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, load, write
from desktop_app.services.roster import UNEXPLAINED as UNEXPLAINED
from desktop_app.services.roster import Candidate as Candidate
from desktop_app.services.roster import candidates as candidates
from desktop_app.services.roster import exceptions, on_roster
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

_ROOM = "考场"
_EXCEPTIONS, _ROOMS = ExamException.__tablename__, ExamRoom.__tablename__


@dataclass(frozen=True, slots=True)
class Seat:
    """A candidate's seat (座位) and 准考证号; without a place he is known not to come (免考、缓考)."""

    one: Candidate
    place: Place | None
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two neighbours of one department (同部门邻座)."""

    first: Seat
    second: Seat

    @property
    def said(self) -> str:
        """The two by name and seat."""
        return f"{_named(self.first)}与{_named(self.second)}同属{self.first.one.department}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A seat plan (座次): rooms, everybody on the roster in the order of seats, who is left out, clashes that stay."""

    seed: str
    rooms: tuple[Room, ...]
    seats: tuple[Seat, ...]
    left_out: tuple[Candidate, ...]
    clashes: tuple[Clash, ...]
    least: bool = True

    @property
    def said(self) -> str:
        """What is to be known of the neighbours, as one sentence."""
        if not self.clashes:
            return "邻座都不同部门"
        why = "同部门的人多，已是最少" if self.least else "未能再减少"
        return f"{len(self.clashes)} 处邻座同部门（{why}）：{'；'.join(one.said for one in self.clashes)}"


def _named(seat: Seat) -> str:
    return f"{seat.one.name}（{seat.place.number} 座）" if seat.place is not None else seat.one.name


def rooms_of(facts: Facts, exam_id: int) -> tuple[Room, ...]:
    """The rooms of an exam (考场) with their seats, in the order they were entered."""
    asked = select(ExamRoom).where(ExamRoom.exam_id == exam_id).order_by(ExamRoom.id)
    return tuple(Room(row.name, row.ranks, row.files) for row in facts.session.scalars(asked))


def propose(
    facts: Facts,
    exam_id: int,
    seed: str,
    left_out: Mapping[int, str] | None = None,
    rooms: Sequence[Room] | None = None,
) -> Plan:
    """The seat plan of an exam by a seed; nothing is written.

    ``left_out`` are officers not to be listed with their reasons, and ``rooms`` the rooms, in place of what the exam
    says. Once seated (已排座), everybody keeps his seat and only newcomers are seated. Refuses a rule that cannot be
    applied, too few seats, somebody left out without a reason or with marks.
    """
    exam = exam_row(facts, exam_id)
    found = candidates(facts, exam_id)
    reasons = exceptions(facts, exam_id) if left_out is None else left_out
    listed = [one for one in found if _sits(one, reasons)]
    if not listed:
        raise Refusal("名单上没有人。核对应考范围和不列入名单的人", Exam.roster.key)
    coming = [one for one in listed if one.kept is None or not one.kept.seatless]
    halls = tuple(rooms if rooms is not None else rooms_of(facts, exam_id)) or _hall(exam, len(coming))
    seating = arrange([Sitter(one.key, one.department) for one in coming], halls, seed, _staying(exam, coming))
    ordered = sorted(listed, key=lambda one: _number(seating.places.get(one.key)))
    seats = tuple(Seat(one, seating.places.get(one.key), one.kept.ticket if one.kept else "") for one in ordered)
    out = tuple(_told_out(one, reasons) for one in found if not _sits(one, reasons))
    return Plan(seed, halls, _ticketed(facts, exam, seats), out, *_clashes(seating, seats))


def _sits(one: Candidate, reasons: Mapping[int, str]) -> bool:
    """Whether somebody is listed; refuses to leave him out without a reason, or with his marks."""
    if not one.movable or one.officer_id is None:
        return not one.why
    if one.officer_id not in reasons:
        return True
    if one.kept is not None and one.kept.marked:
        raise Refusal(f"{one.name} 已有成绩，不能移出名单", _EXCEPTIONS)
    if not reasons[one.officer_id].strip():
        raise Refusal(f"{one.name} 不列入名单，没写原因。写明原因再排", _EXCEPTIONS)
    return False


def _told_out(one: Candidate, reasons: Mapping[int, str]) -> Candidate:
    said = reasons.get(one.officer_id, "").strip() if one.movable and one.officer_id is not None else ""
    return replace(one, why=said) if said else one


def _hall(exam: Row, people: int) -> tuple[Room, ...]:
    return (room_for(str(exam["place"] or _ROOM), people),)


def _staying(exam: Row, listed: Iterable[Candidate]) -> dict[str, int]:
    if exam["state"] != ExamState.SEATED:
        return {}
    return {one.key: one.kept.seat for one in listed if one.kept is not None and one.kept.seat is not None}


def _number(place: Place | None) -> tuple[bool, int]:
    return (place is None, place.number if place is not None else 0)


def _clashes(seating: Seating, seats: Iterable[Seat]) -> tuple[tuple[Clash, ...], bool]:
    by_key = {seat.one.key: seat for seat in seats}
    return tuple(Clash(by_key[first], by_key[second]) for first, second in seating.clashes), seating.least


def _ticketed(facts: Facts, exam: Row, seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """Everybody with a 准考证号: those given stay, the others go on in the order of seats, no number twice."""
    prefix = ticket_prefix(facts, exam)
    asked = select(Sitting.ticket).where(Sitting.exam_id == exam["id"])
    used, serial, found = set(facts.session.scalars(asked)), 0, []
    for seat in seats:
        ticket = seat.ticket
        while not ticket:
            serial += 1
            ticket = "" if f"{prefix}{serial:03d}" in used else f"{prefix}{serial:03d}"
        found.append(replace(seat, ticket=ticket))
    return tuple(found)


def ticket_prefix(facts: Facts, exam: Row) -> str:
    """What 准考证号 begin with: the exam's own prefix, or year, month and which exam of the month it is (150301)."""
    if str(exam["ticket_prefix"] or "").strip():
        return str(exam["ticket_prefix"]).strip()
    held_on: date | None = exam["held_on"]
    if held_on is None:
        raise Refusal("没填考试日期，编不出准考证号。填好再排，或填准考证号前缀", Exam.held_on.key)
    others = [row for row in facts.live(Exam.__tablename__) if row["id"] != exam["id"] and row["held_on"] is not None]
    same = [row for row in others if (row["held_on"].year, row["held_on"].month) == (held_on.year, held_on.month)]
    start, taken = f"{held_on:%y%m}", {str(row["ticket_prefix"] or "") for row in others}
    ours = [row for row in same if not row["ticket_prefix"] or str(row["ticket_prefix"]).startswith(start)]
    serial = 1 + sum((row["held_on"], row["id"]) < (held_on, exam["id"]) for row in ours)
    while f"{start}{serial:02d}" in taken:
        serial += 1
    return f"{start}{serial:02d}"


def seat(
    desk: Desk,
    exam_law: Law,
    sitting_law: Law,
    exam_id: int,
    seed: str,
    left_out: Mapping[int, str] | None = None,
    rooms: Sequence[Room] | None = None,
) -> Outcome:
    """列名单、排座 as one act that can be undone: the roster with 准考证号, room and seat, and the exam 已排座.

    Who is on the roster already keeps entry and 准考证号; who is left out now is retired with the reason. Refuses what
    ``propose`` refuses, an exam past its seating, and another seed once it is seated.
    """
    with desk.store.unit("列名单、排座") as unit:
        facts = Facts(unit.session, desk.today)
        draft = load(unit.session, Exam, exam_id, exam_law.lists)
        _seatable(draft, seed)
        plan = propose(facts, exam_id, seed, left_out, rooms)
        _put_exam(draft, facts, plan, left_out)
        _take_out(desk, unit, plan)
        ids = tuple(_put(unit, sitting_law, facts, exam_id, one) for one in plan.seats)
        if draft.changed:
            write(unit, exam_law, draft, facts, Mode.DESK)
        said = f"已排座 {exam_law.call(draft.values)}：{len(ids)} 人、{len(plan.rooms)} 个考场"
        said += f"，{len(plan.clashes)} 处邻座同部门" if plan.clashes else ""
    return Outcome(exam_law.model.__tablename__, (exam_id,), said, unit.batch_id,
                   touched=frozenset({exam_law.model.__tablename__, sitting_law.model.__tablename__}))  # fmt: skip


def _seatable(draft: Draft, seed: str) -> None:
    state = draft[Exam.state]
    if state not in (ExamState.PREPARING, ExamState.SEATED):
        raise Refusal(f"{draft.values['number']} {state}，不再排座", Exam.state.key)
    if not seed.strip():
        raise Refusal("没填排座种子。填几个字或数字，同样的种子排出同样的座位", Exam.seed.key)
    if state == ExamState.SEATED and seed != draft[Exam.seed]:
        raise Refusal("已经排座，换种子要全部重排。先“重新排座”写明原因，再排", Exam.seed.key)


def _put_exam(draft: Draft, facts: Facts, plan: Plan, left_out: Mapping[int, str] | None) -> None:
    """What the exam keeps of its seating: state, seed, prefix, rooms, who is left out and why."""
    if draft[Exam.state] == ExamState.PREPARING:
        draft[Exam.state] = next(move.target for move in EXAM.moves if move.verb == "排座")
    draft[Exam.seed] = plan.seed
    draft[Exam.ticket_prefix] = ticket_prefix(facts, draft.values | {"id": draft.record_id})
    if plan.rooms != rooms_of(facts, draft.record_id or 0):
        draft.parts[_ROOMS] = [{"name": one.name, "ranks": one.ranks, "files": one.files} for one in plan.rooms]
    if left_out is not None:
        kept = {row["officer_id"]: row for row in draft.parts.get(_EXCEPTIONS, ())}
        told = {id_: {**kept.get(id_, {"officer_id": id_}), "reason": said.strip()} for id_, said in left_out.items()}
        draft.parts[_EXCEPTIONS] = list(told.values())


def _take_out(desk: Desk, unit: UnitOfWork, plan: Plan) -> None:
    """Who had an entry and is left out now keeps it retired, with the reason."""
    for one in plan.left_out:
        row = unit.session.get_one(Sitting, one.kept.id) if one.kept is not None else None
        if row is not None:
            row.retired_at, row.retired_reason = desk.clock.now(), one.why
    unit.session.flush()


def _put(unit: UnitOfWork, law: Law, facts: Facts, exam_id: int, seat: Seat) -> int:
    one = seat.one
    draft = (
        load(unit.session, Sitting, one.kept.id, law.lists)
        if one.kept is not None
        else new_draft(
            Sitting,
            {
                "exam_id": exam_id,
                "name": one.name,
                "officer_id": one.officer_id,
                "department_id": one.department_id,
            },
        )
    )
    draft[Sitting.ticket] = seat.ticket
    draft[Sitting.room] = seat.place.room if seat.place is not None else ""
    draft[Sitting.seat] = seat.place.number if seat.place is not None else None
    if draft.is_new or draft.changed:
        return int(write(unit, law, draft, facts, Mode.DESK)[0].id)
    return int(draft.record_id or 0)


def seated(facts: Facts, exam_id: int) -> Plan:
    """The seat plan as it is kept (座次), for papers and boards; empty where nobody has a seat.

    Where no room is described, as in an old ledger, each is as its seat numbers tell, with six in a rank.
    """
    exam = exam_row(facts, exam_id)
    listed = {one.kept.id: one for one in on_roster(facts, exam_id) if one.kept is not None}
    rows = [row for row in sittings(facts.session, exam_id) if row.seat is not None]
    rooms = rooms_of(facts, exam_id)
    known = {(place.room, place.number): place for place in places(rooms)}
    if not all((row.room, row.seat) in known for row in rows):
        rooms, known = _old_rooms(rows)
    seats = tuple(Seat(listed[row.id], known[row.room, row.seat or 0], row.ticket) for row in rows)
    by_key = {seat.one.key: seat for seat in seats}
    found = clashing({seat.one.key: (seat.place, seat.one.department) for seat in seats if seat.place is not None})
    clashes = tuple(Clash(by_key[first], by_key[second]) for first, second in found)
    return Plan(str(exam["seed"] or ""), rooms, seats, (), clashes, least=not clashes)


def _old_rooms(rows: Sequence[Sitting]) -> tuple[tuple[Room, ...], dict[tuple[str, int], Place]]:
    """Rooms as an old score sheet tells them, each from its lowest number on, six seats in a rank."""
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.room, []).append(row.seat or 1)
    rooms, known = [], {}
    for name, taken in numbers.items():
        room, first = room_for(name, max(taken) - min(taken) + 1), min(taken)
        rooms.append(room)
        for place in places((room,)):
            number = first + place.number - 1
            known[name, number] = replace(place, number=number)
    return tuple(rooms), known
