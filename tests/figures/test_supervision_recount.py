"""Workbook 08 of both counties counted again by hand, from plain rows, on one day after another."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.figures.audits import AUDITS
from desktop_app.figures.catalogue import FIGURES, ask
from desktop_app.figures.document_standing import documents, every_document
from desktop_app.figures.duty_standing import leaders
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.inquiry_standing import leads
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge, told
from desktop_app.models.supervision import Habit, SupervisionDocument
from desktop_app.rules.periods import Period, month_period
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import office_with, rows, supervision_answers, with_supervision
from tests.store.test_cost import spent

DAY = date(2015, 5, 31)
DAYS = [date(2015, 1, 31), date(2015, 3, 21), date(2015, 4, 9), date(2015, 5, 15), DAY]
COUNTIES = ("清源县", "清源县-改正")
OURS = [
    one for one in FIGURES if one.id.split(".")[0] in ("habits", "documents", "indicators", "duties", "accountability")
]
Row = dict[str, Any]


@pytest.fixture(scope="module", params=COUNTIES)
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The county as taken in, then the one with its slips put right; only read."""
    made = office_with(with_supervision(request.param), tmp_path_factory.mktemp("county"), TurnedClock(DAY))
    yield made
    made.store.close()


def figure(desk: Desk, name: str, day: date = DAY, period: Period | None = None) -> Answer:
    with desk.store.read() as session:
        return ask(name, Question(session, day, period))


def stood(row: Row, day: date) -> str:
    """How far a document had come, said without any of the program's words for it."""

    def by(name: str) -> bool:
        return row[name] is not None and row[name] <= day

    if not by("sent_on"):
        return ""
    if by("verified_on"):
        return "已核查"
    if by("replied_on"):
        return "已回复未核查"
    if not by("delivered_on"):
        return "未送达"
    return "逾期未回复" if row["due_on"] < day else "待回复"


def test_the_documents_on_the_day_the_ledgers_were_closed(county: Desk) -> None:
    truth = supervision_answers("清源县")["truths"]["documents"]
    assert figure(county, "documents.sent").value == truth["total"]
    with county.store.read() as session:
        stands = documents(Question(session, DAY))
    assert sorted((row.doc_no, str(row.due_on)) for row in stands if row.overdue) == sorted(
        map(tuple, truth["overdue"])
    )
    unverified = Counter(row.doc_no for row in stands if row.unverified)
    assert unverified == Counter(truth["replied_not_verified"])
    assert figure(county, "documents.state").groups == {
        "检察建议": {"未送达": 1, "逾期未回复": 2, "已回复未核查": 2, "已核查": 6},
        "纠正违法通知书": {"未送达": 1, "待回复": 3, "逾期未回复": 2, "已回复未核查": 7, "已核查": 7},
    }
    assert figure(county, "documents.overdue").groups == {"公诉科": 3, "侦查监督科": 1}


def test_findings_and_indicators_on_that_day(county: Desk) -> None:
    truth = supervision_answers("清源县")["truths"]["supervision"]
    assert figure(county, "habits.count").value == truth["habits"]
    parts = figure(county, "habits.state").groups
    assert parts["不通报"] + parts["待通报"] == truth["habits_not_bulletined"]
    assert figure(county, "habits.unreported").value == parts["待通报"] == 3
    assert (figure(county, "indicators.count").value, figure(county, "indicators.abolished").value) == (12, 11)
    assert figure(county, "indicators.abolished").groups == {"虚": 3, "空": 4, "假": 4}


@pytest.mark.parametrize(
    ("promise", "count", "total"),
    [("S9", 3, 23), ("S10", 13, 31), ("S11", 1, 12), ("Y1", 8, 22), ("Y2", 2, 3), ("Y3", 1, 1), ("Y4", 0, 23)],
)
def test_promises_on_that_day(county: Desk, promise: str, count: int, total: int) -> None:
    with county.store.read() as session:
        one = judge(BY_ID[promise], Question(session, DAY))
    assert (one.count, one.finding.total) == (count, total), one.finding.said


def test_whom_one_post_two_duties_finds(county: Desk) -> None:
    """Sixteen heads of departments and six leaders; seven heads have no list, one list nobody signed."""
    with county.store.read() as session:
        found = leaders(Question(session, DAY))
        lists = told([judge(BY_ID["Y1"], Question(session, DAY))], session, DAY)["promises"][0]["records"]
    assert Counter(one.answers for one in found) == {"院领导": 6, "部门负责人": 16}
    assert {one.name for one in found if not one.lists} == {
        "郑静怡",
        "刘涛",
        "叶新民",
        "苏雪梅",
        "李凯",
        "韩志强",
        "刘新民",
    }
    assert [one.name for one in found if one.lists and not one.signed] == ["梁永刚"]
    assert sum(number.startswith("0") for number in lists) == 7, "by their numbers in the roster"


def test_whom_the_double_investigations_answer_for(county: Desk) -> None:
    assert figure(county, "accountability.state").groups == {"线索登记": 1, "调查": 1, "处理决定": 1, "了结": 1}
    assert figure(county, "accountability.persons").groups == {
        "直接责任": {"诫勉": 1, "未作处理": 2, "不予追究": 1},
        "主要领导责任": {"未作处理": 4},
    }
    assert figure(county, "accountability.leads").groups == {"不合格": {"已双查": 1, "未处理": 2}}


