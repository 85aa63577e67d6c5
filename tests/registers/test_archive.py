"""人员档案 and 案件档案 hold what the file says of an officer or a case, no more and no less."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text

from desktop_app.figures.engine import Question
from desktop_app.figures.officer_day import officer_day
from desktop_app.registers import archive
from desktop_app.registers.archive import Archive
from desktop_app.registers.archive_heads import case_head, case_named, officer_named, person_head
from desktop_app.rules.cases import case_key
from desktop_app.rules.periods import read_period
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit import second_reading
from tests.kit.practised import practised

RICH = "清源检反渎受[2014]61902300221号"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The county for reading."""
    with practised() as office:
        yield office


def told(page: Archive) -> second_reading.Found:
    return {(one.kind, one.number) for one in page.entries}


def test_officers_have_what_the_tables_say_of_them(desk: Desk) -> None:
    with desk.facts() as facts:
        late = text("SELECT number FROM case_file WHERE accepted_on > '2015-05-31'")
        later = {("case_file", number) for number in facts.session.scalars(late)}
        assert len(later) == 22, "cases the ledger has after the day of the county"
        for row in list(facts.live("officer"))[::4]:
            page = archive.of_officer(facts, row["id"])
            known = {one for one in second_reading.of_officer(facts.session, row["id"]) if one not in later}
            assert told(page) == known, row["name"]
            assert sum(page.counts.values()) == len(page.entries)


def test_every_case_has_what_bears_its_number(desk: Desk) -> None:
    with desk.facts() as facts:
        numbers = facts.session.scalars(
            text(
                "SELECT case_no FROM case_review UNION SELECT case_no FROM seizure UNION SELECT case_no FROM issue_case"
            )
        )
        for number in sorted(one for one in numbers if one)[::5]:
            page = archive.of_case(facts, number)
            assert told(page) == second_reading.of_case(facts.session, case_key(number)), number


def test_marks_are_told_as_the_standing_readers_work_them_out(desk: Desk) -> None:
    with desk.facts() as facts:
        page = archive.of_officer(facts, officer_named(facts, "张伟（公诉科）"))
        exams = [one.told for one in page.of_tab("exams") if one.kind == "sitting"]
        assert exams[0] == "执法规范闭卷考试，成绩 76，第 18 名／56 人，及格"


def test_a_period_leaves_out_other_days_and_keeps_what_lasts(desk: Desk) -> None:
    with desk.facts() as facts:
        officer = officer_named(facts, "0023")
        april = archive.of_officer(facts, officer, period=read_period("2015-04"))
        numbers = {one.number for one in april.entries}
        assert "CJ-0109" in numbers
        assert "CJ-0047" not in numbers
        assert "GW-012" in numbers, "a post held since March is held in April"
        assert all(event.on in read_period("2015-04") for event in april.events)


def test_nothing_later_than_the_day_is_told(desk: Desk) -> None:
    with desk.facts() as facts:
        day = date(2015, 1, 31)
        page = archive.of_case(facts, RICH, day)
        assert page.entries
        assert all(one.on is None or one.on <= day for one in page.entries)
        assert max(event.on for event in page.events) <= day


def test_what_he_held_on_a_day(desk: Desk) -> None:
    with desk.facts() as facts:
        ask = Question(facts.session, desk.today)
        officer = officer_named(facts, "0023")
        held = officer_day(ask, officer, date(2015, 4, 1))
        assert [(one.post.number, one.part) for one in held.posts] == [("GW-011", "B岗"), ("GW-012", "A岗")]
        assert not held.rotated
        assert "轮岗至未成年人检察科（LX-007）" in officer_day(ask, officer, date(2015, 5, 1)).told
        assert officer_day(ask, officer, date(2015, 1, 5)).told == "没有登记的岗位、轮岗和离岗"


def test_the_heads(desk: Desk) -> None:
    with desk.facts() as facts:
        ask = Question(facts.session, desk.today)
        head = dict(person_head(facts, ask, officer_named(facts, "0028"), desk.today))
        assert head["部门"] == "反贪污贿赂局"
        assert head["学习考试"].startswith("培训出勤 6/6 次，22 学时；考试应考 3 场、实考 3 场、及格 3 场")
        case = dict(case_head(facts, ask, archive.of_case(facts, RICH)))
        assert (case["案件名称"], case["承办人"]) == ("孟石头滥用职权案", "孙玥晗")
        reviewed = dict(case_head(facts, ask, archive.of_case(facts, "清源检反贪受[2014]61902300216号")))
        assert reviewed["评查等次"].startswith("优秀，95.5 分（PC-2015-04-12")
        nowhere = dict(case_head(facts, ask, archive.of_case(facts, "清源检诉受[2015]61902399999号")))
        assert "核对号码" in nowhere["说明"]


def test_who_is_meant(desk: Desk) -> None:
    with desk.facts() as facts:
        with pytest.raises(Refusal, match=r"有 2 名干警叫张伟。写工号：0023（公诉科）、0028"):
            officer_named(facts, "张伟")
        with pytest.raises(Refusal, match="没有工号或姓名是"):
            officer_named(facts, "查无此人")
        with pytest.raises(Refusal, match="没写哪名干警"):
            officer_named(facts, " ")
        with pytest.raises(Refusal, match="没写哪件案件"):
            case_named("")


def test_what_happened_alike_on_a_day_stands_in_one_line(desk: Desk) -> None:
    with desk.facts() as facts:
        page = archive.of_case(facts, RICH)
        lines = list(page.together)
        assert sum(len(entries) for _, _, entries in lines) == len(page.events)
        stored = next(entries for _, said, entries in lines if said == "入库" and len(entries) > 1)
        assert {one.title for one in stored} == {"保管流水"}
