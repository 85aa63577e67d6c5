"""What posts and rotations owe each morning, what is said of the promises, and where their ledgers disagree."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop_app.figures import catalogue
from desktop_app.figures.audit_rules import Balance
from desktop_app.figures.audits import AUDITS
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Question
from desktop_app.figures.post_boards import chart, map_of, matrix
from desktop_app.figures.posts import posts_bare_ahead
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.models.base import Record
from desktop_app.models.people import Department
from desktop_app.models.posts import Absence, Post
from desktop_app.models.rotations import BarredDepartment, Rotation, RotationLimit, VisitedDepartment
from desktop_app.registers.rotation_limits import LIMITS
from desktop_app.rules.tones import Tone
from desktop_app.rules.vocabulary import Appraisal, HandoverState, RotationState, Verdict
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.learning import people
from tests.kit.office import id_of
from tests.kit.posts import absence, named, post, rotation

TODAY = date(2015, 5, 31)


def said(desk: Desk, day: date = TODAY) -> dict[str, int]:
    """What is owed in words, with the days left."""
    with desk.store.read() as session:
        found = due_list(Question(session, day))
    return {f"{owed.number} {owed.said}".strip(): owed.left for owed in (*found.overdue, *found.coming)}


def judged(desk: Desk, audit_id: str) -> Balance:
    audit = next(audit for audit in AUDITS if audit.id == audit_id)
    with desk.store.read() as session:
        return audit.judge(Question(session, TODAY))


def promised(desk: Desk, promise: str, day: date = TODAY) -> tuple[Verdict, int, str]:
    with desk.store.read() as session:
        found = judge(BY_ID[promise], Question(session, day))
    return found.verdict, found.count, found.finding.said


def value(desk: Desk, figure: str, day: date = TODAY) -> int | float | None:
    with desk.store.read() as session:
        return catalogue.ask(figure, Question(session, day)).value


def written(desk: Desk, model: type[Record], record_id: int, **values: object) -> None:
    """What an old ledger left in a record, past every rule."""
    with desk.store.unit("录入旧台账") as unit:
        row = unit.session.scalars(select(model).where(model.id == record_id)).one()
        for name, one in values.items():
            setattr(row, name, one)


def test_a_post_is_owed_somebody_while_both_are_away(desk: Desk) -> None:
    a, b, c = people(desk, 3)
    made = post(desk, "内勤", a, b)
    absence(desk, a, date(2015, 6, 8), date(2015, 6, 12), handover=HandoverState.DONE)
    second = absence(desk, b, date(2015, 6, 10), date(2015, 6, 19), handover=HandoverState.DONE)
    assert said(desk) == {"GW-001 空岗：内勤（06-10 至 06-12）": 10}
    assert said(desk, date(2015, 6, 11))["GW-001 空岗：内勤（06-11 至 06-12）"] == 0
    assert promised(desk, "S3") == (Verdict.BROKEN, 1, "设岗 1 个，1 个在 14 天内有空岗（内勤）")
    assert promised(desk, "S3", date(2015, 5, 26))[0] is Verdict.KEPT, "the fifteenth day is not looked at"
    assert value(desk, "posts.uncovered_ahead") == 1
    with desk.store.read() as session:
        assert posts_bare_ahead(Question(session, TODAY)) == (made,), "what the tab's badge counts"
    named(desk, second, made, c)
    assert said(desk) == {}
    assert promised(desk, "S3") == (Verdict.KEPT, 0, "设岗 1 个，都有B岗，14 天内没有空岗")


def test_a_post_without_b_or_with_one_person_twice_is_not_covered(desk: Desk) -> None:
    assert promised(desk, "S3") == (Verdict.NOT_APPLICABLE, 0, "还没有设岗")
    a, b, _ = people(desk, 3)
    alone = post(desk, "同步录音录像", a, None, sole="只有一名技术人员")
    same = post(desk, "内勤", a, b)
    written(desk, Post, same, b_id=a)
    post(desk, "旧岗", a, None, until_on=date(2015, 5, 30))
    assert promised(desk, "S3") == (
        Verdict.BROKEN,
        2,
        "设岗 2 个，1 个没有B岗（同步录音录像）、1 个A岗B岗同为一人（内勤）",
    )
    with desk.store.read() as session:
        rows = {row.id: (row.word, row.tone, row.bad) for row in matrix(Question(session, TODAY), TODAY, 1).rows}
    assert rows[alone] == ("单人岗", Tone.GREY, False)
    assert rows[same] == ("AB同人", Tone.AMBER, True)
    assert judged(desk, "posts.people").rows == (("post", same),)


def test_whoever_came_back_and_said_so_is_owed_nothing(desk: Desk) -> None:
    a, b, _ = people(desk, 3)
    post(desk, "内勤", a, b)
    made = absence(desk, a, date(2015, 5, 25), date(2015, 5, 29), handover=HandoverState.OPEN)
    assert said(desk, date(2015, 5, 27)) == {"LG-0001 离岗工作交接：赵一帆": -2}
    assert said(desk) == {"LG-0001 返岗未登记：赵一帆": -1}
    assert said(desk, date(2015, 6, 13)) == {}, "what is long over is history"
    assert value(desk, "absences.unhanded") == 1
    written(desk, Absence, made, returned_on=date(2015, 5, 30))
    assert said(desk) == {}


def test_many_of_one_kind_are_one_line(desk: Desk) -> None:
    for who in people(desk, 4):
        rotation(desk, who, "侦查监督科", date(2015, 4, 7), date(2015, 6, 6), mentor_id=None)
    told = said(desk)
    assert told["4 人轮岗期满，待鉴定"] == 6
    assert told["4 人到了轮岗中期考核日期"] == -24


def test_a_rotation_is_owed_its_steps_one_after_another(desk: Desk) -> None:
    who, mentor, _ = people(desk, 3)
    days = (date(2015, 6, 1), date(2015, 11, 30))
    made = rotation(desk, who, "侦查监督科", *days, state=RotationState.APPROVED, mentor_id=mentor)
    assert said(desk) == {"LX-001 轮岗到岗：赵一帆（公诉→侦监）": 1}
    written(desk, Rotation, made, state=RotationState.RUNNING, actual_from_on=days[0], handover=HandoverState.OPEN)
    assert said(desk) == {"LX-001 轮岗到岗：赵一帆（公诉→侦监）": 1}, "on 31 May he was not there yet"
    handing, midterm = "LX-001 轮岗工作移交：赵一帆（公诉→侦监）", "LX-001 轮岗中期考核：赵一帆（公诉→侦监）"
    assert said(desk, date(2015, 6, 3)) == {handing: -2}
    written(desk, Rotation, made, handover=HandoverState.DONE)
    assert said(desk, date(2015, 8, 28)) == {midterm: 3}
    written(desk, Rotation, made, midterm="表现较好", midterm_on=date(2015, 8, 31))
    ending = "LX-001 轮岗期满鉴定：赵一帆（公诉→侦监）"
    assert said(desk, date(2015, 9, 1)) == {}
    assert said(desk, date(2015, 11, 20)) == {ending: 10}
    assert said(desk, date(2015, 12, 2)) == {ending: -2}
    for day, counts in ((date(2015, 11, 30), [0, 1]), (date(2015, 12, 1), [1, 0])):
        assert [value(desk, f"rotations.{name}", day) for name in ("overdue", "ending")] == counts
    appraised = {"appraisal": Appraisal.GOOD, "appraised_on": date(2015, 12, 1)}
    written(desk, Rotation, made, state=RotationState.APPRAISED, **appraised)
    assert said(desk, date(2015, 12, 2)) == {"LX-001 轮岗期满办结：赵一帆（公诉→侦监）": -2}
    written(desk, Rotation, made, state=RotationState.DONE, actual_to_on=date(2015, 12, 2))
    assert said(desk, date(2015, 12, 2)) == {}
    written(desk, Rotation, made, appraisal=None, appraised_on=None)
    assert said(desk, date(2015, 12, 2)) == {ending: 0}, "ended without its appraisal"


def test_the_young_are_rotated_even_if_it_ended_early_but_not_by_a_plan(desk: Desk) -> None:
    assert promised(desk, "S4") == (Verdict.NOT_APPLICABLE, 0, "还没有青年干警")
    one, two, three = people(desk, 3)
    for who in (one, two):
        records.save(desk, LIMITS, new_draft(RotationLimit, {"officer_id": who}))
    days = (date(2015, 4, 7), date(2015, 10, 6))
    first = rotation(desk, one, "侦查监督科", *days)
    written(desk, Rotation, first, state=RotationState.ENDED, actual_to_on=date(2015, 5, 18))
    plan = rotation(desk, two, "公诉科", *days, state=RotationState.DRAFT)
    rotation(desk, three, "公诉科", *days, state=RotationState.DRAFT)
    assert promised(desk, "S4") == (Verdict.BROKEN, 1, "青年干警 2 人，1 人没有轮岗")
    written(desk, Rotation, plan, state=RotationState.APPROVED)
    assert promised(desk, "S4") == (Verdict.KEPT, 0, "青年干警 2 人，都已轮岗")
    assert value(desk, "rotations.young") == 2


def test_a_map_tells_where_an_officer_served_and_where_never(desk: Desk) -> None:
    who, *_ = people(desk, 3)
    days = (date(2015, 4, 7), date(2015, 10, 6))
    made = rotation(desk, who, "侦查监督科", *days)
    given = {"officer_id": who}
    draft = new_draft(RotationLimit, given)
    draft.rows(VisitedDepartment).append({"department_id": id_of(desk, "department", "办公室")})
    draft.rows(BarredDepartment).append(
        {"department_id": id_of(desk, "department", "案件管理办公室"), "reason": "配偶"}
    )
    records.save(desk, LIMITS, draft)
    with desk.store.read() as session:
        told = map_of(Question(session, TODAY), who)
    stops = {stop.short: stop for stop in told.stops}
    assert (told.name, told.department, stops["公诉"].own) == ("赵一帆", "公诉科", True)
    assert [(one.rotation_id, one.first, one.word) for one in stops["侦监"].visits] == [(made, days[0], "轮岗中")]
    assert [(one.first, one.word) for one in stops["办公室"].visits] == [(None, "已轮过")]
    assert stops["案管"].barred == "配偶"
    assert {stop.short for stop in told.stops} - {stop.short for stop in told.never} == {"公诉", "侦监", "办公室"}


def test_a_department_that_is_no_more_is_never_told_as_one_he_has_not_been_to(desk: Desk) -> None:
    who, other, _ = people(desk, 3)
    rotation(desk, who, "监察科", date(2015, 4, 7), date(2015, 10, 6))
    written(desk, Department, id_of(desk, "department", "监察科"), valid_to=date(2015, 5, 1))
    with desk.store.read() as session:
        told = {one: map_of(Question(session, TODAY), one) for one in (who, other)}
    assert "监察科" in {stop.department for stop in told[who].stops}, "he was there"
    assert "监察科" not in {stop.department for stop in told[other].stops}


def test_a_rotation_nobody_has_ended_goes_on_into_the_next_year_and_stops_where_his_next_one_begins(desk: Desk) -> None:
    who, *_ = people(desk, 3)
    long = rotation(desk, who, "侦查监督科", date(2014, 7, 1), date(2014, 12, 31))
    assert blocks(desk) == [(long, date(2015, 1, 1), TODAY), (0, date(2015, 6, 1), date(2015, 12, 31))]
    following = rotation(desk, who, "办公室", date(2015, 5, 11), date(2015, 8, 10))
    assert blocks(desk) == [
        (long, date(2015, 1, 1), date(2015, 5, 10)),
        (following, date(2015, 5, 11), date(2015, 8, 10)),
        (0, date(2015, 8, 11), date(2015, 12, 31)),
    ]


def blocks(desk: Desk) -> list[tuple[int, date, date]]:
    """The only line of the year's chart."""
    with desk.store.read() as session:
        (line,) = chart(Question(session, TODAY), 2015).lines
    return [(one.rotation_id, one.first, one.last) for one in line.blocks]


