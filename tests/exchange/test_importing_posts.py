"""Taking in the county's posts, absences and rotations: counts, slips and truths as known, once and only once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import ImportPlan, carry_out, plan_import
from desktop_app.exchange.returning import returned_workbook
from desktop_app.exchange.workbooks import read_workbook
from desktop_app.rules.posts import gaps
from desktop_app.rules.vocabulary import Coverage
from desktop_app.services.coverage import away, holdings
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts, Row
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import COUNTIES, label, post_answers, rows, sheets_of, taken, with_posts
from tests.kit.office import founded
from tests.kit.workbooks import workbook

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
LEVELS = {
    "ab_same_person": "warning",
    "incompatible_posts": "warning",
    "end_before_start": "warning",
    "already_visited": "warning",
    "avoidance_conflict": "warning",
    "same_department": "warning",
    "ended_early_without_reason": "incomplete",
    "unknown_person": "returned",
}
SAID = {"name_variant": "unknown_person"}
"""A slip nobody can tell from the cell alone: the name is given back as unknown."""
KINDS = ("post", "absence", "rotation", "rotation_limit", "rotation_batch")
Imported = dict[str, tuple[Desk, ImportPlan]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """Both counties, each in an office of its own; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        desk = founded(tmp_path_factory.mktemp("posts") / "data", TurnedClock(MAY_31))
        made[county] = (desk, taken(desk, with_posts(county)))
    yield made
    for desk, _ in made.values():
        desk.store.close()


def of_posts(plan: ImportPlan) -> dict[str, dict[str, Any]]:
    known = {sheet["sheet"] for sheet in post_answers("清源县")["sheets"]}
    return {name: sheet for name, sheet in sheets_of(plan).items() if name in known}


def slips_of(plan: ImportPlan) -> list[tuple[str, int, str, str]]:
    return sorted(
        (name, problem["row"], problem["path"], problem["code"])
        for name, sheet in of_posts(plan).items()
        for problem in sheet["problems"]
    )


def known_slips(county: str) -> list[tuple[str, int, str, str]]:
    return sorted(
        (known["sheet"], slip["row"], slip["field"], SAID.get(slip["kind"], slip["kind"]))
        for known in post_answers(county)["sheets"]
        for slip in known["errors"]
    )


def parts(desk: Desk, kind: str) -> list[dict[str, Any]]:
    with desk.facts() as facts:
        return [dict(row) for row in facts.rows(kind).values()]


@BOTH
def test_every_record_is_taken_and_every_other_row_passed_over(imported: Imported, county: str) -> None:
    found = of_posts(imported[county][1])
    for known in post_answers(county)["sheets"]:
        sheet = found[known["sheet"]]
        lost = sum(slip["kind"] == "name_variant" for slip in known["errors"])
        assert (sheet["rows"], sheet["taken"], sheet["returned"]) == (known["records"], known["records"] - lost, lost)
        assert sheet["skipped"] == len(known["nonrecord_rows"])
        assert sheet["unused_columns"] == []


@BOTH
def test_the_slips_found_are_exactly_those_made(imported: Imported, county: str) -> None:
    plan = imported[county][1]
    assert slips_of(plan) == known_slips(county)
    told = [problem for sheet in of_posts(plan).values() for problem in sheet["problems"]]
    assert all(problem["level"] == LEVELS[problem["code"]] for problem in told)


def test_the_one_row_given_back_is_of_somebody_nobody_knows(imported: Imported, tmp_path: Path) -> None:
    plan = imported["清源县"][1]
    assert returned_workbook(plan, tmp_path / "退回.xlsx") == 1
    lines = read_workbook(tmp_path / "退回.xlsx").sheets[0].rows
    given = next(line for line in lines if "刘娜" in line)
    assert "花名册里没有“刘娜”" in str(given[0])


def test_kinds_are_told_by_their_public_names(imported: Imported) -> None:
    assert {name: sheet["kind"] for name, sheet in of_posts(imported["清源县"][1]).items()} == {
        "AB岗": "posts", "离岗登记": "absences", "轮岗安排": "rotations", "轮岗限制": "rotation_limits",
    }  # fmt: skip