@pytest.mark.parametrize("day", DAYS)
def test_documents_counted_again(county: Desk, day: date) -> None:
    ledger = rows(county, SupervisionDocument.__tablename__)
    wanted = Counter((row["kind"], stood(row, day)) for row in ledger if stood(row, day))
    answer = figure(county, "documents.state", day)
    assert {path: len(found) for path, found in answer.cells.items()} == wanted
    late = {row["id"] for row in ledger if stood(row, day) == "逾期未回复"}
    assert {id_ for _, id_ in figure(county, "documents.overdue", day).behind} == late
    landed = Counter(str(row["landing"]) for row in ledger if row["verified_on"] and row["verified_on"] <= day)
    assert figure(county, "documents.landing", day).groups == landed


@pytest.mark.parametrize("day", DAYS)
def test_findings_counted_again(county: Desk, day: date) -> None:
    ledger = [row for row in rows(county, Habit.__tablename__) if row["inspected_on"] <= day]
    told_ = {row["id"] for row in ledger if row["bulletin_no"] and row["bulletin_on"] <= day}
    excused = {row["id"] for row in ledger if row["no_bulletin"]} - told_
    bare = {row["id"] for row in ledger} - told_ - excused
    assert {id_ for _, id_ in figure(county, "habits.unreported", day).behind} == bare
    assert figure(county, "habits.count", day).groups == Counter(row["category"] for row in ledger)
    with county.store.read() as session:
        assert {id_ for _, id_ in judge(BY_ID["S9"], Question(session, day)).finding.offenders} == bare


@pytest.mark.parametrize("day", DAYS)
def test_leads_counted_again(county: Desk, day: date) -> None:
    cases = {row["case_no"] for row in rows(county, "inquiry") if row["case_no"] and row["started_on"] <= day}
    failed = [row for row in rows(county, "case_review") if row["grade"] == "不合格" and row["state"] != "已撤出"]
    with county.store.read() as session:
        found = {one.behind[1]: one.state for one in leads(Question(session, day))}
    told_ = {row["id"]: "已双查" if row["case_no"] in cases else "未处理" for row in failed if row["id"] in found}
    assert found == told_
    if day == DAY:
        assert set(found) == {row["id"] for row in failed}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2014, 12, 1), date(2015, 9, 30)), month=st.none() | st.integers(1, 6))
def test_on_any_day_parts_make_the_whole_and_every_cell_is_its_records(
    county: Desk, day: date, month: int | None
) -> None:
    with county.store.read() as session:
        asked = Question(session, day, month_period(2015, month) if month else None)
        answers = {one.id: one.ask(asked) for one in OURS}
        whole = every_document(asked)
    for one in OURS:
        answer = answers[one.id]
        if one.counted:
            assert answer.value == len(answer.behind) == len(set(answer.behind)), one.id
            assert sum(map(len, answer.cells.values())) == answer.value, one.id
        assert {kind_and_id for rows_ in answer.cells.values() for kind_and_id in rows_} == set(answer.behind), one.id
    sent = set(answers["documents.sent"].behind)
    assert sent == set(answers["documents.state"].behind)
    assert set(answers["documents.overdue"].behind) <= sent
    assert (
        set(answers["documents.verify_overdue"].behind) <= set(answers["documents.replied_unverified"].behind) <= sent
    )
    assert set(answers["habits.unreported"].behind) <= set(answers["habits.count"].behind)
    replies = answers["documents.replies"].groups
    assert replies.get("逾期未回复", 0) == answers["documents.overdue"].value
    if answers["documents.reply_rate"].value is not None:
        share = replies.get("按期回复", 0) / answers["documents.replies"].value
        assert round(share, 4) == answers["documents.reply_rate"].value
    assert answers["documents.landing"].value == answers["documents.verified"].value
    for row in whole:
        known = (row.sent_on, row.delivered_on, row.replied_on, row.verified_on)
        assert all(on is None or on <= day for on in known)


def test_all_figures_of_supervision_in_few_statements(county: Desk) -> None:
    with spent() as said, county.store.read() as session:
        question = Question(session, DAY)
        for one in OURS:
            one.ask(question)
        for promise in ("S9", "S10", "S11", "Y1", "Y2", "Y3", "Y4"):
            judge(BY_ID[promise], question)
    assert len(said.statements) <= 28, "\n".join(said.statements)


def test_the_ledgers_balance_but_for_their_slips(county: Desk, request: pytest.FixtureRequest) -> None:
    """The county as taken in has an issue of two days and one before its inspection; put right, nothing is left."""
    mended = request.node.callspec.params["county"] == "清源县-改正"
    ours = [audit for audit in AUDITS if audit.id.split(".")[0] in ("habits", "documents")]
    with county.store.read() as session:
        found = {audit.id: audit.judge(Question(session, DAY)) for audit in ours}
    broken = {name: len(one.rows) for name, one in found.items() if not one.kept}
    assert broken == ({} if mended else {"documents.order": 1, "habits.issues": 3}), found
    assert found["documents.steps"].said == (
        "发出 31 份 = 未送达 2 + 待回复 3 + 逾期未回复 4 + 已回复未核查 9 + 已核查 13"
    )
    assert found["habits.told"].said == "督查发现 23 起 = 已通报 19 + 不通报 1 + 待通报 3"
