"""Where the ledgers lie, what is known of them, and short ways to import and look."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop_app.exchange.importing import ImportPlan, carry_out, plan_import, report
from desktop_app.services.desk import Desk
from desktop_app.system.clock import Clock
from desktop_app.system.paths import RESOURCES
from tests.kit.office import furnished

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
COUNTIES = {"清源县": RESOURCES / "practice" / "清源县", "清源县-改正": GOLDEN / "workbooks" / "清源县-改正"}

Told = dict[str, Any]
"""The report of an import, as a script reads it."""

Ready = Callable[[Sequence[Path]], Desk]
"""The fixture ``ready``: an office into which the ledgers named were taken."""


def first_two(county: str) -> list[Path]:
    """The roster and the plan of a county."""
    return sorted(COUNTIES[county].glob("0[12]*.xlsx"))


def first_three(county: str) -> list[Path]:
    """The roster, the plan and the problems of a county."""
    return sorted(COUNTIES[county].glob("0[123]*.xlsx"))


def with_reviews(county: str) -> list[Path]:
    """The roster and the cases with their reviews of a county."""
    return sorted([*COUNTIES[county].glob("01*.xlsx"), *COUNTIES[county].glob("06*.xlsx")])


def with_learning(county: str) -> list[Path]:
    """The roster and the trainings, exams and dossier checks of a county."""
    return sorted([*COUNTIES[county].glob("01*.xlsx"), *COUNTIES[county].glob("04*.xlsx")])


def with_posts(county: str) -> list[Path]:
    """The roster and the posts, absences and rotations of a county."""
    return sorted([*COUNTIES[county].glob("01*.xlsx"), *COUNTIES[county].glob("05*.xls")])


def with_seizures(county: str) -> list[Path]:
    """The roster and the seized property of a county."""
    return sorted([*COUNTIES[county].glob("01*.xlsx"), *COUNTIES[county].glob("07*.xlsx")])


def with_supervision(county: str) -> list[Path]:
    """The roster, the cases and the inspections, documents and duties of a county."""
    return sorted(path for number in ("01", "06", "08") for path in COUNTIES[county].glob(f"{number}*.xlsx"))


def every_ledger(county: str) -> list[Path]:
    """All eight workbooks of a county."""
    return sorted(path for path in COUNTIES[county].iterdir() if path.suffix in (".xlsx", ".xls"))


def supervision_answers(county: str) -> dict[str, Any]:
    """What is known of the workbook of inspections, documents and duties."""
    told: dict[str, Any] = json.loads((GOLDEN / "answers" / f"{county} 督查与责任.json").read_text("utf-8"))
    return told


def seizure_answers(county: str) -> dict[str, Any]:
    """What is known of the workbook of seized property."""
    told: dict[str, Any] = json.loads((GOLDEN / "answers" / f"{county} 涉案财物.json").read_text("utf-8"))
    return told


def post_answers(county: str) -> dict[str, Any]:
    """What is known of the workbook of posts, absences and rotations."""
    told: dict[str, Any] = json.loads((GOLDEN / "answers" / f"{county} AB岗与轮岗.json").read_text("utf-8"))
    return told


def review_answers(county: str) -> dict[str, Any]:
    """What is known of the workbook of cases and reviews."""
    told: dict[str, Any] = json.loads((GOLDEN / "answers" / f"{county} 案件与评查.json").read_text("utf-8"))
    return told


def learning_answers(county: str) -> dict[str, Any]:
    """What is known of the workbook of trainings, exams and dossiers."""
    told: dict[str, Any] = json.loads((GOLDEN / "answers" / f"{county} 培训考试与归档.json").read_text("utf-8"))
    return told


def answers(county: str) -> dict[str, Any]:
    """What is known of these three workbooks."""
    told: dict[str, Any] = json.loads((GOLDEN / "answers" / f"{county}.json").read_text("utf-8"))
    return told


def taken(desk: Desk, files: Sequence[Path], **more: Any) -> ImportPlan:
    """Import for good; the plan tells what was done."""
    plan = plan_import(desk, files, **more)
    carry_out(desk, plan)
    return plan


def office_with(files: Sequence[Path], root: Path, clock: Clock) -> Desk:
    """A founded office into which these ledgers were taken: a copy of one made once in a run of the tests."""
    return taken_once(files, root, clock)[0]


def taken_once(files: Sequence[Path], root: Path, clock: Clock) -> tuple[Desk, Told]:
    """``office_with`` these ledgers, and what their import told."""
    names = "\n".join(str(file) for file in files)
    code = sha256(names.encode()).hexdigest()[:16]
    return furnished(f"office-{code}", lambda desk: report(taken(desk, files)), root, clock)


def sheets_of(plan: ImportPlan | Told) -> dict[str, dict[str, Any]]:
    """The report's sheets by name."""
    told = report(plan) if isinstance(plan, ImportPlan) else plan
    return {sheet["sheet"]: sheet for file in told["files"] for sheet in file["sheets"]}


def problems_of(plan: ImportPlan | Told) -> set[tuple[str, int, str, str]]:
    """Every problem as sheet, row, column, code."""
    told = sheets_of(plan).items()
    return {(name, p["row"], p["column"], p["code"]) for name, sheet in told for p in sheet["problems"]}


def rows(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """The live records of a kind."""
    with desk.facts() as facts:
        return [dict(row) for row in facts.live(kind)]


def label(desk: Desk, kind: str, record_id: int | None) -> str:
    with desk.facts() as facts:
        return facts.label(kind, record_id)