def _called(facts: Facts, post: Row) -> tuple[str, ...]:
    """A post with its department, A and B."""
    people = (facts.label("officer", post[side]) for side in ("a_id", "b_id"))
    return f"{facts.label('department', post['department_id'])} {post['name']}", *people


def test_days_without_anybody_are_those_known(imported: Imported) -> None:
    desk, _ = imported["清源县-改正"]
    with desk.facts() as facts:
        posts = {row["id"]: row for row in facts.live("post")}
        gone = away(facts.session, facts.today)
        found = sorted(
            (gap.first, gap.last, *_called(facts, posts[gap.post]))
            for holding in holdings(facts.session)
            for gap in gaps(holding, gone, date(2015, 3, 1), date(2015, 6, 30))
            if gap.state is Coverage.EMPTY and posts[gap.post]["b_id"] is not None
        )
    known = post_answers("清源县")["truths"]["ab_posts"]
    assert len(posts) == known["posts"]
    assert found == sorted(
        (date.fromisoformat(gap["start"]), date.fromisoformat(gap["end"]), gap["post"], gap["A"], gap["B"])
        for gap in known["gaps"]
    )


@BOTH
def test_a_post_without_b_says_why(imported: Imported, county: str) -> None:
    desk, _ = imported[county]
    alone = [row for row in rows(desk, "post") if row["b_id"] is None]
    told = [f"{label(desk, 'department', row['department_id'])} {row['name']}" for row in alone]
    assert told == post_answers("清源县")["truths"]["ab_posts"]["posts_without_B"]
    assert all(row["note"] and not row["gaps"] for row in alone)


@BOTH
def test_rotations_stand_where_the_ledger_says(imported: Imported, county: str) -> None:
    desk, _ = imported[county]
    known, rotations = post_answers("清源县")["truths"]["rotation"], rows(desk, "rotation")
    assert len(rotations) == known["count"]
    assert Counter(str(row["state"]) for row in rotations) == Counter(known["by_state"])
    tian = next(row for row in rotations if label(desk, "officer", row["officer_id"]) == "田涛")
    assert (tian["midterm"], tian["appraisal"]) == ("优秀", None)
    cao = next(row for row in rotations if label(desk, "officer", row["officer_id"]) == "曹瑶")
    assert cao["note"] == "@反贪局 兼内勤"
    assert {label(desk, "department", row["to_department_id"]) for row in rotations} >= {"监察科", "司法警察大队"}


def test_the_batch_is_the_one_the_title_names(imported: Imported) -> None:
    desk, _ = imported["清源县"]
    batch = next(iter(rows(desk, "rotation_batch")))
    assert (batch["title"], len(rows(desk, "rotation_batch"))) == ("2015年第一批交叉轮岗", 1)
    assert {row["batch_id"] for row in rows(desk, "rotation")} == {batch["id"]}


@BOTH
def test_the_namesake_meant_is_the_one_of_the_other_sheet(imported: Imported, county: str) -> None:
    desk, _ = imported[county]
    surveyed = {row["officer_id"] for row in rows(desk, "rotation_limit")}
    assert surveyed == {row["officer_id"] for row in rows(desk, "rotation")}
    names = {label(desk, "officer", officer) for officer in surveyed}
    assert "张伟（公诉科）" in names
    assert len(surveyed) == 21


def test_survey_lists_are_departments(imported: Imported) -> None:
    desk, _ = imported["清源县"]
    limits = {label(desk, "officer", row["officer_id"]): row for row in rows(desk, "rotation_limit")}
    visited = [row for row in parts(desk, "visited_department") if row["limit_id"] == limits["宋丽娜"]["id"]]
    assert [label(desk, "department", row["department_id"]) for row in visited] == ["司法警察大队", "未成年人检察科"]
    assert limits["宋丽娜"]["special"] == "驻村"
    assert len(parts(desk, "barred_department")) == 2


