"""Taking in the county's trainings, exams, retakes, dossier checks and best dossiers: all rows, exactly the slips."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import ImportPlan, carry_out, plan_import
from desktop_app.rules.marks import Mark, Terms, by_department, mean_of, ranked, tallied
from desktop_app.rules.vocabulary import AttendanceState, ExamState, SittingCode
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import (
    COUNTIES,
    Told,
    label,
    learning_answers,
    office_with,
    rows,
    sheets_of,
    taken,
    taken_once,
    with_learning,
)
from tests.kit.review_ledgers import parts

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
KINDS = ("training", "exam", "sitting", "dossier_check", "dossier_award", "award_entry")
Imported = dict[str, tuple[Desk, Told]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """Both counties, each in an office of its own; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        root = tmp_path_factory.mktemp("learning") / "data"
        made[county] = taken_once(with_learning(county), root, TurnedClock(MAY_31))
    yield made
    for desk, _ in made.values():
        desk.store.close()


@pytest.fixture
def own(imported: Imported) -> Desk:
    return imported["清源县"][0]


@pytest.fixture
def mended(imported: Imported) -> Desk:
    return imported["清源县-改正"][0]


def of_learning(plan: ImportPlan | Told) -> dict[str, dict[str, Any]]:
    known = {sheet["sheet"] for sheet in learning_answers("清源县")["sheets"]}
    return {name: sheet for name, sheet in sheets_of(plan).items() if name in known}


def slips(plan: ImportPlan | Told) -> list[tuple[str, int, str, str]]:
    """Every problem as sheet, row, 组/列, code."""
    return sorted(
        (name, problem["row"], problem["path"], problem["code"])
        for name, sheet in of_learning(plan).items()
        for problem in sheet["problems"]
    )


def made_slips(county: str) -> list[tuple[str, int, str, str]]:
    return sorted(
        (known["sheet"], slip["row"], slip["field"], slip["kind"])
        for known in learning_answers(county)["sheets"]
        for slip in known["errors"]
    )


@BOTH
def test_every_line_is_taken_and_no_column_left(imported: Imported, county: str) -> None:
    found = of_learning(imported[county][1])
    for known in learning_answers(county)["sheets"]:
        sheet = found[known["sheet"]]
        assert (sheet["rows"], sheet["taken"]) == (known["physical_rows"], known["records"])
        assert (sheet["returned"], sheet["skipped"]) == (0, len(known["nonrecord_rows"]))
        assert sheet["unused_columns"] == []


@BOTH
def test_the_slips_told_are_exactly_those_made(imported: Imported, county: str) -> None:
    assert slips(imported[county][1]) == made_slips(county)


def test_kinds_are_told_by_their_public_names(imported: Imported) -> None:
    assert {name: sheet["kind"] for name, sheet in of_learning(imported["清源县"][1]).items()} == {
        "培训登记": "trainings", "签到表": "trainings", "第1次考试": "sittings", "第2次考试": "sittings",
        "第3次考试": "sittings", "补考": "sittings", "归档检查": "dossiers", "优秀案卷": "award_entries",
    }  # fmt: skip


def test_a_score_sheet_tells_its_exam(own: Desk) -> None:
    exams = rows(own, "exam")
    assert [(row["title"], row["held_on"]) for row in exams] == [
        ("执法规范闭卷考试", date(2015, 3, 6)),
        ("修改后三大诉讼法闭卷考试", date(2015, 4, 10)),
        ("文书制作与立卷归档闭卷考试", date(2015, 5, 22)),
    ]
    first = exams[0]
    assert (first["clock"], first["until"], first["place"], first["form"]) == ("9:00", "11:00", "五楼多功能厅", "闭卷")
    assert (first["full"], first["pass_mark"], first["excellent"], first["step"]) == (10_000, 6_000, 9_000, 50)
    assert (first["first_name"], first["first_full"]) == ("客观题", 4_000)
    assert (first["second_name"], first["second_full"]) == ("主观题", 6_000)
    assert (first["state"], first["published_on"]) == (ExamState.PUBLISHED, None)


