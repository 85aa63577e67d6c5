"""Taking in the county's inspections, documents, duties and inquiries: every row, the slips made and no other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import ImportPlan, plan_import
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import (
    COUNTIES,
    Told,
    label,
    office_with,
    problems_of,
    rows,
    sheets_of,
    supervision_answers,
    taken_once,
    with_supervision,
)

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
KINDS = ("habit", "supervision_document", "indicator", "duty", "inquiry")
Imported = dict[str, tuple[Desk, Told]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """Both counties, each in an office of its own; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        root = tmp_path_factory.mktemp("supervision") / "data"
        made[county] = taken_once(with_supervision(county), root, TurnedClock(MAY_31))
    yield made
    for desk, _ in made.values():
        desk.store.close()


def of_supervision(plan: ImportPlan | Told) -> dict[str, dict[str, Any]]:
    known = {sheet["sheet"] for sheet in supervision_answers("清源县")["sheets"]}
    return {name: sheet for name, sheet in sheets_of(plan).items() if name in known}


def parts(desk: Desk, kind: str, **of: Any) -> list[dict[str, Any]]:
    with desk.facts() as facts:
        found = [dict(row) for row in facts.rows(kind).values()]
    return [row for row in found if all(row[name] == value for name, value in of.items())]


@BOTH
def test_every_record_is_taken_and_every_column_used(imported: Imported, county: str) -> None:
    found = of_supervision(imported[county][1])
    for known in supervision_answers(county)["sheets"]:
        sheet = found[known["sheet"]]
        assert (sheet["rows"], sheet["taken"], sheet["returned"]) == (known["records"], known["records"], 0)
        assert sheet["unused_columns"] == []


@BOTH
def test_the_slips_found_are_exactly_those_made(imported: Imported, county: str) -> None:
    names = of_supervision(imported[county][1])
    found = {problem for problem in problems_of(imported[county][1]) if problem[0] in names}
    known = {
        (sheet["sheet"], slip["row"]) for sheet in supervision_answers(county)["sheets"] for slip in sheet["errors"]
    }
    kinds = {slip["kind"] for sheet in supervision_answers(county)["sheets"] for slip in sheet["errors"]}
    assert {(sheet, row) for sheet, row, _, _ in found} == known
    assert {code for *_, code in found} == kinds
    assert len(found) == len(known)


def test_documents_come_with_their_days_and_who_went_to_see(imported: Imported) -> None:
    desk, _ = imported["清源县-改正"]
    found = {row["doc_no"]: row for row in rows(desk, "supervision_document")}
    first = found["清检建〔2015〕1号"]
    assert (first["delivered_on"], first["due_on"]) == (date(2015, 1, 28), date(2015, 2, 28))
    assert (str(first["state"]), str(first["landing"])) == ("已核实", "部分落实")
    assert label(desk, "officer", first["verifier_id"]) == "袁倩"
    told = found["清检纠违〔2015〕4号"]
    assert label(desk, "department", told["department_id"]) == "反贪污贿赂局"
    assert "反贪" in label(desk, "officer", told["handler_id"]), "the 张伟 of the department named, not his namesake"
    sent = found["清检建〔2015〕11号"]
    assert (str(sent["state"]), sent["due_on"]) == ("已发出", None)


def test_both_legs_of_an_inquiry_are_read_with_what_followed(imported: Imported) -> None:
    desk, _ = imported["清源县"]
    found = {row["number"]: row for row in rows(desk, "inquiry")}
    first, third = found["双查2015-01"], found["双查2015-03"]
    told = [
        (label(desk, "officer", row["officer_id"]), str(row["leg"]), row["outcome"], str(row["blame"]))
        for row in parts(desk, "inquiry_person", inquiry_id=first["id"])
    ]
    assert told == [("刘涛", "直接责任", "诫勉", "有责任"), ("袁倩", "主要领导责任", "", "None")]
    assert str(first["state"]) == "处理决定"
    dropped = parts(desk, "inquiry_person", inquiry_id=third["id"])
    assert (dropped[0]["outcome"], str(dropped[0]["blame"])) == ("不予追究", "无责任")
    assert "no_leader" in first["gaps"]


def test_duty_lists_keep_the_numbers_that_bear_no_day(imported: Imported) -> None:
    desk, _ = imported["清源县"]
    found = {label(desk, "officer", row["officer_id"]): row for row in rows(desk, "duty")}
    assert (found["萧思源"]["told_talks"], found["萧思源"]["told_checks"]) == (0, 4)
    assert found["梁永刚"]["signed_on"] is None
    assert "signed_on" in found["梁永刚"]["gaps"]


@BOTH
def test_a_second_import_writes_nothing(imported: Imported, county: str) -> None:
    desk, _ = imported[county]
    again = plan_import(desk, with_supervision(county))
    for name, sheet in of_supervision(again).items():
        assert (sheet["unchanged"], sheet["taken"]) == (sheet["rows"], 0), name


def test_an_import_is_taken_back_whole(tmp_path: Path) -> None:
    desk = office_with(with_supervision("清源县"), tmp_path / "data", TurnedClock(MAY_31))
    assert all(rows(desk, kind) for kind in KINDS)
    undo(desk.store)
    assert [rows(desk, kind) for kind in KINDS] == [[]] * len(KINDS)
    desk.store.close()