def test_a_past_day_knows_no_later_return_hand_over_or_appraisal(desk: Desk) -> None:
    who, *_ = people(desk, 3)
    made = absence(desk, who, date(2015, 5, 11), date(2015, 5, 15))
    written(
        desk, Absence, made, handover=HandoverState.DONE, handed_on=date(2015, 5, 18), returned_on=date(2015, 5, 19)
    )
    assert value(desk, "absences.unhanded", date(2015, 5, 17)) == 1
    assert value(desk, "absences.unhanded") == 0
    assert any("返岗未登记" in words for words in said(desk, date(2015, 5, 18)))
    assert not any("返岗未登记" in words for words in said(desk, date(2015, 5, 19)))
    moved = rotation(desk, who, "侦查监督科", date(2014, 7, 1), date(2014, 12, 31))
    over = {"state": RotationState.DONE, "actual_to_on": date(2014, 12, 31), "appraisal": Appraisal.GOOD}
    written(desk, Rotation, moved, handover=HandoverState.DONE, handed_on=date(2014, 7, 9), **over)
    assert (value(desk, "rotations.appraised", date(2014, 7, 5)), value(desk, "rotations.appraised")) == (0, 1)
    assert (value(desk, "rotations.unhanded", date(2014, 7, 5)), value(desk, "rotations.unhanded")) == (1, 0)
    assert value(desk, "rotations.unappraised", date(2014, 7, 5)) == 0, "an end to come owes nothing yet"