def _marks(desk: Desk, exam: dict[str, Any]) -> list[Mark]:
    sat = [row for row in rows(desk, "sitting") if row["exam_id"] == exam["id"]]
    return [
        Mark(row["id"], row["name"], label(desk, "department", row["department_id"]), row["code"], row["total"])
        for row in sat
    ]


def test_marks_come_to_what_the_county_reckoned(mended: Desk) -> None:
    known = [told for name, told in learning_answers("清源县")["truths"]["exams"].items() if name != "_doc"]
    exams = {row["title"]: row for row in rows(mended, "exam")}
    for told in (one for one in known if isinstance(one, dict) and "应考" in one):
        exam = exams[told["title"]]
        marks, terms = _marks(mended, exam), Terms.of(exam)
        tally = tallied(marks, terms)
        assert (tally.expected, tally.sat, tally.passed) == (told["应考"], told["实考"], told["及格"])
        assert (tally.mean, tally.pass_rate) == (
            Decimal(str(told["平均分"])).quantize(Decimal("0.01")),
            told["及格率_实考"],
        )
        away = {code: told[code] for code in ("缺考", "缓考", "违纪")}
        assert {code: tally.by_code[SittingCode(code)] for code in away} == away
        departments = by_department(marks, terms)
        for name, part in told["by_department"].items():
            assert (departments[name].sat, departments[name].passed) == (part["实考"], part["及格"])
            assert mean_of(departments[name].total, departments[name].sat) == Decimal(str(part["平均分"])).quantize(
                Decimal("0.01")
            )
        written = {row["id"]: row["written_rank"] for row in rows(mended, "sitting") if row["exam_id"] == exam["id"]}
        assert ranked(marks, terms) == {id_: rank for id_, rank in written.items() if rank is not None}


def test_namesakes_are_told_apart_by_their_department(mended: Desk) -> None:
    sat = [row for row in rows(mended, "sitting") if row["name"] == "张伟"]
    with mended.facts() as facts:
        for row in sat:
            assert facts.row("officer", row["officer_id"])["department_id"] == row["department_id"]
    assert len({row["officer_id"] for row in sat}) == 2


def test_who_was_away_has_his_cause_and_no_mark(own: Desk) -> None:
    away = Counter((row["code"], row["cause"]) for row in rows(own, "sitting") if row["code"] != SittingCode.SAT)
    assert away[("缺考", "公差")]
    assert away[("缓考", None)]
    breach = next(row for row in rows(own, "sitting") if row["code"] == SittingCode.BREACH)
    assert breach["total"] is None
    assert "携带手机" in breach["excuse"]


def test_a_stranger_and_a_ticket_borne_twice_stay_open(own: Desk) -> None:
    stranger = next(row for row in rows(own, "sitting") if row["name"] == "王建园")
    assert (stranger["officer_id"], list(stranger["gaps"])) == (None, ["officer_id"])
    bearing = {row["name"]: row for row in rows(own, "sitting") if row["name"] in ("何桂香", "曹立军")}
    assert bearing["曹立军"]["number"]
    twice = [row for row in rows(own, "sitting") if "ticket" in (row["gaps"] or {})]
    assert [(row["name"], row["ticket"]) for row in twice] == [("何桂香", "")]


def test_retakes_go_on_with_the_first_sitting(own: Desk) -> None:
    again = [row for row in rows(own, "sitting") if row["retake_on"] is not None]
    assert len(again) == 18
    assert {row["retake_on"] for row in again} == {date(2015, 3, 20), date(2015, 4, 24)}
    song = next(row for row in again if row["name"] == "宋丽娜")
    assert (song["code"], song["total"], song["retake_code"], song["retake_total"]) == ("缺考", None, "参考", 6_550)
    assert len(rows(own, "sitting")) == 3 * 59


def test_signs_stand_in_the_lists_of_their_sessions(own: Desk) -> None:
    known = learning_answers("清源县")["truths"]["training"]
    signs = parts(own, "training_presence")
    sessions = rows(own, "training")
    assert len(sessions) == 6
    for session in sessions:
        told = known[session["title"]]
        listed = [row for row in signs if row["training_id"] == session["id"]]
        states = Counter(row["state"] for row in listed)
        assert (len(listed), states[AttendanceState.PRESENT]) == (told["expected"], told["present"])
        assert states[AttendanceState.ABSENT] == told["marks"].get("缺", 0)
        causes = Counter(row["cause"] for row in listed if row["state"] == AttendanceState.EXCUSED)
        assert (causes["公差"], causes["借调"], causes[""]) == tuple(
            told["marks"].get(sign, 0) for sign in ("差", "借调", "假")
        )


