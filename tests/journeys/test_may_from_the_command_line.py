"""May without a window: the eight workbooks in one command, every kind of bulletin, one sent, promises, the package."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.practice import workbooks
from desktop_app.figures.promise_list import PROMISES
from desktop_app.rules.vocabulary import BulletinKind
from tests.kit import practised
from tests.kit.shell import Shell

MAY = ("--period", "2015-05")
LAST = ("--as-of", "2015-05-31")
REQUIRED = (
    "plan.tasks", "plan.tasks.overdue", "training.attendance", "issues.count", "issues.overdue", "issues.closing_rate",
    "exams.results", "exams.by_department", "dossiers.checked", "dossiers.defects", "dossiers.late", "posts.uncovered",
    "rotations.state", "cases.closed", "reviews.grades", "reviews.deductions", "reviews.never_drawn",
    "reviews.best_worst", "cards.state", "seizures.items", "seizures.missing_procedure", "seizures.late_transfer",
    "seizures.balance", "freezes.expiring", "money.balance", "documents.state", "documents.overdue",
    "documents.replied_unverified", "habits.unreported", "accountability.state",
)  # fmt: skip
"""Figures other programs read under these ids."""
STATES = {"kept", "broken", "incomplete", "not_applicable"}
LEVELS = {"returned", "incomplete", "warning"}

NUMBERED = ("--series", "清检办发", "--waive", "以旧台账为准")
"""A series none of whose numbers the old ledgers bear."""

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Commands on the county after its eight workbooks were taken in."""
    practised.copied(tmp_path / "data")
    shell = Shell(tmp_path / "data")
    return lambda *words, status=0: shell(*words, status=status, password=practised.PASSWORD)


def told(run: Run, *words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*words, "--json"))
    return found


def promised(run: Run, on: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in told(run, "promises", "--as-of", on)["promises"]}


def test_promises_and_figures_keep_their_contract(run: Run) -> None:
    promises = told(run, "promises", *LAST)
    assert promises["as_of"] == "2015-05-31"
    assert [one["id"] for one in promises["promises"]] == [promise.id for promise in PROMISES]
    for one in promises["promises"]:
        assert set(one) == {"id", "title", "state", "count", "total", "records"}
        assert one["state"] in STATES
        assert one["count"] == len(one["records"])
        assert (one["count"] > 0) == (one["state"] in ("broken", "incomplete"))
    figures = told(run, "figures", *LAST)
    assert (figures["as_of"], figures["period"]) == ("2015-05-31", None)
    ids = [one["id"] for one in figures["figures"]]
    assert set(REQUIRED) <= set(ids)
    assert len(ids) == len(set(ids))
    assert all(set(one) == {"id", "label", "value", "unit", "groups"} for one in figures["figures"])
    by_id = {one["id"]: one for one in figures["figures"]}
    offending = by_id["promises.offending"]["groups"]
    counts = {title: n for themes in offending.values() for titles in themes.values() for title, n in titles.items()}
    assert counts == {one["title"]: one["count"] for one in promises["promises"] if one["count"]}


def test_every_kind_is_drafted_and_findings_once_told_keep_their_promise(run: Run) -> None:
    numbers = {}
    for kind in BulletinKind:
        period = ("--period", "2015Q1") if kind is BulletinKind.BEST_WORST else MAY
        said = run("bulletin", "draft", kind.value, *period, *LAST)
        numbers[kind], _, title = said.partition("：已起草 ")
        assert title.strip(), kind
    before = promised(run, "2015-05-31")["S9"]
    assert (before["state"], before["count"]) == ("broken", len(before["records"]))
    on = "2015-06-01"
    assert "已印发" in run("bulletin", "issue", numbers[BulletinKind.HABITS], "--on", on, "--dated", on, *NUMBERED)
    (sent,) = told(run, "bulletin", "list")["bulletins"]
    assert (sent["kind"], sent["period"], sent["sent_on"], sent["frozen"]) == ("督查通报", "2015-05", on, True)
    untold = set(before["records"]) - set(promised(run, on)["S9"]["records"])
    assert untold, "what was found in May is told by the bulletin of May"
    assert promised(run, "2015-05-31")["S9"]["count"] == before["count"], "by the end of May it was not"


@pytest.mark.slow
def test_the_whole_of_may_by_real_processes(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "data")
    shell.process("new", "--unit", "清源县人民检察院", "--short", "清源")
    report = json.loads(shell.process("import", *workbooks(), *LAST, "--json"))
    assert len(report["files"]) == 8
    for sheet in (one for file in report["files"] for one in file["sheets"]):
        assert {"sheet", "kind", "rows", "taken", "incomplete", "returned", "skipped", "problems"} <= set(sheet)
        assert sheet["incomplete"] <= sheet["taken"] <= sheet["rows"] - sheet["returned"], sheet["sheet"]
        assert all({"row", "column", "level", "code", "reason"} <= set(one) for one in sheet["problems"])
        assert {one["level"] for one in sheet["problems"]} <= LEVELS
    numbers = {}
    for kind in ("督查通报", "案件质量评查通报", "总结"):
        period = ("--period", "2015") if kind == "总结" else MAY
        numbers[kind] = shell.process("bulletin", "draft", kind, *period, *LAST).split("：")[0]
    assert "已印发" in shell.process(
        "bulletin",
        "issue",
        numbers["督查通报"],
        "--on",
        "2015-06-01",
        "--dated",
        "2015-06-01",
        *NUMBERED,
    )
    made = json.loads(shell.process("package", *MAY, *LAST, "--out", tmp_path / "包", "--json"))
    assert "全部一致" in shell.process("verify", "--package", made["folder"])
    promises = json.loads(shell.process("promises", *LAST, "--json"))
    assert [one["id"] for one in promises["promises"]] == [promise.id for promise in PROMISES]
