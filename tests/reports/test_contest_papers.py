"""评选投票表 and 评选结果: what the judges tick, what goes outside, what stays inside."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from desktop_app.registers.contests import CONTESTS
from desktop_app.reports.blocks import Document, GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import BestWorst
from desktop_app.services import contests
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit import hostile
from tests.kit.contests import Hall, contest, hall, nominee, quarter
from tests.kit.paper import page_texts, paper_text, printed, solid

BEST, WORST = BestWorst


@pytest.fixture
def who(desk: Desk) -> Hall:
    return hall(desk)


def made(desk: Desk, paper_id: str, record: str = "2015Q1", **options: str) -> Document:
    return paper(paper_id).make(Request(desk, date(2015, 5, 31), record=record, options=options))


def ledgers(document: Document) -> list[Ledger]:
    return [block for block in document.flat if isinstance(block, Ledger)]


def rows(ledger: Ledger) -> list[list[str]]:
    """The rows of a ledger, group rows left out."""
    found = [row for row in ledger.rows if not isinstance(row, GroupRow)]
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in found]


def judged(desk: Desk, who: Hall, **more: object) -> tuple[int, Sequence[int]]:
    """A contest whose worst cases 4 and 5 have as many votes: the leading group takes 5, naming its handler."""
    numbers = quarter(desk, who)
    id_ = contest(desk, meeting_on=date(2015, 4, 10), **more)
    first = nominee(desk, BEST, numbers[1], who.judges, score=98_00)
    nominee(desk, BEST, numbers[2], who.judges[:1], score=95_00)
    tied = [nominee(desk, WORST, numbers[at], who.judges[:2], score=score) for at, score in ((4, 70_00), (5, 58_00))]
    contests.choose(desk, CONTESTS, id_, [first, tied[1]], {}, {WORST: "张雪梅办理的第5号盗窃案得分最低"})
    return id_, (first, *tied)


def test_every_case_put_forward_has_a_box_to_tick(desk: Desk, who: Hall) -> None:
    judged(desk, who)
    document = made(desk, "contest_votes")
    ledger = ledgers(document)[0]
    groups = [row.text for row in ledger.rows if isinstance(row, GroupRow)]
    assert groups == ["一、最佳案件候选", "二、最差案件候选"]
    found = rows(ledger)
    numbers = [f"清源检诉受[2015]6190230000{serial}号" for serial in (1, 2, 5, 4)]
    assert [row[1] for row in found] == numbers, "as reviewed, not by votes"
    assert [row[5:8] for row in found[:2]] == [["98", "优质", "1 处"], ["95", "优质", "1 处"]]
    assert all("□" in row[-1] for row in found)
    said = paper_text(printed(document))
    assert "每类评定1件" in said
    assert "同分的，问题少的在前" in said
    assert "得票" not in said.replace("投票后按得票从多到少排列", "")


def test_without_judges_one_ballot_waits_for_a_name(desk: Desk, who: Hall) -> None:
    quarter(desk, who)
    id_ = contest(desk)
    nominee(desk, WORST, "清源检诉受[2015]61902300005号", handler_id=who.handlers[1])
    assert len(page_texts(printed(made(desk, "contest_votes")))) == 1
    with desk.facts() as facts:
        number = facts.row("contest", id_)["number"]
    assert paper_text(printed(made(desk, "contest_votes", number))) == paper_text(
        printed(made(desk, "contest_votes", "2015年一季度"))
    )


def test_a_judge_is_told_which_case_is_his_own(desk: Desk, who: Hall) -> None:
    judged(desk, who)
    pages = [solid(text) for text in page_texts(printed(made(desk, "contest_votes")))]
    assert [name in page for name, page in zip(("张雪梅", "萧思源", "马静怡"), pages, strict=True)] == [True] * 3
    assert ["本人承办" in page for page in pages] == [True, False, False]


def test_outside_no_handler_of_a_worst_case_is_named(desk: Desk, who: Hall) -> None:
    judged(desk, who)
    document = made(desk, "contest_result")
    worst = ledgers(document)[1]
    told = "".join(cell for row in rows(worst) for cell in row)
    for name in ("张雪梅", "叶国栋", "盗窃案"):
        assert name not in told
    said = paper_text(printed(document)).split("二、最差案件")[1]
    assert "张雪梅" not in said
    assert "盗窃案" not in said
    assert "同票由领导小组决定：承办人办理的清源检诉受[2015]61902300005号得分最低" in said
    assert "叶国栋" not in said
    assert "萧思源、马静怡" not in said


@pytest.mark.parametrize("options", [{"inner": "1"}, {"outward": "0"}])
def test_inside_everything_is_shown(desk: Desk, who: Hall, options: dict[str, str]) -> None:
    judged(desk, who)
    said = paper_text(printed(made(desk, "contest_result", **options))).split("二、最差案件")[1]
    assert "张雪梅办理的第5号盗窃案得分最低" in said
    assert "萧思源、马静怡" in said
    assert "内部留存" in said


def test_a_contest_that_hides_no_names_shows_them_outside(desk: Desk, who: Hall) -> None:
    judged(desk, who, hide_names=False)
    said = paper_text(printed(made(desk, "contest_result"))).split("二、最差案件")[1]
    assert "第5号盗窃案" in said
    assert "张雪梅" in said
    assert "萧思源" not in said


def test_a_class_left_empty_says_why(desk: Desk, who: Hall) -> None:
    numbers = quarter(desk, who)
    id_ = contest(desk)
    nominee(desk, WORST, numbers[5], who.judges)
    contests.choose(desk, CONTESTS, id_, [], {BEST: "没有优质案件提名", WORST: "瑕疵都已补正。"})
    said = paper_text(printed(made(desk, "contest_result")))
    assert "最佳案件空缺。理由：没有优质案件提名。" in said
    assert "最差案件空缺。理由：瑕疵都已补正。" in said
    assert "评选结果（未确认）" in said


def test_votes_of_an_old_sheet_are_printed_before_its_contest_is_entered(desk: Desk, who: Hall) -> None:
    nominee(desk, WORST, quarter(desk, who)[5], who.judges)
    said = paper_text(printed(made(desk, "contest_result", "")))
    assert "最差案件尚未评定" in said
    assert "张雪梅" not in said, "names stay hidden until a contest says otherwise"


def test_what_is_not_there_is_refused(desk: Desk, who: Hall) -> None:
    with pytest.raises(Refusal, match="还没有评选"):
        made(desk, "contest_result", "")
    contest(desk)
    with pytest.raises(Refusal, match="还没有提名"):
        made(desk, "contest_votes")
    with pytest.raises(Refusal, match="没有“2014Q4”的评选"):
        made(desk, "contest_votes", "2014Q4")
    with pytest.raises(Refusal, match="只留一个"):
        made(desk, "contest_result", inner="1", outward="1")
    with pytest.raises(Refusal, match="没有“也许”"):
        made(desk, "contest_result", inner="也许")


def test_hostile_words_are_printed_as_they_are(desk: Desk, who: Hall) -> None:
    numbers, dice = quarter(desk, who), Random(5)
    names = [hostile.text(dice, 4, unlike=("invisible",)) for _ in numbers]
    for name, number in zip(names, numbers.values(), strict=True):
        nominee(desk, WORST, number, name=name, reason=hostile.text(dice, 6))
    for paper_id, options in (("contest_votes", {}), ("contest_result", {"inner": "1"})):
        contest_paper = made(desk, paper_id, **options)
        pdf = printed(contest_paper)
        assert pdf == printed(contest_paper)
        assert all(solid(name) in paper_text(pdf) for name in names if len(name) < 12)
