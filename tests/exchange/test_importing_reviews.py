"""Taking in the county's cases, reviews, cards and votes: counts, slips and truths as known, once and only once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import ImportPlan, carry_out, plan_import
from desktop_app.models.reviews import FULL
from desktop_app.rules.vocabulary import RoundState
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import (
    COUNTIES,
    Told,
    label,
    office_with,
    problems_of,
    review_answers,
    rows,
    sheets_of,
    taken,
    taken_once,
    with_reviews,
)

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
NEW_RECORDS = 533
"""420 cases, 5 rounds, 58 reviews, 42 sets of cards, 8 candidates."""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Desk, Told]]]:
    """Both counties, each in an office of its own; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        root = tmp_path_factory.mktemp("reviews") / "data"
        made[county] = taken_once(with_reviews(county), root, TurnedClock(MAY_31))
    yield made
    for desk, _ in made.values():
        desk.store.close()


@pytest.fixture
def own(imported: dict[str, tuple[Desk, Told]]) -> tuple[Desk, Told]:
    return imported["清源县"]


def of_reviews(plan: ImportPlan | Told) -> dict[str, dict[str, Any]]:
    known = {sheet["sheet"] for sheet in review_answers("清源县")["sheets"]}
    return {name: sheet for name, sheet in sheets_of(plan).items() if name in known}


def parts(desk: Desk, kind: str) -> list[dict[str, Any]]:
    with desk.facts() as facts:
        return [dict(row) for row in facts.rows(kind).values()]


@BOTH
def test_every_record_is_taken_and_every_other_row_passed_over(
    imported: dict[str, tuple[Desk, Told]], county: str
) -> None:
    found = of_reviews(imported[county][1])
    for known in review_answers(county)["sheets"]:
        sheet = found[known["sheet"]]
        assert (sheet["rows"], sheet["taken"]) == (known["physical_rows"], known["records"])
        assert sheet["unchanged"] == known["physical_rows"] - known["records"]
        assert (sheet["returned"], sheet["skipped"]) == (0, len(known["nonrecord_rows"]))
        assert sheet["unused_columns"] == []


@BOTH
def test_the_slips_found_are_exactly_those_made(imported: dict[str, tuple[Desk, Told]], county: str) -> None:
    made = sorted(
        (known["sheet"], slip["row"], slip["field"], slip["kind"])
        for known in review_answers(county)["sheets"]
        for slip in known["errors"]
    )
    found = sorted(
        (name, problem["row"], problem["path"], problem["code"])
        for name, sheet in of_reviews(imported[county][1]).items()
        for problem in sheet["problems"]
    )
    assert found == made


def test_kinds_are_told_by_their_public_names(own: tuple[Desk, Told]) -> None:
    assert {name: sheet["kind"] for name, sheet in of_reviews(own[1]).items()} == {
        "办结案件": "cases", "评查轮次": "rounds", "评查结果": "reviews", "一案三卡": "cards", "一季度评选": "nominees",
    }  # fmt: skip


def test_cases_are_known_by_one_spelling_of_their_number(own: tuple[Desk, Told]) -> None:
    known = review_answers("清源县")["truths"]["cases"]
    cases = rows(own[0], "case_file")
    assert (len(cases), Counter(row["kind"] for row in cases)) == (known["total"], Counter(known["by_type"]))
    assert all("[" in row["number"] and " " not in row["number"] for row in cases)
    assert {row["case_no"] for row in rows(own[0], "nominee")} <= {row["number"] for row in cases}


def test_reviews_hang_on_the_rounds_the_ledger_names_by_their_month(own: tuple[Desk, Told]) -> None:
    known = review_answers("清源县")["truths"]["reviews"]["rounds"]
    rounds = {row["id"]: row for row in rows(own[0], "review_round")}
    reviewed = Counter(rounds[row["round_id"]]["period"] for row in rows(own[0], "case_review"))
    assert reviewed == {month: told["reviewed"] for month, told in known.items()}
    assert {row["period"]: row["pool_count"] for row in rounds.values()} == {m: t["pool"] for m, t in known.items()}
    assert {row["state"] for row in rounds.values()} == {RoundState.DONE}


def test_every_finding_stands_under_the_item_that_paid_for_it(own: tuple[Desk, Told]) -> None:
    known = review_answers("清源县")["truths"]["reviews"]["deductions_by_category"]
    findings = parts(own[0], "review_finding")
    counted = {
        item: {
            "points": sum(row["points"] for row in findings if row["item"] == item) / 100,
            "findings": sum(row["item"] == item for row in findings),
            "cases": len({row["review_id"] for row in findings if row["item"] == item}),
        }
        for item in known
    }
    assert counted == known
    assert all(row["text"] for row in findings)
    review = next(row for row in rows(own[0], "case_review") if row["case_no"] == "清源检捕受[2014]61902300237号")
    assert review["problems"].startswith("1.卷内目录不符（扣1分）；\n2.案卡信息漏填（扣0.5分）")
    told = {(row["item"], row["text"], row["points"]) for row in findings if row["review_id"] == review["id"]}
    assert ("办案程序", "权利告知超期", 300) in told


