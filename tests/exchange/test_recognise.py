"""Which register a sheet is, and when it is better not to say."""

from pathlib import Path

import pytest

from desktop_app.exchange.mapping import SheetMap, parse_maps
from desktop_app.exchange.recognise import Recognised, Unrecognised, recognise
from desktop_app.exchange.workbooks import Merge, Sheet, read_workbook
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.system.errors import Refusal
from tests.kit.county import COUNTIES


def meant(sheet: Sheet, stem: str = "", wanted: SheetMap | None = None) -> dict[str, str]:
    found = recognise(sheet, stem, wanted)
    assert isinstance(found, Recognised), found
    return {column.path: found.meant[column.index].name for column in found.columns if column.index in found.meant}


def code(sheet: Sheet, stem: str = "") -> str:
    found = recognise(sheet, stem)
    assert isinstance(found, Unrecognised), found
    return found.code


@pytest.mark.parametrize("file", sorted(COUNTIES["清源县"].glob("0[3-8]*")), ids=lambda path: path.stem[:2])
def test_ledgers_of_other_kinds_are_left_alone(file: Path) -> None:
    """Marks, absences and rotations also have names and departments; they are no rosters."""
    for sheet in read_workbook(file).sheets:
        found = recognise(sheet, file.stem)
        assert isinstance(found, Unrecognised) or found.register.tab not in ("basics", "plan"), sheet.name


def test_a_plain_roster_needs_no_title() -> None:
    rows: list[list[object]] = [["姓名", "性别", "民族", "部门", "学历"], ["甲", "男", "汉", "公诉科", "大学"]]
    assert set(meant(Sheet("Sheet1", rows))) == {"姓名", "性别", "部门", "学历"}


def test_a_bare_list_of_marks_is_a_score_sheet_and_no_roster() -> None:
    found = recognise(Sheet("Sheet1", [["姓名", "部门", "成绩"], ["甲", "公诉科", 80.0]]))
    assert isinstance(found, Recognised)
    assert found.register.public == "sittings"
    assert meant(Sheet("花名册", [["姓名", "部门", "职务"], ["甲", "公诉科", "科员"]]))


def test_two_rows_of_head_without_merges() -> None:
    rows: list[list[object]] = [
        ["序号", "工作任务", "牵头部门", "时间安排", None, "进展情况"],
        [None, None, None, "开始", "完成时限", "进度", "状态"],
        [1.0, "动员", "办公室"],
    ]
    found = meant(Sheet("任务分解", rows))
    assert found["时间安排/开始"] == "start_on"
    assert found["时间安排/完成时限"] == "due_on"
    assert found["进展情况/状态"] == "state"


def test_a_group_heading_ends_where_its_merge_ends() -> None:
    rows: list[list[object]] = [
        ["会议名称", "日期", "参加人数", None, "类型"],
        [None, None, "应到", "实到", None, "地点"],
        ["动员会", "2015-1-5", 5.0, 5.0],
    ]
    merges = (Merge(0, 0, 1, 0), Merge(0, 2, 0, 3), Merge(0, 4, 1, 4))
    found = meant(Sheet("会议", rows, merges))
    assert found["参加人数/应到"] == "expected"
    assert found["类型"] == "kind"
    assert found["地点"] == "place"


def test_the_year_is_taken_from_the_nearest_that_tells_it() -> None:
    def year(*titles: str, name: str = "花名册", stem: str = "") -> int | None:
        sheet = Sheet(name, [*([title] for title in titles), ["姓名", "部门", "性别"], ["甲", "公诉科", "男"]])
        found = recognise(sheet, stem)
        assert isinstance(found, Recognised)
        return found.year

    assert year("2014年花名册", "填报 截至2015年5月31日") == 2015
    assert year("２０１４年干警花名册", stem="2013") == 2014
    assert year("2013—2014年花名册", stem="2016年") is None
    assert year(name="花名册2012") == 2012
    assert year(stem="02 花名册 2011") == 2011
    assert year() is None


def test_a_day_that_does_not_exist_is_no_day_to_count_from() -> None:
    found = recognise(Sheet("花名册", [["截至2015年6月31日"], ["姓名", "部门", "性别"], ["甲", "公诉科", "男"]]))
    assert isinstance(found, Recognised)
    assert (found.as_of, found.year) == (None, 2015)


def test_hidden_and_empty_sheets_say_so() -> None:
    assert code(Sheet("字典", [["姓名", "部门", "性别"]], hidden=True)) == "hidden_sheet"
    assert code(Sheet("Sheet3", [])) == "empty_sheet"


def test_a_map_names_kind_head_and_columns() -> None:
    rows: list[list[object]] = [["说明"], ["干什么", "谁牵头", "谁办", "工作任务"], ["宣传", "办公室", "王超", "旧"]]
    told = {"kind": "tasks", "header_row": 2, "columns": {"干什么": "name", "C": "officer_id", "谁牵头": "牵头部门"}}
    wanted = parse_maps({"表": told})["表"]
    assert meant(Sheet("表", rows), wanted=wanted) == {
        "干什么": "name",
        "谁牵头": "department_id",
        "谁办": "officer_id",
    }


def test_a_map_can_leave_a_column_unused() -> None:
    wanted = SheetMap(OFFICERS, 0, {"性别": None})
    assert set(meant(Sheet("x", [["姓名", "部门", "性别"], ["甲", "公诉科", "?"]]), wanted=wanted)) == {"姓名", "部门"}


def test_a_kind_named_by_hand_still_needs_what_names_a_record() -> None:
    sheet = Sheet("x", [["姓名", "部门", "性别"], ["甲", "公诉科", "男"]])
    assert isinstance(recognise(sheet, "", SheetMap(TASKS)), Unrecognised)
    assert isinstance(recognise(sheet, "", SheetMap(OFFICERS)), Recognised)


def test_columns_of_the_program_and_running_numbers_are_passed_over_without_a_word() -> None:
    found = recognise(
        Sheet("花名册", [["退回原因", "序 号", "姓名", "部门", "性别", "籍贯"], ["", 1.0, "甲", "公诉科", "男"]])
    )
    assert isinstance(found, Recognised)
    assert found.unused == ("籍贯",)


def test_a_map_that_fits_nothing_is_refused() -> None:
    sheet = Sheet("x", [["姓名", "部门"], ["甲", "公诉科"]])
    with pytest.raises(Refusal, match="电话"):
        recognise(sheet, "", SheetMap(OFFICERS, 0, {"电话": "phone"}))
    assert code_with(sheet, SheetMap(OFFICERS, 9)) == "no_such_row"


def code_with(sheet: Sheet, wanted: SheetMap) -> str:
    found = recognise(sheet, "", wanted)
    assert isinstance(found, Unrecognised)
    return found.code


def test_a_column_headed_time_that_holds_days_is_the_day() -> None:
    rows: list[list[object]] = [
        ["时间", "会议名称", "类型"],
        ["2015年1月6日 14:30", "动员会", "动员会"],
        [42068.0, "推进会"],
    ]
    assert meant(Sheet("会议", rows))["时间"] == "held_on"
    assert meant(Sheet("会议", [rows[0], ["14:30", "动员会", "动员会"]]))["时间"] == "clock"
