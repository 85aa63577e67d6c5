"""列名单、排座 as the officer does it: who sits, who does not and why, tickets, seats, and seating anew."""

from datetime import date

import pytest

from desktop_app.models.exams import Exam, Sitting
from desktop_app.registers.exams import SITTINGS
from desktop_app.rules.seating import Room
from desktop_app.rules.vocabulary import ExamState, OfficerStatus, RosterRule, SittingCode
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.seating import Candidate, Plan, candidates, propose, seated
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import id_of, loaded, officer
from tests.kit.seating import HELD_ON, PEOPLE, by_hand, exam, exam_of, roster, seated_exam, staff, step, stranger

TEN = sum(map(len, PEOPLE.values()))


@pytest.fixture
def who(desk: Desk) -> dict[str, int]:
    return staff(desk)


def listed(desk: Desk, exam_id: int) -> list[Candidate]:
    with desk.facts() as facts:
        return candidates(facts, exam_id)


def whys(desk: Desk, exam_id: int) -> dict[str, str]:
    """Those left out, with why."""
    return {one.name: one.why for one in listed(desk, exam_id) if one.why}


def plan(desk: Desk, exam_id: int) -> Plan:
    with desk.facts() as facts:
        return seated(facts, exam_id)


def where(desk: Desk, exam_id: int) -> dict[str, tuple[str, int | None, str]]:
    return {name: (row.room, row.seat, row.ticket) for name, row in roster(desk, exam_id).items()}


def test_everybody_on_duty_is_listed_and_the_others_are_told_why_not(desk: Desk, who: dict[str, int]) -> None:
    for name, status in (
        ("借甲", OfficerStatus.SECONDED),
        ("驻乙", OfficerStatus.VILLAGE),
        ("退丙", OfficerStatus.RETIRED),
    ):
        officer(desk, name, status=status)
    officer(desk, "新丁", entered_on=date(2015, 7, 1))
    held = exam(desk, exam_exception=[{"officer_id": who["李明"], "reason": "出题人"}])
    assert whys(desk, held) == {
        "借甲": "借调",
        "驻乙": "驻村",
        "退丙": "离退",
        "新丁": "2015-07-01 才入院",
        "李明": "出题人",
    }
    assert len([one for one in listed(desk, held) if not one.why]) == TEN - 1


def test_by_departments_only_theirs_are_listed(desk: Desk, who: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="还没选应考部门"):
        listed(desk, exam(desk, title="无部门", roster=RosterRule.DEPARTMENTS))
    held = exam(
        desk, roster=RosterRule.DEPARTMENTS, exam_department=[{"department_id": id_of(desk, "department", "公诉科")}]
    )
    assert {one.name for one in listed(desk, held)} == set(PEOPLE["公诉科"])


def test_young_officers_by_their_age_on_the_day_and_an_unknown_birth_is_told(desk: Desk) -> None:
    officer(desk, "青甲", birth_on=date(1979, 6, 13))
    officer(desk, "长乙", birth_on=date(1979, 6, 12))
    officer(desk, "无丙")
    held = exam(desk, roster=RosterRule.YOUNG)
    assert {one.name: one.why for one in listed(desk, held)} == {
        "青甲": "",
        "无丙": "没有出生日期，算不出年龄。补登后再列",
    }
    with pytest.raises(Refusal, match="算不出年龄"):
        listed(desk, exam(desk, title="未定", roster=RosterRule.YOUNG, held_on=None))


def test_one_act_lists_seats_and_numbers_everybody_and_one_undo_takes_it_back(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk, [("五楼会议室", 4, 4)])
    done = seated_exam(desk, held)
    assert done.said == "已排座 KS-01 第二次执法素能闭卷考试：10 人、1 个考场"
    rows = roster(desk, held)
    assert set(rows) == set(who)
    assert [row.ticket for row in rows.values()] == [f"150601{serial:03d}" for serial in range(1, TEN + 1)]
    assert [row.seat for row in rows.values()] == list(range(1, TEN + 1))
    assert {row.room for row in rows.values()} == {"五楼会议室"}
    kept = exam_of(desk, held)
    assert (kept[Exam.state], kept[Exam.seed], kept[Exam.ticket_prefix]) == (ExamState.SEATED, "2015", "150601")
    assert not plan(desk, held).clashes
    undo(desk.store)
    assert not roster(desk, held)
    assert exam_of(desk, held)[Exam.state] == ExamState.PREPARING


def test_the_same_seed_seats_alike_and_the_plan_is_what_was_proposed(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk, [("五楼会议室", 4, 4)])
    with desk.facts() as facts:
        proposed = propose(facts, held, "梅花")
        other = propose(facts, held, "桃花")
    assert proposed.seats != other.seats
    seated_exam(desk, held, "梅花")
    kept = plan(desk, held)
    assert [(one.one.name, one.place, one.ticket) for one in kept.seats] == [
        (one.one.name, one.place, one.ticket) for one in proposed.seats
    ]


