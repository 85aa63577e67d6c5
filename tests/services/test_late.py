"""What happened to the ledger after a bulletin went out: the numbers that no longer hold, and why."""

from datetime import date

import pytest
from sqlalchemy import event

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.figures.ledgers import BY_ID
from desktop_app.figures.traced import ANY, Aspect, Trace
from desktop_app.models.bulletins import BulletinFigure, BulletinLine
from desktop_app.models.issues import Issue
from desktop_app.registers import reading
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.people import DEPARTMENTS, OFFICERS
from desktop_app.rules.manuscript import figure, marks
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, IssueState
from desktop_app.services import issuing, records
from desktop_app.services.correcting import correct, standing
from desktop_app.services.desk import Desk
from desktop_app.services.late import LateChange, changed_ids, late_changes
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit import bulletins, issued, issues
from tests.kit.office import id_of, loaded

LATER = date(2015, 5, 8)
CORRECTING = Trace("issues.by_state", issued.AS_OF, path=("整改中",))
RATE = Trace("issues.closing_rate", issued.AS_OF)


@pytest.fixture
def who(desk: Desk) -> issues.Team:
    return issues.team(desk)


@pytest.fixture
def open_one(desk: Desk, who: issues.Team) -> int:
    """A problem 整改中 at the end of April."""
    return issues.take(desk, who, issues.issue(desk, who, "叶国栋讯问笔录漏签骑缝"), IssueState.CORRECTING)


@pytest.fixture
def closed_one(desk: Desk, who: issues.Team) -> int:
    return issues.closed(desk, who, "叶国栋告知笔录缺日期")


@pytest.fixture
def sent(desk: Desk, who: issues.Team, open_one: int, closed_one: int) -> int:
    """Issued on 5 May: two problems, one closed, one 整改中, half of them closed."""
    traces = (issued.COUNT, issued.CLOSED, CORRECTING, RATE)
    return issued.issued(desk, who.leader, issued.written(desk, traces=traces), 18)


def late(desk: Desk) -> dict[str, LateChange]:
    """Late changes by the figure they are of."""
    with desk.facts() as facts:
        return {one.trace.figure: one for one in late_changes(facts)}


def test_nothing_changed_nothing_told(desk: Desk, sent: int) -> None:
    assert late(desk) == {}


def test_a_bulletin_that_counts_bulletins_is_not_moved_by_its_own_issue(desk: Desk, who: issues.Team) -> None:
    issued_by_then = Trace("bulletins.issued", issued.SENT)
    made = issued.written(desk, traces=(issued_by_then,), as_of=issued.SENT)
    issued.issue(desk, issued.signed(desk, who.leader, made, issued.SENT))
    with desk.store.read() as session:
        assert ask("bulletins.issued", Question(session, issued.SENT)).value == 1
    assert late(desk) == {}


def test_steps_taken_later_are_no_change(desk: Desk, who: issues.Team, open_one: int, sent: int) -> None:
    issues.corrected(desk, open_one)
    issues.step(desk, open_one, "申请销号")
    assert late(desk) == {}
    issues.step(desk, open_one, "开始验收")
    on = date(2015, 5, 20)
    issues.step(desk, open_one, "销号", **issues.closing(who, verified_on=on, closed_on=on))
    assert late(desk) == {}
    issues.rebound(desk, who, open_one, date(2015, 5, 25))
    assert late(desk) == {}


def test_a_closing_dated_back_is_one(desk: Desk, who: issues.Team, open_one: int, sent: int) -> None:
    issues.take(
        desk,
        who,
        issues.issue(desk, who, "五月的另一条", found_on=date(2015, 5, 6), due_on=date(2015, 6, 6)),
        IssueState.CORRECTING,
    )
    issues.corrected(desk, open_one)
    for verb in ("申请销号", "开始验收"):
        issues.step(desk, open_one, verb)
    issues.step(desk, open_one, "销号", **issues.closing(who))
    found = late(desk)
    closed = found["issues.closed"]
    assert (closed.shown, closed.old, closed.new) == ("1条", 1, 2)
    assert [row.id for row in closed.rows_in] == [open_one]
    assert closed.rows_out == ()
    assert closed.rows_in[0].subject == "叶国栋讯问笔录漏签骑缝"
    told = {(one.field, one.old, one.new) for one in closed.changed}
    assert ("closed_on", None, issues.CLOSED.isoformat()) in told
    assert ("state", "整改中", "已销号") in told
    assert found["issues.closing_rate"].new_digits == "100%"
    assert found["issues.by_state"].rows_out == closed.rows_in
    assert "issues.count" not in found


