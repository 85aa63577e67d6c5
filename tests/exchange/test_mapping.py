"""The mapping file: found by file and sheet, and told off in sentences."""

import json
from pathlib import Path

import pytest

from desktop_app.exchange.importing import plan_import
from desktop_app.exchange.mapping import SheetMap, map_of, parse_maps, read_maps
from desktop_app.registers.plan import TASKS
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.county import problems_of, rows, taken
from tests.kit.workbooks import workbook


def test_a_sheet_is_found_with_or_without_its_file() -> None:
    maps = parse_maps({"任务.xlsx/表1": {"kind": "tasks"}, "表1": {"header_row": 2}})
    assert map_of(maps, Path("/somewhere/任务.xlsx"), "表1") == SheetMap(TASKS)
    assert map_of(maps, Path("别的.xlsx"), "表1") == SheetMap(None, 2)
    assert map_of(maps, Path("别的.xlsx"), "表2") is None


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"表": 1},
        {"表": {"kind": "nothing"}},
        {"表": {"header_row": "3"}},
        {"表": {"columns": []}},
        {"表": {"columns": {"甲": 3}}},
    ],
)
def test_a_map_of_another_shape_is_refused(told: object) -> None:
    with pytest.raises(Refusal):
        parse_maps(told)


def test_a_file_that_is_no_json_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "对应.json"
    with pytest.raises(Refusal, match=r"对应\.json"):
        read_maps(path)
    path.write_text("{", "utf-8")
    with pytest.raises(Refusal, match="不是 JSON"):
        read_maps(path)
    path.write_text(json.dumps({"表": {"kind": "任务"}}), "utf-8-sig")
    assert read_maps(path) == {"表": SheetMap(TASKS)}


def test_a_strange_sheet_is_taken_by_its_map(desk: Desk, tmp_path: Path) -> None:
    lines = [["干啥", "归谁", "哪步", "几号前"], ["公布电话", "控申", "动员部署", "2015.3.5"]]
    file = workbook(tmp_path / "安排.xlsx", {"表": lines})
    assert plan_import(desk, [file]).writes == 0
    columns = {"干啥": "name", "归谁": "牵头部门", "哪步": "phase_id", "D": "due_on"}
    plan = taken(desk, [file], mapping={"安排/表": {"kind": "tasks", "header_row": 1, "columns": columns}})
    assert [row["name"] for row in rows(desk, "task")] == ["公布电话"]
    assert ("表", 2, "开始", "start_on_missing") in problems_of(plan)


def test_a_kind_named_for_all_sheets(desk: Desk, tmp_path: Path) -> None:
    file = workbook(tmp_path / "x.xlsx", {"一": [["姓名", "部门"], ["王超", "办公室"]]})
    assert plan_import(desk, [file]).writes == 0
    assert plan_import(desk, [file], kind="officers").writes == 1
    with pytest.raises(Refusal, match="officers"):
        plan_import(desk, [file], kind="people")


def test_a_kind_named_for_a_book_leaves_sheets_that_tell_their_own(desk: Desk, tmp_path: Path) -> None:
    lines = {
        "一": [["姓名", "部门"], ["王超", "办公室"]],
        "任务分解": [["工作任务", "牵头部门", "责任人"], ["宣传", "办公室"]],
    }
    plan = plan_import(desk, [workbook(tmp_path / "x.xlsx", lines)], kind="officers")
    assert [sheet.told()["kind"] for sheet in plan.sheets] == ["officers", "tasks"]
