"""Office, cases and short looks for ledgers of cases, reviews and cards."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.exchange.importing import ImportPlan
from desktop_app.services.desk import Desk
from tests.kit.county import problems_of, sheets_of, taken
from tests.kit.office import officer
from tests.kit.workbooks import workbook

PEOPLE = (
    *(("张雪梅", "公诉科"), ("董长青", "公诉科"), ("李明", "侦查监督科"), ("叶新民", "案件管理办公室")),
    *(("赵建国", "院领导"), ("陈静", "案件管理办公室"), ("王超", "办公室")),
)
ONE, TWO, THREE = (f"清检诉受[2015]6190230000{place}号" for place in (1, 2, 3))
POOL_HEAD = ["受案号", "案件名称", "案件类型", "办案部门", "承办人", "受理日期", "办结日期"]
Lines = Sequence[Sequence[Any]]


def staff(desk: Desk) -> Desk:
    """Enter a few people."""
    for name, department in PEOPLE:
        officer(desk, name, department)
    return desk


def ledger(folder: Path, name: str, lines: Lines) -> Path:
    """A workbook of one sheet."""
    return workbook(folder / f"{name}.xlsx", {name: lines})


def parts(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """Every row of a part."""
    with desk.facts() as facts:
        return [dict(row) for row in facts.rows(kind).values()]


def told(plan: ImportPlan) -> list[tuple[str | None, int, int]]:
    """Kind, rows and rows taken of each sheet."""
    return [(sheet["kind"], sheet["rows"], sheet["taken"]) for sheet in sheets_of(plan).values()]


def codes(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Every problem as row, column, code."""
    return sorted((row, column, code) for _, row, column, code in problems_of(plan))


def unused(plan: ImportPlan) -> list[str]:
    """Columns nothing was read from."""
    return [column for sheet in sheets_of(plan).values() for column in sheet["unused_columns"]]


def pool(desk: Desk, folder: Path) -> None:
    """Take in two closed cases."""
    lines: Lines = [
        POOL_HEAD,
        [ONE, "王某盗窃案", "审查起诉", "公诉科", "张雪梅", "2015-1-3", "2015-1-20"],
        [TWO, "李某诈骗案", "审查起诉", "公诉科", "董长青", "2015-1-5", "2015-1-22"],
    ]
    assert told(taken(desk, [workbook(folder / "案件.xlsx", {"办结案件": lines})])) == [("cases", 2, 2)]