def test_causes_keep_their_words_beside_their_kind(imported: Imported) -> None:
    desk, _ = imported["清源县-改正"]
    told = {(row["cause"], str(row["kind"])) for row in rows(desk, "absence")}
    assert told >= {
        ("婚假", "休假"),
        ("市院培训", "学习"),
        ("出差办案", "出差"),
        ("借调办案", "借调"),
        ("病假", "病假"),
    }


@BOTH
def test_a_second_import_writes_nothing(imported: Imported, county: str) -> None:
    plan = plan_import(imported[county][0], with_posts(county))
    assert plan.writes == 0
    assert {code for *_, code in slips_of(plan)} <= {"unknown_person"}


@pytest.mark.parametrize("turned", [False, True])
def test_files_and_sheets_may_come_in_any_order(desk: Desk, tmp_path: Path, turned: bool) -> None:
    """The list of rotations names the namesake of the survey, whichever is read first."""
    roster, posts = with_posts("清源县")
    sheets = read_workbook(posts).sheets
    copied = {sheet.name: [list(row) for row in sheet.rows] for sheet in sheets[:: -1 if turned else 1]}
    _departments_again(copied["AB岗"])
    plan = plan_import(desk, [workbook(tmp_path / "轮岗.xlsx", copied), roster])
    known = [(sheet, row, code) for sheet, row, _, code in known_slips("清源县")]
    assert [(sheet, row, code) for sheet, row, _, code in slips_of(plan)] == known


def _departments_again(lines: list[list[Any]]) -> None:
    """Department cells written out where they were merged."""
    above = None
    for line in lines[3:]:
        line[1] = above = line[1] or above


def test_a_survey_alone_gives_the_namesake_back(desk: Desk, tmp_path: Path) -> None:
    roster, posts = with_posts("清源县")
    taken(desk, [roster])
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in read_workbook(posts).sheets}
    survey = workbook(tmp_path / "摸底.xlsx", {"轮岗限制": sheets["轮岗限制"]})
    first = sheets_of(taken(desk, [survey]))["轮岗限制"]
    assert [(one["row"], one["code"]) for one in first["problems"]] == [(10, "ambiguous_person")]
    assert first["taken"] == 20
    taken(desk, [workbook(tmp_path / "安排.xlsx", {"轮岗安排": sheets["轮岗安排"]})])
    again = sheets_of(taken(desk, [survey]))["轮岗限制"]
    assert (again["taken"], again["unchanged"], again["problems"]) == (1, 20, [])


@pytest.mark.slow
def test_what_was_taken_is_taken_back(desk: Desk) -> None:
    roster, posts = with_posts("清源县")
    taken(desk, [roster])
    plan = plan_import(desk, [posts])
    outcome = carry_out(desk, plan)
    assert plan.writes == 128
    undo(desk.store, outcome.batch)
    assert all(rows(desk, kind) == [] for kind in KINDS)
    assert taken(desk, [posts]).writes == 128
    assert len(rows(desk, "rotation_batch")) == 1


@pytest.mark.slow
def test_the_mended_ledgers_over_the_first_fill_gaps_only(desk: Desk) -> None:
    taken(desk, with_posts("清源县"))
    before = {kind: {row["id"]: row for row in rows(desk, kind)} for kind in KINDS}
    plan = taken(desk, with_posts("清源县-改正"))
    sheets = of_posts(plan)
    assert {name: (sheet["filled"], sheet["taken"] - sheet["filled"]) for name, sheet in sheets.items()} == {
        "AB岗": (0, 0), "离岗登记": (0, 1), "轮岗安排": (0, 0), "轮岗限制": (0, 0),
    }  # fmt: skip
    told = {(sheet, row, column) for sheet, row, column, code in slips_of(plan) if code == "differs"}
    assert told == {("AB岗", 9, "B岗"), ("离岗登记", 8, "离岗截止日")}
    for kind, kept in before.items():
        after = {row["id"]: row for row in rows(desk, kind)}
        assert all(after[record] == row for record, row in kept.items())