def test_dossiers_keep_their_defects_and_conclusions(mended: Desk) -> None:
    known = learning_answers("清源县")["truths"]["dossiers"]
    checks = rows(mended, "dossier_check")
    assert (len(checks), Counter(row["verdict"] for row in checks)) == (
        known["checked"],
        Counter(known["by_conclusion"]),
    )
    assert [row["case_no"] for row in checks if row["state"] == "待补正"] == known["not_corrected"]
    off = Counter[int]()
    for row in parts(mended, "dossier_defect"):
        off[row["check_id"]] += row["points"]
    assert all(row["score"] == 10_000 - off[row["id"]] for row in checks)
    assert {row["scale"] for row in checks} == {"合格95、退卷补正88、不合格0"}


def test_judges_head_their_marks(mended: Desk) -> None:
    award = rows(mended, "dossier_award")
    assert [(row["name"], row["period"], row["state"]) for row in award] == [("优秀案卷评选", "2015年", "评分")]
    judges = [label(mended, "officer", row["officer_id"]) for row in parts(mended, "award_judge")]
    assert judges == ["马静怡", "叶新民", "张雪梅", "陈少华", "刘涛"]
    entries = rows(mended, "award_entry")
    assert all(row["award_id"] == award[0]["id"] for row in entries)
    assert Counter(row["entry_id"] for row in parts(mended, "award_score")) == dict.fromkeys(
        [r["id"] for r in entries], 4
    )
    assert [row["average"] for row in entries] == [row["written_average"] for row in entries]


def test_a_second_import_writes_nothing(own: Desk) -> None:
    before = {kind: rows(own, kind) for kind in KINDS}
    plan = plan_import(own, with_learning("清源县"))
    assert plan.writes == 0
    assert [code for *_, code in slips(plan)] == ["duplicate_row"]
    assert {kind: rows(own, kind) for kind in KINDS} == before


def test_what_was_taken_is_taken_back(desk: Desk) -> None:
    roster, ledger = with_learning("清源县")
    taken(desk, [roster])
    outcome = carry_out(desk, plan := plan_import(desk, [ledger]))
    assert plan.writes == 6 + 60 + 3 * 59 + 18 + 71 + 9
    assert outcome.batch is not None
    undo(desk.store, outcome.batch)
    assert {kind: len(rows(desk, kind)) for kind in KINDS} == dict.fromkeys(KINDS, 0)
    assert not parts(desk, "training_presence")
    again = taken(desk, [ledger])
    assert slips(again) == made_slips("清源县")
    assert {kind: len(rows(desk, kind)) for kind in KINDS} == {
        "training": 6, "exam": 3, "sitting": 177, "dossier_check": 71, "dossier_award": 1, "award_entry": 9,
    }  # fmt: skip


def test_sheets_may_come_in_any_order(desk: Desk) -> None:
    plan = plan_import(desk, with_learning("清源县"))
    for file in plan.files:
        file.sheets.reverse()
    plan.files.reverse()
    carry_out(desk, plan)
    assert slips(plan) == made_slips("清源县")
    assert len(rows(desk, "sitting")) == 177


def test_the_mended_ledgers_over_the_first_fill_gaps_only(tmp_path: Path, clock: TurnedClock) -> None:
    desk = office_with(with_learning("清源县"), tmp_path / "data", clock)
    plan = taken(desk, with_learning("清源县-改正"))
    sheets = of_learning(plan)
    assert {name: (sheet["filled"], sheet["returned"]) for name, sheet in sheets.items() if sheet["filled"]} == {
        "第2次考试": (1, 0),
    }
    assert len(rows(desk, "exam")) == 3
    assert len(rows(desk, "training")) == 6
    assert {row["ticket"] for row in rows(desk, "sitting") if row["name"] == "何桂香"} >= {"150402004"}
    desk.store.close()
