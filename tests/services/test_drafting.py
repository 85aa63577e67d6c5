"""Drafting at the desk of the practice county: what is said equals what the ledgers answer, and can be asked again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from desktop_app.figures.engine import Question
from desktop_app.figures.ledgers import ask
from desktop_app.figures.traced import Aspect, Sources, Trace, read_trace
from desktop_app.models.basics import Unit
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.models.issues import Issue
from desktop_app.models.reviews import Contest, Nominee
from desktop_app.registers.basics import UNITS
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.manuscript import marks, typed_numbers
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import (
    BestWorst,
    BulletinKind,
    ContestState,
    LineKind,
    Naming,
    PaperFormat,
)
from desktop_app.services import records
from desktop_app.services.checking import audits
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import draft, drafted, drift, figure_row, offers, phrases, retake
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import Manuscript, loaded, manuscript, persons
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.county import Ready, answers, first_three, office_with, supervision_answers, with_reviews
from tests.kit.practised import practised

LIVING = {
    BulletinKind.PROGRESS: "2015-05",
    BulletinKind.BRIEFING: "2015-05",
    BulletinKind.PHASE: "2014-12-25至2015-02-28",
    BulletinKind.SUMMARY: "2015",
    BulletinKind.REVIEWS: "2015-05",
    BulletinKind.BEST_WORST: "2015Q1",
    BulletinKind.EXAMS: "2015",
    BulletinKind.DOSSIERS: "2015-03",
    BulletinKind.PROPERTY: "2015-05",
    BulletinKind.HABITS: "2015-05",
    BulletinKind.DOCUMENTS: "2015-05",
    BulletinKind.ACCOUNTABILITY: "2015-05",
}


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    """The practice county after its ledgers were taken in, on the last day of May; only read."""
    with practised() as desk:
        yield desk


def paper(desk: Desk, kind: BulletinKind, period: str, naming: Naming | None = None) -> Manuscript:
    with desk.facts() as facts:
        return manuscript(facts, drafted(facts, kind, period), naming)


def said(made: Manuscript) -> str:
    return "\n".join((made.title, *(line.text for line in made.lines)))


def test_every_kind_is_offered_and_every_ledger_is_kept(county: Desk) -> None:
    with county.facts() as facts:
        found = {offer.kind: offer for offer in offers(facts)}
    assert set(found) == set(BulletinKind)
    assert {kind for kind, offer in found.items() if offer.alive} == {*LIVING, BulletinKind.OTHER}
    assert not any(offer.lacking for offer in found.values())
    assert found[BulletinKind.PROGRESS].periods[0] == ("2015-05", "2015年5月")
    assert ("2015-03-01至2015-07-31", "对照检查阶段") in found[BulletinKind.PHASE].periods


def test_a_strange_period_and_one_to_come_are_refused(county: Desk) -> None:
    for kind, period, why in (
        (BulletinKind.PROGRESS, "五月份", "期间“五月份”不是期间"),
        (BulletinKind.PROGRESS, "2015-06", "2015年6月还没到，没有数据可写"),
    ):
        with county.facts() as facts, pytest.raises(Refusal, match=why):
            drafted(facts, kind, period)


def test_the_progress_bulletin_says_what_is_known_of_the_county(county: Desk) -> None:
    known = answers("清源县")["truths"]["problems"]
    text = said(paper(county, BulletinKind.PROGRESS, "2015-05"))
    assert f"全院共登记问题{known['total']}条" in text
    assert f"共性问题{known['by_nature']['共性']}条、个性问题{known['by_nature']['个性']}条" in text
    assert f"已销号{known['closed']}条，销号率{100 * known['closing_rate']:.1f}%" in text
    assert f"逾期未整改问题{known['overdue']}条" in text


def test_the_review_bulletin_says_what_is_known_of_the_month(county: Desk) -> None:
    made = paper(county, BulletinKind.REVIEWS, "2015-05")
    text = said(made)
    assert "本月办结案件61件，评查案件14件，较上月增加2件，评定优秀4件、合格6件、瑕疵4件。没有不合格案件。" in text
    assert "扣分较多的是证据审查57分、实体处理46分、办案程序32分" in text
    grades, items, cases = (line.grid for line in made.lines if line.grid)
    assert grades is not None
    assert grades.rows[-1] == ("合计", "14")
    assert items is not None
    assert cases is not None
    assert len(cases.rows) == 14
    assert all(row[1].endswith("号") and row[4] in ("优秀", "合格", "瑕疵") for row in cases.rows)


def test_the_bulletin_on_documents_lists_those_nobody_answered(county: Desk) -> None:
    known = supervision_answers("清源县")["truths"]["documents"]
    made = paper(county, BulletinKind.DOCUMENTS, "2015-05")
    text = said(made)
    assert f"发出监督文书{known['total']}份" in text
    assert f"超过回复期限没有回复的{len(known['overdue'])}份" in text
    assert f"已回复而没有核查是否落实的{len(known['replied_not_verified'])}份" in text
    (late,) = (line.grid for line in made.lines if line.grid)
    days = {f"{date.fromisoformat(day):%-m月%-d日}" for _, day in known["overdue"]}
    assert {row[3] for row in late.rows} == {number for number, _ in known["overdue"]}
    assert {row[5] for row in late.rows} == days


def test_the_bulletin_on_accountability_counts_and_names_nobody(county: Desk) -> None:
    text = said(paper(county, BulletinKind.ACCOUNTABILITY, "2015-05"))
    with county.facts() as facts:
        names = {str(row["name"]) for row in facts.live("officer")}
        inquiries = len(list(facts.live("inquiry")))
    assert f"登记一案双查{inquiries}件" in text
    assert not [name for name in names if name in text]


@pytest.mark.parametrize("kind", [BulletinKind.DOCUMENTS, BulletinKind.ACCOUNTABILITY])
def test_the_counts_and_shares_of_a_page_add_up(county: Desk, kind: BulletinKind) -> None:
    with county.facts() as facts:
        found = audits(facts, drafted(facts, kind, "2015-05"))
    assert len(found) > 5
    assert [one.said for one in found if one.id.startswith("text.") and not one.kept] == []


def test_a_contest_not_confirmed_is_left_to_be_written(county: Desk) -> None:
    text = said(paper(county, BulletinKind.BEST_WORST, "2015Q1"))
    assert text.count("待写") == 2
    assert "空缺" not in text


def test_the_review_bulletin_names_the_cases_of_each_item(county: Desk) -> None:
    text = said(paper(county, BulletinKind.REVIEWS, "2015-05"))
    assert "从候选案件63件中抽取评查14件，评查比例22.2%。" in text
    assert "证据审查。证据审查问题14处，反复出现的有“证据摘录不全”5件、“书证来源不明未补正”5件" in text
    assert "3件；扣分案件11件，扣分较多的是清源检" in text
    assert "起”" not in text, "what counts anything tells of one case"
    with county.facts() as facts:
        names = {str(row["name"]) for row in facts.live("case_review")}
    assert not [name for name in names if name and name in text], "no case is told by its parties"


def test_what_was_decided_after_the_month_counts_in_its_bulletin_and_in_the_month_before(county: Desk) -> None:
    with county.facts() as facts:
        made = drafted(facts, BulletinKind.REVIEWS, "2015-04")
        change = next(row for row in made.rows(BulletinFigure) if row["asked"]["aspect"] == Aspect.CHANGE)
    assert (made.values["as_of"], change["asked"]["since"]) == (date(2015, 5, 31), "2015-05-31")
    assert "评查案件12件，较3月减少1件" in said(paper(county, BulletinKind.REVIEWS, "2015-04"))


@pytest.fixture(params=[True, False], ids=["hidden", "named"])
def contest(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, bool]]:
    """A county whose first quarter was confirmed with one best case and, its worst stayed empty or named."""
    made = office_with(with_reviews("清源县"), tmp_path / "county", TurnedClock(date(2015, 5, 31)))
    with made.store.unit("录入旧台账") as unit:
        unit.session.add(
            Contest(
                number="PX-1", name="评选", period="2015Q1", state=ContestState.CONFIRMED, search_text="",
                confirmed_on=date(2015, 4, 9), hide_names=request.param, best_void="最高得分并列，未能确认。",
            )
        )  # fmt: skip
        worst = unit.session.scalars(
            select(Nominee).where(Nominee.category == BestWorst.WORST, Nominee.handler_id.is_not(None))
        ).first()
        assert worst is not None
        worst.chosen = True
    yield made, request.param
    made.store.close()


def test_a_worst_case_names_its_handler_only_where_the_contest_shows_him(contest: tuple[Desk, bool]) -> None:
    desk, hidden = contest
    made = paper(desk, BulletinKind.BEST_WORST, "2015Q1", Naming.NAMED)
    with desk.facts() as facts:
        row = next(row for row in facts.live("nominee") if row["chosen"])
        handler, department = (facts.label(kind, row[f"{kind_id}_id"]) for kind, kind_id in (
            ("officer", "handler"), ("department", "department"),
        ))  # fmt: skip
    assert "最佳案件空缺：最高得分并列，未能确认。" in said(made)
    (grid,) = (line.grid for line in made.lines if line.grid)
    ((_, number, owner, _, votes),) = grid.rows
    assert (number, votes) == (row["case_no"], str(row["votes"]))
    assert (department in owner, handler in owner) == (True, not hidden)


def test_the_table_adds_up_and_the_annex_lists_every_late_problem(county: Desk) -> None:
    made = paper(county, BulletinKind.PROGRESS, "2015-05")
    lines, late = (line.grid for line in made.lines if line.grid)
    assert lines is not None
    for column in range(1, 5):
        assert sum(int(row[column]) for row in lines.rows[:-1]) == int(lines.rows[-1][column]), lines.columns[column]
    assert late is not None
    assert len(late.rows) == int(lines.rows[-1][4])
    assert made.attachments == ("逾期未整改问题清单",)


@pytest.mark.parametrize("kind", LIVING)
def test_each_number_asked_again_gives_what_is_printed(county: Desk, kind: BulletinKind) -> None:
    with county.facts() as facts:
        made = drafted(facts, kind, LIVING[kind])
        for row in made.rows(BulletinFigure):
            trace = read_trace(row["asked"])
            found = Sources(facts.session).trace(trace)
            assert row["shown"].startswith(found.digits), row
            assert (row["told"]["value"], row["told"]["rows"]) == (found.value, found.digest)
            if not trace.path and trace.aspect is Aspect.VALUE:
                period = read_period(trace.period) if trace.period else None
                assert ask(trace.figure, Question(facts.session, trace.as_of, period)).value == found.value


@pytest.mark.parametrize("kind", LIVING)
def test_every_number_of_the_text_is_a_mark_and_every_mark_has_its_row(county: Desk, kind: BulletinKind) -> None:
    with county.facts() as facts:
        made = drafted(facts, kind, LIVING[kind])
    rows = made.rows(BulletinLine)
    used = {mark.key for row in rows for mark in marks(texts(row)) if mark.letter == "n"}
    assert used == {row["key"] for row in made.rows(BulletinFigure)}
    assert not [number for row in rows if row["kind"] is not LineKind.TABLE for number in typed_numbers(row["text"])]


def texts(row: dict[str, object]) -> str:
    grid = row["grid"]
    assert isinstance(grid, dict)
    return str(row["text"]) + "".join(cell for cells in grid.get("rows", ()) for cell in cells)


def test_three_ways_to_name_say_the_same_numbers(county: Desk) -> None:
    named, coded, none = (paper(county, BulletinKind.PROGRESS, "2015-05", naming) for naming in Naming)
    assert said(named) == said(coded) == said(none), "people stand in the annex alone"
    with county.facts() as facts:
        names = {person.name for person in persons(facts).values()}
    for made, hidden in ((named, False), (coded, True), (none, True)):
        cells = [cell for line in made.lines if line.grid for row in line.grid.rows for cell in row]
        assert any(name in cell for name in names for cell in cells) is not hidden
    tables = [next(line.grid.rows for line in made.lines if line.grid) for made in (named, coded, none)]
    assert tables[0] == tables[1] == tables[2]


def test_the_first_month_compares_with_nothing(county: Desk) -> None:
    text = said(paper(county, BulletinKind.BRIEFING, "2014-12"))
    assert not any(word in text for word in ("上月", "较", "相比", "持平"))


def test_a_draft_is_one_act_with_its_number_and_its_day(desk: Desk) -> None:
    outcome = draft(desk, BULLETINS, BulletinKind.PROGRESS, "2015-05")
    assert outcome.said == "已起草 关于2015年5月规范司法行为专项整治问题整改进展情况的通报"
    with desk.facts() as facts:
        kept = loaded(facts, outcome.ids[0])
    assert kept[Bulletin.number] == "TB-001"
    assert (kept[Bulletin.period], kept[Bulletin.as_of], kept[Bulletin.due_on]) == (
        "2015-05",
        date(2015, 5, 31),
        date(2015, 6, 5),
    )
    assert (kept[Bulletin.naming], kept[Bulletin.format]) == (Naming.CODED, PaperFormat.DOWNWARD)
    assert kept.rows(BulletinLine)


def test_issues_of_the_briefing_are_counted_on(desk: Desk) -> None:
    for number in (1, 2):
        made = draft(desk, BULLETINS, BulletinKind.BRIEFING, "2015-05")
        with desk.facts() as facts:
            assert loaded(facts, made.ids[0])[Bulletin.issue_no] == number


@contextmanager
def heard(facts: Facts) -> Iterator[list[str]]:
    """Statements the file is asked."""
    asked: list[str] = []
    engine = facts.session.get_bind()

    def hear(*told: Any) -> None:
        asked.append(told[2])

    event.listen(engine, "before_cursor_execute", hear)
    yield asked
    event.remove(engine, "before_cursor_execute", hear)


def test_a_draft_costs_few_questions(county: Desk) -> None:
    with county.facts() as facts, heard(facts) as asked:
        made = drafted(facts, BulletinKind.PROGRESS, "2015-05")
    assert len(made.rows(BulletinFigure)) > 70
    assert len(asked) <= 45, "each figure once a day and period, whatever the table asks of it"


def test_what_was_asked_in_one_reading_is_not_asked_again(county: Desk) -> None:
    with county.facts() as facts:
        made = drafted(facts, BulletinKind.PROGRESS, "2015-05")
        with heard(facts) as asked:
            assert drift(facts, made) == []
            assert retake(facts, made).parts == made.parts
        assert asked == []


def changed(desk: Desk) -> Draft:
    """A late problem of the county closed by another's hand after the draft."""
    with desk.facts() as facts:
        late = ask("issues.overdue", Question(facts.session, date(2015, 5, 31))).behind[0][1]
        return records.load(facts.session, Issue, late, ISSUES.lists)


