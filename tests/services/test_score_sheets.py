"""A score sheet at the keyboard: points typed, defects found by code or initials, vetoes, two reviewers compared."""

from datetime import date

import pytest

from desktop_app.models.basics import Term
from desktop_app.models.reviews import CaseReview, ReviewFinding, ScoreDefect, ScoreItem, ScoreStandard
from desktop_app.registers.basics import TERMS
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import SCORE_STANDARDS
from desktop_app.rules.reviews import CLEAN
from desktop_app.rules.vocabulary import ReviewState, Severity
from desktop_app.services import records, score_sheets, score_standards
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Values
from desktop_app.services.score_sheets import declare, find_defects, put, strike
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded
from tests.kit.reviewing import Panel, defect, defects, found, line, off, panel, review, seen, sheet, take
from tests.store.test_cost import spent

STATEMENTS_OF_A_SCORED_SAVE = 26


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


@pytest.fixture
def at_work(desk: Desk, who: Panel) -> int:
    return take(desk, who, review(desk, who), ReviewState.REVIEWING)


def test_a_clean_sheet_is_the_whole_standard_at_full_marks(desk: Desk, at_work: int) -> None:
    clean = sheet(desk, seen(desk, at_work))
    assert (len(clean.groups), sum(len(group.lines) for group in clean.groups)) == (12, 30)
    assert [group.full for group in clean.groups][:3] == [1200, 1200, 1200]
    assert (clean.total, clean.off, clean.score, clean.suggested, clean.next_grade) == (10000, 0, 10000, "优质", None)
    assert (clean.vetoes, clean.steps[1], clean.closed) == ((3, 0), ("合格", 7500), "")


@pytest.mark.parametrize("typed", [-300, 300, "-3", "3", "扣3分", "−3"])
def test_a_number_typed_on_a_line_takes_points_off_whatever_its_sign(
    desk: Desk, at_work: int, typed: int | str
) -> None:
    draft = seen(desk, at_work)
    put(draft, line(desk, draft, "1.2").finding(points=typed))
    told = line(desk, draft, "1.2")
    assert (told.off, told.left, told.full, told.said) == (300, 100, 400, "")
    assert sheet(desk, draft).score == 9700


def test_another_number_replaces_the_first_a_reason_completes_it_and_0_takes_it_away(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, line(desk, draft, "1.2").finding(points=400))
    put(draft, line(desk, draft, "1.2").finding(points=300))
    put(draft, line(desk, draft, "1.2").finding(text="证人李某两次陈述差异未分析", page="卷二 P41"))
    told = line(desk, draft, "1.2")
    assert (told.off, told.said) == (300, "证人李某两次陈述差异未分析　卷二 P41")
    put(draft, line(desk, draft, "1.2").finding(points=0))
    assert draft.rows(ReviewFinding) == []
    put(draft, line(desk, draft, "1.2").finding(points=0))
    assert draft.rows(ReviewFinding) == []


def test_a_defect_fills_clause_points_and_reason(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, defect(desk, draft, "A03").finding(page="卷二 P41"))
    (row,) = draft.rows(ReviewFinding)
    assert (row["item"], row["clause"], row["points"]) == ("证据采信", "证据逐项分析、矛盾排除", 300)
    assert (row["code"], row["text"], row["severity"]) == ("A03", "证人前后陈述差异未分析", Severity.COMMON)


def test_two_defects_of_one_clause_stand_side_by_side_and_a_bare_number_asks_which(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, defect(desk, draft, "D03").finding())
    put(draft, defect(desk, draft, "D04").finding())
    told = line(desk, draft, "4.2")
    assert (told.off, len(told.findings)) == (400, 2)
    with pytest.raises(Refusal, match="这一项有 2 条扣分。选其中一条再改"):
        put(draft, told.finding(points=100))
    put(draft, {**told.findings[1], "points": 100})
    assert [row["points"] for row in draft.rows(ReviewFinding)] == [100, 100]
    strike(draft, told.findings[0])
    assert [row["code"] for row in draft.rows(ReviewFinding)] == ["D04"]