def test_grades_and_where_they_begin_are_kept_as_written(imported: dict[str, tuple[Desk, Told]]) -> None:
    known = review_answers("清源县")["truths"]["reviews"]
    desk, _ = imported["清源县-改正"]
    periods = {row["id"]: row["period"] for row in rows(desk, "review_round")}
    reviews = rows(desk, "case_review")
    assert {row["scale"] for row in reviews} == {"优秀95、合格85、瑕疵70、不合格0"}
    for month, told in known["rounds"].items():
        own = [row for row in reviews if periods[row["round_id"]] == month]
        assert Counter(row["grade"] for row in own) == Counter({k: n for k, n in told["final"].items() if n})
        assert Counter(row["suggested"] for row in own) == Counter({k: n for k, n in told["initial"].items() if n})
        assert round(sum(row["score"] for row in own) / len(own) / 100, 2) == told["mean_score"]
    off = Counter[int]()
    for row in parts(desk, "review_finding"):
        off[row["review_id"]] += row["points"]
    assert all(row["score"] == FULL - off[row["id"]] for row in reviews)


def test_three_groups_of_columns_are_three_cards(imported: dict[str, tuple[Desk, Told]]) -> None:
    desk, _ = imported["清源县-改正"]
    cards, sets = parts(desk, "case_card"), rows(desk, "card_set")
    assert {row["kind"] for row in cards} == {"办案告知卡", "执法监督卡", "质量评查卡"}
    assert all(row["card_no"] or row["issued_on"] for row in cards)
    issued = Counter(row["set_id"] for row in cards if row["issued_on"])
    unissued = {row["id"] for row in sets if issued[row["id"]] < 3}
    out = {row["set_id"] for row in cards if row["issued_on"] and row["returned_on"] is None}
    known = review_answers("清源县-改正")["contract"]["cards_open"]
    assert [len(unissued), len(out), len(unissued | out)] == known


def test_votes_are_of_the_quarter_in_the_title(own: tuple[Desk, Told]) -> None:
    votes = Counter(row["nominee_id"] for row in parts(own[0], "nominee_vote"))
    nominees = rows(own[0], "nominee")
    assert {row["period"] for row in nominees} == {"2015Q1"}
    assert all(row["votes"] == votes[row["id"]] for row in nominees)
    assert [row["category"] for row in nominees] == ["最佳"] * 4 + ["最差"] * 4


def test_namesakes_are_told_apart_by_the_case(own: tuple[Desk, Told]) -> None:
    of_case = next(row for row in rows(own[0], "card_set") if row["case_no"] == "清源检反贪受[2014]61902300216号")
    with own[0].facts() as facts:
        place = facts.row("officer", of_case["handler_id"])["department_id"]
    assert label(own[0], "department", place) == "反贪污贿赂局"


def test_a_second_import_writes_nothing(own: tuple[Desk, Told]) -> None:
    plan = plan_import(own[0], with_reviews("清源县"))
    assert plan.writes == 0
    codes = Counter(problem["code"] for sheet in of_reviews(plan).values() for problem in sheet["problems"])
    assert codes == {"duplicate_row": 2}


def test_the_files_may_come_in_any_order(desk: Desk) -> None:
    slips = {
        (known["sheet"], slip["row"], slip["kind"])
        for known in review_answers("清源县")["sheets"]
        for slip in known["errors"]
    }
    found = problems_of(plan_import(desk, with_reviews("清源县")[::-1]))
    assert {(sheet, row, code) for sheet, row, _, code in found if sheet not in ("花名册", "回避关系")} == slips


@pytest.mark.slow
def test_what_was_taken_is_taken_back(desk: Desk) -> None:
    roster, reviews = with_reviews("清源县")
    taken(desk, [roster])
    plan = plan_import(desk, [reviews])
    outcome = carry_out(desk, plan)
    assert plan.writes == NEW_RECORDS
    undo(desk.store, outcome.batch)
    for kind in ("case_file", "review_round", "case_review", "card_set", "nominee"):
        assert rows(desk, kind) == []
    again = taken(desk, [reviews])
    assert again.writes == NEW_RECORDS
    assert len(rows(desk, "review_round")) == 5


@pytest.mark.slow
def test_the_mended_ledgers_over_the_first_fill_gaps_only(tmp_path: Path, clock: TurnedClock) -> None:
    desk = office_with(with_reviews("清源县"), tmp_path / "data", clock)
    before = {row["number"]: dict(row) for row in rows(desk, "case_file")}
    plan = taken(desk, with_reviews("清源县-改正"))
    sheets = of_reviews(plan)
    assert {name: (sheet["filled"], sheet["taken"] - sheet["filled"]) for name, sheet in sheets.items()} == {
        "办结案件": (2, 1), "评查轮次": (0, 0), "评查结果": (0, 1), "一案三卡": (0, 0), "一季度评选": (0, 0),
    }  # fmt: skip
    differing = {
        (name, problem["row"], problem["path"])
        for name, sheet in sheets.items()
        for problem in sheet["problems"]
        if problem["code"] == "differs"
    }
    assert differing == {
        ("办结案件", 37, "办结日期"),
        ("评查结果", 19, "得分"),
        ("评查结果", 27, "初评等次"),
        ("评查结果", 35, "评查日期"),
        ("一案三卡", 13, "②执法监督卡/收回日期"),
    }
    after = {row["number"]: dict(row) for row in rows(desk, "case_file")}
    changed = [number for number in before if before[number] != after[number]]
    assert len(changed) == 2
    desk.store.close()