def test_the_chart_tells_the_days_at_home_the_rotation_and_what_is_only_planned(desk: Desk) -> None:
    who, mentor, _ = people(desk, 3)
    made = rotation(desk, who, "侦查监督科", date(2015, 4, 7), date(2015, 10, 6), mentor_id=mentor)
    with desk.store.read() as session:
        told = chart(Question(session, TODAY), 2015)
    (line,) = told.lines
    assert [(one.short, one.first, one.last, one.planned) for one in line.blocks] == [
        ("公诉", date(2015, 1, 1), date(2015, 4, 6), False),
        ("侦监", date(2015, 4, 7), date(2015, 10, 6), False),
        ("公诉", date(2015, 10, 7), date(2015, 12, 31), True),
    ]
    assert (line.blocks[1].rotation_id, line.blocks[1].mentor, line.blocks[1].origin) == (made, "陈若琳", "公诉")
    assert (len(told.months), told.months[1]) == (12, (date(2015, 2, 1), date(2015, 2, 28)))
    with desk.store.read() as session:
        assert chart(Question(session, date(2015, 4, 20)), 2015).moved == (made,)
        assert chart(Question(session, TODAY), 2016).lines == ()


@pytest.mark.parametrize(
    ("audit", "values", "words"),
    [
        ("rotations.mentors", {"mentor_id": None}, "轮岗中没有带教人：赵一帆（LX-001）"),
        ("rotations.order", {"planned_to_on": date(2015, 4, 1)}, "轮岗止日早于起日：赵一帆（LX-001）"),
        ("rotations.reasons", {"state": RotationState.ENDED}, "提前终止没写原因或日期：赵一帆（LX-001）"),
        ("rotations.elsewhere", {"to_department_id": "公诉科"}, "轮岗前后部门相同：赵一帆（LX-001）"),
    ],
)
def test_a_rotation_that_breaks_a_formula_is_named(
    desk: Desk, audit: str, values: dict[str, object], words: str
) -> None:
    who, mentor, _ = people(desk, 3)
    made = rotation(desk, who, "侦查监督科", date(2015, 4, 7), date(2015, 10, 6), mentor_id=mentor)
    assert judged(desk, audit).kept
    told = {name: id_of(desk, "department", one) if isinstance(one, str) and name.endswith("department_id") else one
            for name, one in values.items()}  # fmt: skip
    written(desk, Rotation, made, **told)
    found = judged(desk, audit)
    assert (found.rows, found.said) == ((("rotation", made),), words)