def test_more_than_a_clause_is_worth_is_refused_at_the_key_and_at_the_save(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    said = "“证据逐项分析、矛盾排除”只有 4 分，扣了 5 分。改小扣分"
    with pytest.raises(Refusal, match=said):
        put(draft, line(desk, draft, "1.2").finding(points=500))
    assert draft.rows(ReviewFinding) == []
    put(draft, {"item": "证据采信", "clause": "证据逐项分析、矛盾排除", "points": 500})
    with pytest.raises(Refusal, match=said):
        records.save(desk, REVIEWS, draft)


@pytest.mark.parametrize("typed", ["三分", "3.333"])
def test_what_is_no_number_is_refused_with_its_remedy(desk: Desk, at_work: int, typed: str) -> None:
    draft = seen(desk, at_work)
    with pytest.raises(Refusal, match=r"^扣分“.+”"):
        put(draft, line(desk, draft, "1.2").finding(points=typed))


def test_a_hint_takes_nothing_off_and_stands_all_the_same(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, line(desk, draft, "7.2").finding(text="个别用语不规范", points=0))
    (row,) = draft.rows(ReviewFinding)
    assert (row["severity"], sheet(desk, draft).score, line(desk, draft, "7.2").said) == (
        Severity.HINT,
        10000,
        "个别用语不规范",
    )


def test_a_veto_gives_the_worst_grade_whatever_the_score(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, defect(desk, draft, "C05").finding())
    told = sheet(desk, draft)
    assert (told.score, told.suggested, told.next_grade, told.vetoes) == (10000, "不合格", None, (3, 1))
    records.save(desk, REVIEWS, draft)
    assert seen(desk, at_work)[CaseReview.suggested] == "不合格"


def test_score_and_grade_follow_the_sheet_when_it_is_saved(desk: Desk, at_work: int) -> None:
    off(desk, at_work, "A03", "B01", "E01")
    kept = seen(desk, at_work)
    assert (kept[CaseReview.score], kept[CaseReview.suggested]) == (8600, "合格")
    told = sheet(desk, kept)
    assert (told.next_grade, told.off) == (("优质", 400), 1400)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("A03", "A03"),
        ("a03", "A03"),
        ("zrqh", "A03"),
        ("qhcs", "A03"),
        ("差异未分析", "A03"),
        ("sjyqm", None),
        ("超期", "E01"),
        ("cqba", "E01"),
        ("songdahuizheng", "F06"),
        ("wzszly", "A01"),
    ],
)
def test_a_defect_is_found_by_code_initials_pinyin_or_text(
    desk: Desk, at_work: int, typed: str, first: str | None
) -> None:
    met = find_defects(defects(desk, seen(desk, at_work)), typed)
    assert (met[0].code if met else None) == first


def test_nothing_typed_offers_every_defect_and_a_begun_code_its_own(desk: Desk, at_work: int) -> None:
    every = defects(desk, seen(desk, at_work))
    assert find_defects(every, " ") == every
    assert len(every) == 55
    assert [one.code for one in find_defects(every, "b0")] == ["B01", "B02", "B03", "B04", "B05"]


def test_findings_outside_the_standard_stand_on_a_line_of_their_own(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, {"item": "证据采信", "points": 200, "text": "旧账扣分"})
    put(draft, {"item": "其他", "points": 100})
    groups = sheet(desk, draft).groups
    own = [(one.code, one.full, one.off) for one in groups[0].lines if not one.code]
    assert (own, groups[-1].item, groups[-1].off) == ([("", 0, 200)], "其他", 100)


def test_two_sheets_are_compared_and_told_when_they_differ_too_much(desk: Desk, at_work: int) -> None:
    off(desk, at_work, "A03", "B01", "E01")
    assert seen(desk, at_work)[CaseReview.agreement] is None
    off(desk, at_work, "A03", "B02", no=2)
    kept = seen(desk, at_work)
    told = sheet(desk, kept)
    assert kept[CaseReview.agreement] == told.agreement == 93
    assert (told.differing, told.contested) == (("事实清楚、要素齐全", "在法定期限内办结"), False)
    assert [one.other for group in told.groups for one in group.lines if one.differs] == [100, 0]
    assert sheet(desk, kept, 2).score == 9600
    off(desk, at_work, "C02", "D08", "F01", "G01", "H01", no=2)
    kept = seen(desk, at_work)
    assert (kept[CaseReview.agreement], sheet(desk, kept).contested) == (77, True)
    assert kept[CaseReview.score] == 8600
    with desk.facts() as facts:
        assert "一致率 77%" in (REVIEWS.marks(kept.values, facts) if REVIEWS.marks else ())


def test_the_office_says_how_much_two_sheets_must_agree(desk: Desk, at_work: int) -> None:
    with desk.facts() as facts:
        term = next(row["id"] for row in facts.live("term") if row["dictionary"] == score_sheets.AGREEMENT)
    draft = loaded(desk, TERMS, term)
    draft[Term.word] = "70%"
    records.save(desk, TERMS, draft)
    with desk.facts() as facts:
        assert [score_sheets.contested(facts, agreed) for agreed in (69, 70, None)] == [True, False, False]