def test_what_moved_is_told_before_it_is_taken(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    made = draft(desk, BULLETINS, BulletinKind.PROGRESS, "2015-05").ids[0]
    with desk.facts() as facts:
        assert drift(facts, loaded(facts, made)) == []
    gone = changed(desk)
    records.retire(desk, ISSUES, [gone.record_id or 0], "重复登记")
    with desk.facts() as facts:
        old = loaded(facts, made)
        moved = {
            one.old_shown: one for one in drift(facts, old) if one.label.startswith("逾期未整改问题（截至2015-05-31）")
        }
        late = moved["35条"]
        assert (late.new_shown, late.old, late.new, late.moved) == ("34条", 35, 34, (("issue", gone.record_id),))
        one = retake(facts, old, [late.key])
        assert {row["key"]: row["shown"] for row in one.rows(BulletinFigure)}[late.key] == "34条"
        assert len(drift(facts, one)) == len(drift(facts, old)) - 1
        assert drift(facts, retake(facts, old)) == []
        assert {row["key"]: row["shown"] for row in old.rows(BulletinFigure)}[late.key] == "35条", "nothing was touched"


def test_one_number_for_the_text(county: Desk) -> None:
    trace = Trace("issues.overdue", date(2015, 5, 31), path=("公诉",))
    with county.facts() as facts:
        row = figure_row(facts, "n9", trace)
        assert (row["key"], row["shown"], row["told"]["value"]) == ("n9", "8条", 8)
        assert figure_row(facts, "n9", trace, "项")["shown"] == "8项"
        assert read_trace(row["asked"]) == trace
        with pytest.raises(Refusal, match="没有 nothing 这个指标"):
            figure_row(facts, "n9", replace(trace, figure="nothing"))


def test_set_phrases_stand_under_their_headings(desk: Desk) -> None:
    with desk.facts() as facts:
        found = phrases(facts)
    assert list(found) == ["导语", "过渡", "问题", "要求", "结尾"]
    assert "特此通报。" in found["结尾"]
    assert all(found.values())


def test_a_report_is_addressed_to_the_procuratorate_above(desk: Desk) -> None:
    with desk.store.read() as session:
        unit = records.load(session, Unit, 1)
    unit[Unit.superior] = "云州市人民检察院"
    records.save(desk, UNITS, unit)
    with desk.facts() as facts:
        assert drafted(facts, BulletinKind.SUMMARY, "2015")[Bulletin.addressee] == "云州市人民检察院"
        assert drafted(facts, BulletinKind.BRIEFING, "2015-05")[Bulletin.addressee] == ""
