"""Short looks at what ledgers of seized property came to: records as tuples of their words."""

from pathlib import Path
from typing import Any

from desktop_app.exchange.importing import ImportPlan, carry_out, plan_import
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from tests.kit.county import rows, taken
from tests.kit.review_ledgers import Lines, ledger

ONE = "清检反贪受[2015]61902300001号"
TWO = "清检反贪受[2015]61902300002号"
KINDS = (
    *("seizure", "seized_item", "custody_event", "money_entry", "freeze", "stocktake", "count_line", "storage_place"),
)


def told(desk: Desk, kind: str, names: str) -> list[tuple[Any, ...]]:
    """Attributes of every record of a kind; days and words as text, nothing as an empty text."""
    return [tuple(_shown(row[name]) for name in names.split()) for row in rows(desk, kind)]


def _shown(value: Any) -> Any:
    return "" if value is None else value if isinstance(value, int) else str(value)


def kept(plan: ImportPlan) -> tuple[int, int, list[str]]:
    """Rows read, rows given back, and columns nothing was read from."""
    sheets = [sheet.told() for sheet in plan.recognised]
    returned = sum(sheet["returned"] for sheet in sheets)
    return sum(sheet["rows"] for sheet in sheets), returned, [name for one in sheets for name in one["unused_columns"]]


def faults(plan: ImportPlan) -> list[tuple[int, str, str]]:
    """Every problem of every list of a sheet as row, column, code."""
    sheets = [sheet.told() for sheet in plan.recognised]
    return sorted((one["row"], one["column"], one["code"]) for sheet in sheets for one in sheet["problems"])


def again_and_back(desk: Desk, folder: Path, name: str, lines: Lines) -> ImportPlan:
    """Import a workbook; once more writes nothing, and undone nothing is left of it; then import it for good."""
    before = {kind: len(rows(desk, kind)) for kind in KINDS}
    path = ledger(folder, name, lines)
    outcome = carry_out(desk, plan_import(desk, [path]))
    assert plan_import(desk, [path]).writes == 0
    assert outcome.batch is not None
    undo(desk.store, outcome.batch)
    assert {kind: len(rows(desk, kind)) for kind in KINDS} == before
    return taken(desk, [path])


def three_items(desk: Desk, folder: Path) -> None:
    """A phone, six computers and a carton of cigarettes, taken and not handed over yet."""
    head = ["物品编号", "案号", "财物种类", "品名", "数量", "单位", "扣押时间"]
    things = (
        ("甲-1", "手机", "苹果手机", 1, "部"),
        ("甲-2", "电脑", "笔记本电脑", 6, "台"),
        ("甲-3", "烟酒", "香烟", 1, "条"),
    )
    lines = [[number, ONE, kind, name, count, unit, "2015-3-2"] for number, kind, name, count, unit in things]
    taken(desk, [ledger(folder, "物品", [["涉案财物台账"], head, *lines])])