def test_a_second_reviewer_without_findings_says_so(desk: Desk, at_work: int) -> None:
    off(desk, at_work, "A03")
    draft = seen(desk, at_work)
    declare(draft)
    declare(draft)
    records.save(desk, REVIEWS, draft)
    kept = seen(desk, at_work)
    assert (kept[CaseReview.agreement], sheet(desk, kept, 2).score) == (97, 10000)
    assert [row["text"] for row in kept.rows(ReviewFinding) if row["sheet"] == 2] == [CLEAN]
    off(desk, at_work, "A03", no=2)
    assert [row["text"] for row in found(desk, at_work) if row["sheet"] == 2] == ["证人前后陈述差异未分析"]
    assert seen(desk, at_work)[CaseReview.agreement] == 100


def test_no_sheet_but_the_two_is_written_on(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    with pytest.raises(Refusal, match="原评分表只供查看"):
        put(draft, line(desk, draft, "1.2").finding(points=100), 3)


def test_a_sheet_told_to_the_handler_is_closed(desk: Desk, who: Panel) -> None:
    told = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    draft = seen(desk, told)
    assert sheet(desk, draft).closed == score_sheets.CLOSED_SAID
    for change in (lambda: put(draft, line(desk, draft, "1.2").finding(points=100)), lambda: declare(draft)):
        with pytest.raises(Refusal, match="待反馈以后评分表不改"):
            change()


def test_a_finding_already_gone_is_not_struck_twice(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, defect(desk, draft, "A03").finding())
    row = draft.rows(ReviewFinding)[0]
    strike(draft, row)
    with pytest.raises(Refusal, match="已不在表上"):
        strike(draft, row)


def test_saving_a_scored_sheet_costs_few_statements_and_one_sync(desk: Desk, at_work: int) -> None:
    draft = seen(desk, at_work)
    put(draft, defect(desk, draft, "A03").finding())
    with spent() as told:
        records.save(desk, REVIEWS, draft)
    assert told.commits == 1
    assert len(told.statements) <= STATEMENTS_OF_A_SCORED_SAVE, "\n".join(told.statements)


def test_a_standard_in_use_is_replaced_by_a_later_version(desk: Desk, at_work: int) -> None:
    own = seen(desk, at_work)[CaseReview.standard_id] or 0
    old = loaded(desk, SCORE_STANDARDS, own)
    old.rows(ScoreItem)[0]["clause"] = "证据来源清楚"
    with pytest.raises(Refusal, match="用“另立新版”改"):
        records.save(desk, SCORE_STANDARDS, old)
    made = score_standards.new_version(desk, SCORE_STANDARDS, own, "2016", date(2016, 1, 1)).ids[0]
    old, new = loaded(desk, SCORE_STANDARDS, own), loaded(desk, SCORE_STANDARDS, made)
    assert [clause(row) for row in new.rows(ScoreItem)] == [clause(row) for row in old.rows(ScoreItem)]
    assert len(new.rows(ScoreDefect)) == 55
    assert (new[ScoreStandard.version_no], new[ScoreStandard.valid_from]) == ("2016", date(2016, 1, 1))
    with desk.facts() as facts:
        assert [score_standards.newest(facts, day) for day in (date(2015, 12, 31), date(2016, 1, 1))] == [own, made]
        assert score_standards.newest(facts, date(2014, 12, 31)) is None
    new.rows(ScoreItem)[0]["clause"] = "证据收集合法"
    records.save(desk, SCORE_STANDARDS, new)


def clause(row: Values) -> tuple[object, ...]:
    return row["code"], row["item"], row["clause"], row["points"]


@pytest.mark.parametrize(
    ("version", "on", "said"),
    [
        (" ", date(2016, 1, 1), "没填版本"),
        ("2015", date(2016, 1, 1), "已有 2015 版"),
        ("2016", None, "没填施行日期"),
        ("2016", date(2015, 1, 1), "不晚于原版"),
    ],
)
def test_a_new_version_needs_a_name_of_its_own_and_a_later_day(
    desk: Desk, version: str, on: date | None, said: str
) -> None:
    with desk.facts() as facts:
        own = next(facts.live("score_standard"))["id"]
    with pytest.raises(Refusal, match=said):
        score_standards.new_version(desk, SCORE_STANDARDS, own, version, on)