def test_a_day_put_right_is_told_with_old_and_new(
    desk: Desk, who: issues.Team, open_one: int, closed_one: int, sent: int
) -> None:
    issues.change(desk, open_one, found_on=date(2015, 3, 10))
    assert late(desk) == {}, "found a day later, counted all the same"
    issues.step(desk, closed_one, "撤回销号", "销号日期录错")
    issues.step(desk, closed_one, "销号", **issues.closing(who, verified_on=LATER, closed_on=LATER))
    closed = late(desk)["issues.closed"]
    assert (closed.doc_no, closed.title, closed.label) == (
        f"{issued.word(desk)}〔2015〕18号",
        issued.TITLE,
        "已销号问题",
    )
    assert (closed.old, closed.new, [row.id for row in closed.rows_out]) == (1, 0, [closed_one])
    assert ("closed_on", "2015-04-20", "2015-05-08") in {(one.field, one.old, one.new) for one in closed.changed}
    for _ in range(2):
        undo.undo(desk.store)
    assert late(desk) == {}


def test_a_record_entered_late_or_thrown_away_counts(desk: Desk, who: issues.Team, closed_one: int, sent: int) -> None:
    added = issues.issue(desk, who, "四月就发现的，五月才补录")
    count = late(desk)["issues.count"]
    assert (count.old, count.new, [row.id for row in count.rows_in]) == (2, 3, [added])
    records.retire(desk, ISSUES, [closed_one], "重复登记")
    count = late(desk)["issues.count"]
    assert (count.old, count.new) == (2, 2), "the same number from other records is a change too"
    assert [row.id for row in count.rows_out] == [closed_one]


def test_a_problem_withdrawn_or_merged_counts(desk: Desk, open_one: int, sent: int) -> None:
    issues.step(desk, open_one, "作废", "不是问题")
    count = late(desk)["issues.count"]
    assert (count.old, count.new, [row.id for row in count.rows_out]) == (2, 1, [open_one])


def test_a_department_and_an_officer_renamed_are_none(desk: Desk, who: issues.Team, open_one: int) -> None:
    by_department = Trace("issues.by_department", issued.AS_OF, path=("侦查监督科",))
    by_person = Trace("issues.by_person", issued.AS_OF, path=("叶国栋",))
    issued.issued(desk, who.leader, issued.written(desk, traces=(by_department, by_person)), 18)
    for register, record_id, name in ((DEPARTMENTS, id_of(desk, "department", "侦查监督科"), "侦查监督一科"),
                                      (OFFICERS, who.owner, "叶国梁")):  # fmt: skip
        renamed = loaded(desk, register, record_id)
        renamed.values["name"] = name
        records.save(desk, register, renamed)
    assert late(desk) == {}
    issues.issue(desk, who, "四月就发现的，五月才补录", department="侦查监督一科")
    assert {key: (one.old, one.new) for key, one in late(desk).items()} == {
        "issues.by_department": (1, 2),
        "issues.by_person": (1, 2),
    }


def test_a_number_taken_and_not_printed_is_none(desk: Desk, who: issues.Team, open_one: int) -> None:
    made = issued.written(desk)
    made.rows(BulletinLine)[1]["text"] = f"共发现问题{figure('n1')}。"
    issued.issued(desk, who.leader, made, 18)
    issues.closed(desk, who, "四月就销号的，五月才补录")
    assert set(late(desk)) == {"issues.count"}