def test_without_rooms_one_is_made_at_the_place_of_the_exam(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    seated_exam(desk, held)
    rooms = [(row["name"], row["ranks"], row["files"]) for row in exam_of(desk, held).parts["exam_room"]]
    assert rooms == [("五楼会议室", 2, 6)]


def test_too_few_seats_are_refused_with_how_many_are_missing(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk, [("小会议室", 2, 4)])
    with pytest.raises(Refusal, match="考场共 8 座，应考 10 人，还缺 2 座"):
        seated_exam(desk, held)
    seated_exam(desk, held, rooms=[Room("小会议室", 2, 4), Room("二楼", 1, 4)])
    assert [room["name"] for room in exam_of(desk, held).parts["exam_room"]] == ["小会议室", "二楼"]
    assert {row.room for row in roster(desk, held).values()} == {"小会议室", "二楼"}


def test_neighbours_of_one_department_are_told_by_name_and_seat(desk: Desk) -> None:
    for name in ("甲甲", "乙乙", "丙丙"):
        officer(desk, name)
    held = exam(desk, [("考场", 1, 3)])
    with desk.facts() as facts:
        told = propose(facts, held, "1").said
    assert told.startswith("2 处邻座同部门（同部门的人多，已是最少）：")
    assert "（1 座）与" in told
    assert told.endswith("（3 座）同属公诉科")


def test_an_unexplained_absence_from_the_list_is_refused(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    with pytest.raises(Refusal, match="李明 不列入名单，没写原因"):
        seated_exam(desk, held, left_out={who["李明"]: " "})
    seated_exam(desk, held, left_out={who["李明"]: "产假"})
    assert "李明" not in roster(desk, held)
    kept = exam_of(desk, held).parts["exam_exception"]
    assert [(row["officer_id"], row["reason"]) for row in kept] == [(who["李明"], "产假")]


def test_seating_anew_keeps_people_and_tickets(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    seated_exam(desk, held)
    before = where(desk, held)
    with pytest.raises(Refusal, match="先“重新排座”写明原因"):
        seated_exam(desk, held, "别的")
    step(desk, held, "重新排座", "会议室换了")
    seated_exam(desk, held, "别的")
    after = where(desk, held)
    assert {name: told[2] for name, told in after.items()} == {name: told[2] for name, told in before.items()}
    assert {name: told[1] for name, told in after.items()} != {name: told[1] for name, told in before.items()}


def test_a_late_one_gets_a_free_seat_and_the_next_ticket_and_nobody_moves(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk, [("五楼会议室", 4, 4)])
    seated_exam(desk, held)
    before = where(desk, held)
    officer(desk, "迟到者", "办公室")
    stranger(desk, held, "外来者")
    seated_exam(desk, held)
    after = where(desk, held)
    assert {name: after[name] for name in before} == before
    assert {after[name][2] for name in ("迟到者", "外来者")} == {"150601011", "150601012"}
    assert None not in {after[name][1] for name in ("迟到者", "外来者")}


def test_left_out_later_is_retired_with_the_reason_but_never_with_marks(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    seated_exam(desk, held)
    gone = roster(desk, held)["李明"]
    marked = loaded(desk, SITTINGS, roster(desk, held)["王刚"].id)
    marked[Sitting.total] = 80_00
    records.save(desk, SITTINGS, marked)
    with pytest.raises(Refusal, match="王刚 已有成绩，不能移出名单"):
        seated_exam(desk, held, left_out={who["王刚"]: "调走"})
    seated_exam(desk, held, left_out={who["李明"]: "调走"})
    assert "李明" not in roster(desk, held)
    with desk.store.read() as session:
        row = session.get_one(Sitting, gone.id)
        assert (row.retired_reason, row.ticket) == ("调走", gone.ticket)
    officer(desk, "接替者")
    seated_exam(desk, held)
    assert roster(desk, held)["接替者"].ticket == "150601011"


def test_who_is_exempt_or_deferred_stays_on_the_list_without_a_seat(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    by_hand(desk, held, name="李明", code=SittingCode.DEFERRED, excuse="住院")
    seated_exam(desk, held)
    row = roster(desk, held)["李明"]
    assert (row.seat, row.room, row.ticket) == (None, "", "150601010")
    assert len(plan(desk, held).seats) == TEN - 1


def test_the_second_exam_of_a_month_and_one_with_its_own_prefix(desk: Desk, who: dict[str, int]) -> None:
    first, second = exam(desk), exam(desk, title="补充考试", held_on=date(2015, 6, 26))
    own = exam(desk, title="上级院统考", ticket_prefix="清-")
    for one in (second, first, own):
        seated_exam(desk, one)
    starts = [next(iter(roster(desk, one).values())).ticket for one in (first, second, own)]
    assert starts == ["150601001", "150602001", "清-001"]
    with pytest.raises(Refusal, match="编不出准考证号"):
        seated_exam(desk, exam(desk, title="未定", held_on=None))


def test_what_was_held_is_seated_no_more_and_an_empty_seed_is_refused(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    with pytest.raises(Refusal, match="没填排座种子"):
        seated_exam(desk, held, " ")
    seated_exam(desk, held)
    step(desk, held, "考试结束", held_on=HELD_ON)
    with pytest.raises(Refusal, match="已考，不再排座"):
        seated_exam(desk, held)


def test_an_exam_nobody_sits_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="名单上没有人"):
        seated_exam(desk, exam(desk))


def test_seats_of_an_old_score_sheet_are_told_room_by_room(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    for name, room, number in (("李明", "第一考场", 1), ("王刚", "第一考场", 2), ("孙予安", "第二考场", 31)):
        by_hand(desk, held, name=name, room=room, seat=number)
    kept = plan(desk, held)
    assert [room.name for room in kept.rooms] == ["第一考场", "第二考场"]
    assert {one.one.name: (one.place.room, one.place.rank, one.place.file) for one in kept.seats if one.place} == {
        "李明": ("第一考场", 1, 1),
        "孙予安": ("第二考场", 1, 1),
        "王刚": ("第一考场", 1, 2),
    }
    assert [one.said for one in kept.clashes] == ["李明（1 座）与王刚（2 座）同属公诉科"]
