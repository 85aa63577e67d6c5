"""Whatever stands in the cells, every row has a fate and nothing falls over."""

import json
import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.findings import Fate, FileFindings, ImportPlan, SheetFindings
from desktop_app.exchange.importing import has_returned, returned_workbook
from desktop_app.exchange.links import Links
from desktop_app.exchange.recognise import recognise
from desktop_app.exchange.workbooks import Sheet, read_workbook
from desktop_app.exchange.writing import Writer
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from tests.kit.county import first_two

STRANGE: list[Any] = [
    *(
        "",
        "同上",
        "合计",
        "注：",
        "张伟",
        "张伟、李凯",
        "（",
        "))",
        "a" * 40_000,
        "\x00",
        "\ud800",
        "2015年13月40日",
        "3.5",
    ),
    *(
        "99999999",
        "=1+1",
        "一、",
        "第一阶段",
        "、、、",
        "等3人",
        "公诉科、",
        "姓名",
        "👩‍👧",
        "120%",
        "..",
        "组|列",
        "不存在科室",
    ),
    *(None, True, 0.0, -1.0, 1e308, float("nan"), float("inf")),
    *(date(2015, 1, 1), datetime(2015, 1, 1, 3), time(3, 3), timedelta(days=-3)),
]


def spoilt(sheet: Sheet, dice: random.Random) -> Sheet:
    """A sheet with strange cells, perhaps its columns or rows in another order."""
    rows = [list(row) for row in sheet.rows]
    for _ in range(dice.choice((5, 60))):
        row = dice.choice(rows)
        row[dice.randrange(len(row))] = dice.choice(STRANGE)
    if dice.random() < 0.3:
        places = list(range(max(map(len, rows))))
        dice.shuffle(places)
        rows = [[row[place] if place < len(row) else None for place in places] for row in rows]
    if dice.random() < 0.3:
        dice.shuffle(rows)
    return replace(sheet, rows=rows)


@pytest.mark.parametrize("seed", range(3))
def test_strange_cells_never_stop_an_import(desk: Desk, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    plan = ImportPlan()
    for path in first_two("清源县"):
        sheets = [spoilt(sheet, dice) for sheet in read_workbook(path).sheets]
        plan.files.append(FileFindings(path, [SheetFindings(path, s, recognise(s, path.stem)) for s in sheets]))
    with desk.store.unit("导入") as unit:
        facts = Facts(unit.session, desk.today)
        writer = Writer(desk, unit, facts, Links(facts, desk.today))
        for sheet in plan.recognised:
            writer.sheet(sheet, lambda: None)
    for sheet in plan.recognised:
        assert len(sheet.fates) == sheet.taken + sheet.count(Fate.UNCHANGED, Fate.RETURNED)
        assert json.dumps(sheet.told())
    if has_returned(plan):
        assert returned_workbook(plan, tmp_path / "退回.xlsx") == plan.returned