def test_a_figure_that_is_no_more_stops_nothing(
    desk: Desk, who: issues.Team, sent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(BY_ID, "issues.closed")
    issues.closed(desk, who, "四月就销号的，五月才补录")
    assert "issues.count" in late(desk)


def test_a_change_in_words_alone_is_none(desk: Desk, open_one: int, sent: int) -> None:
    issues.change(desk, open_one, name="讯问笔录漏签骑缝（改写）")
    assert late(desk) == {}


def test_numbers_of_kinds_and_changes_are_asked_again(desk: Desk, who: issues.Team, open_one: int) -> None:
    kinds = Trace("issues.count", issued.AS_OF, aspect=Aspect.KINDS)
    change = Trace("issues.count", issued.AS_OF, aspect=Aspect.CHANGE, since=date(2015, 2, 28))
    natures = Trace("issues.count", issued.AS_OF, path=(ANY, "个性"))
    issued.issued(desk, who.leader, issued.written(desk, traces=(kinds, change, natures)), 18)
    issues.issue(desk, who, "公诉科漏录的一条", department="公诉科")
    with desk.facts() as facts:
        found = {one.key: (one.old, one.new) for one in late_changes(facts)}
    assert found["n2"] == (1, 2)
    assert found["n3"] == (1, 2)


def test_the_figure_and_the_chip_name_the_bulletin(desk: Desk, who: issues.Team, sent: int) -> None:
    issues.issue(desk, who, "四月就发现的，五月才补录")
    with desk.facts() as facts:
        answer = ask("bulletins.changed", Question(facts.session, facts.today))
        assert (answer.value, answer.behind) == (1, (("bulletin", sent),))
        assert changed_ids(facts) == (sent,)
        chip = next(chip for chip in BULLETINS.chips if chip.label == "台账有变")
        assert list(reading.ids(facts, BULLETINS, chip.where(facts))) == [sent]
        earlier = Question(facts.session, date(2015, 5, 4))
        assert ask("bulletins.changed", earlier).value == 0


def test_the_issued_bulletin_says_what_it_said(desk: Desk, who: issues.Team, sent: int) -> None:
    before = issued.kept(desk, sent)
    issues.issue(desk, who, "四月就发现的，五月才补录")
    assert late(desk)
    assert issued.kept(desk, sent) == before


def test_a_correction_says_old_and_new(desk: Desk, who: issues.Team, sent: int) -> None:
    issues.issue(desk, who, "四月就发现的，五月才补录")
    before = issued.row(desk, sent)
    done = correct(desk, BULLETINS, sent, "公诉科漏报一条")
    draft = bulletins.seen(desk, done.ids[0])
    assert draft.values["title"] == f"关于更正《{issued.TITLE}》的通报"
    assert (draft.values["kind"], draft.values["corrects_id"]) == (BulletinKind.OTHER, sent)
    lines = [row["text"] for row in draft.rows(BulletinLine)]
    assert f"2015年5月5日印发的《{issued.TITLE}》（{issued.word(desk)}〔2015〕18号）" in lines[0]
    assert any("问题（截至2015-04-30）应为" in line and "原文所写“2”有误" in line for line in lines)
    assert "更正原因：公诉科漏报一条。" in lines
    figures = {row["key"]: row["shown"] for row in draft.rows(BulletinFigure)}
    assert "3条" in figures.values()
    assert {mark.key for line in lines for mark in marks(line)} == set(figures)
    assert issued.row(desk, sent) == before


def test_a_correction_says_a_number_once_and_only_what_reads_otherwise(
    desk: Desk, who: issues.Team, open_one: int, closed_one: int
) -> None:
    sent = issued.issued(desk, who.leader, issued.written(desk, traces=(issued.COUNT, CORRECTING, CORRECTING)), 18)
    issues.issue(desk, who, "四月就发现的，五月才补录")
    records.retire(desk, ISSUES, [open_one], "登记重了")
    assert set(late(desk)) == {"issues.count", "issues.by_state"}
    draft = bulletins.seen(desk, correct(desk, BULLETINS, sent, "登记有误").ids[0])
    said = [row["text"] for row in draft.rows(BulletinLine) if "应为" in row["text"]]
    assert len(said) == len(draft.rows(BulletinFigure)) == 1
    assert "整改中" in said[0]


def test_a_corrected_bulletin_is_marked(desk: Desk, who: issues.Team, sent: int) -> None:
    issues.issue(desk, who, "四月就发现的，五月才补录")
    number = issued.row(desk, sent)["number"]
    made = correct(desk, BULLETINS, sent, "公诉科漏报一条").ids[0]
    with desk.facts() as facts:
        assert standing(facts, number) == "更正中"
    bulletins.signed(desk, made, who.leader, date(2015, 5, 31))
    issued.issue(desk, made, 19, on=date(2015, 5, 31))
    assert issued.row(desk, made)["state"] == BulletinState.ISSUED
    with desk.facts() as facts:
        assert BULLETINS.marks is not None
        assert BULLETINS.marks(bulletins.seen(desk, sent).values, facts) == ("已更正",)
        assert BULLETINS.marks(bulletins.seen(desk, made).values, facts) == ()
        assert [copy.anchor for copy in issuing.copies(facts, sent)]


def test_what_is_not_issued_needs_no_correction(desk: Desk, who: issues.Team, sent: int) -> None:
    made = records.save(desk, BULLETINS, issued.written(desk, title="关于逾期问题的通报")).ids[0]
    with pytest.raises(Refusal, match="起草，还没印发。直接修改"):
        correct(desk, BULLETINS, made, "写错")
    with pytest.raises(Refusal, match="没写更正原因"):
        correct(desk, BULLETINS, sent, " ")


def test_fifty_bulletins_are_asked_again_in_few_questions(desk: Desk, who: issues.Team, closed_one: int) -> None:
    """Each bulletin has a day of its own; what is asked does not grow with the numbers of a bulletin."""
    for place in range(5):
        day = date(2015, 3, 20 + place)
        traces = tuple(Trace(f"issues.{name}", day) for name in ("count", "closed", "overdue"))
        made = issued.written(desk, traces=traces, title=f"关于第{place + 1}周进展的通报", as_of=day)
        issued.issued(desk, who.leader, made, place + 1)
    with desk.store.unit("改数据") as unit:
        unit.session.get_one(Issue, closed_one).found_on = date(2015, 3, 23)
    asked: list[str] = []
    with desk.facts() as facts:
        event.listen(facts.session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2]))
        found = late_changes(facts)
    assert {one.title for one in found} == {f"关于第{place}周进展的通报" for place in (1, 2, 3)}
    assert len(asked) <= 5 * 4 + 8, asked