def test_nobody_serves_in_two_places_and_no_post_has_two_pairs(desk: Desk) -> None:
    who, other, third = people(desk, 3)
    long = rotation(desk, who, "侦查监督科", date(2015, 4, 7), date(2015, 10, 6), mentor_id=other)
    days = (date(2015, 10, 7), date(2015, 12, 6))
    short = rotation(desk, who, "办公室", *days, RotationState.APPROVED, mentor_id=other)
    assert judged(desk, "rotations.once").kept
    written(desk, Rotation, short, actual_from_on=date(2015, 5, 1), planned_to_on=date(2015, 5, 9))
    later = rotation(desk, third, "办公室", date(2015, 5, 10), date(2015, 6, 6), mentor_id=other)
    assert judged(desk, "rotations.once").rows == (("rotation", short),), "not the third's"
    written(desk, Rotation, later, officer_id=who)
    assert judged(desk, "rotations.once").rows == (("rotation", short), ("rotation", later)), "both meet the long one"
    assert long not in (short, later)
    before = post(desk, "内勤", who, other, until_on=date(2015, 4, 30))
    after = post(desk, "内勤", who, third, since_on=date(2015, 5, 1))
    assert judged(desk, "posts.pairs").kept
    written(desk, Post, before, until_on=date(2015, 5, 1))
    assert judged(desk, "posts.pairs").rows == (("post", after),)


def test_days_away_are_what_the_dates_make_them_even_if_he_came_back_sooner(desk: Desk) -> None:
    who, *_ = people(desk, 3)
    made = absence(desk, who, date(2015, 5, 4), date(2015, 5, 8), days=5, returned_on=date(2015, 5, 7))
    assert judged(desk, "absences.days").kept
    written(desk, Absence, made, days=4)
    assert judged(desk, "absences.days").said == "离岗天数与起止日期不符：赵一帆 2015-05-04 写 4 天"
