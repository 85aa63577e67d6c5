"""Problem ledgers laid out as nobody here would: tables below each other, a page per line, ticks that contradict."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import plan_import, report, returned_workbook
from desktop_app.services.desk import Desk
from desktop_app.store import undo
from tests.kit.county import label, problems_of, rows, sheets_of, taken
from tests.kit.office import officer
from tests.kit.workbooks import Wide, workbook

PEOPLE = (
    *(("张雪梅", "公诉科", "科长"), ("王超", "办公室", "主任"), ("李明", "侦查监督科", "副科长")),
    *(("赵建国", "院领导", "副检察长"), ("陈静", "案件管理办公室", "")),
)


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    for name, department, post in PEOPLE:
        officer(desk, name, department, post=post)
    return desk


def kept(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows(desk, "issue")}


def told(desk: Desk, file: Path) -> list[dict[str, Any]]:
    plan = taken(desk, [file])
    sheets: list[dict[str, Any]] = report(plan)["files"][0]["sheets"]
    return sheets


COMMON_HEAD = ["序号", "问题", "责任部门", "发现时间", "整改措施", "整改时限", "状态"]
OWN_HEAD = ["序号", "问题", "责任人", "责任部门", "受案号", "整改措施", "整改时限", "状态"]


def test_two_ledgers_below_each_other_are_read_by_their_own_heads(staffed: Desk, tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        ["2015年共性问题清单"],
        COMMON_HEAD,
        [1, "执法理念落后", "公诉科", "3月1日", "学习", "2015-6-1", "整改中"],
        [],
        ["个性问题清单"],
        OWN_HEAD,
        [1, "漏签骑缝", "公诉科科长张雪梅", "公诉科", "清检诉受〔2015〕1号", "补签", "6月1日前", "整改中"],
        [2, "超期送达", "李明", "侦监科", "清检（2015）2号、清检【2015】3号", "检讨", "6月底", "已销号"],
        ["填表人：王超"],
    ]
    sheets = told(staffed, workbook(tmp_path / "清单.xlsx", {"问题清单": lines}))
    assert [(sheet["taken"], sheet["skipped"], sheet["kind"]) for sheet in sheets] == [
        (1, 2, "issues"),
        (2, 2, "issues"),
    ]
    assert {problem["row"] for problem in sheets[1]["problems"]} == {7, 8}
    found = kept(staffed)
    assert [row["nature"] for row in found.values()] == ["共性", "个性", "个性"]
    assert found["执法理念落后"]["found_on"] == date(2015, 3, 1)
    assert found["超期送达"]["due_on"] == date(2015, 6, 30)
    assert label(staffed, "department", found["漏签骑缝"]["department_id"]) == "公诉科"
    with staffed.facts() as facts:
        cases = [row["case_no"] for row in facts.rows("issue_case").values()]
    assert cases == ["清检诉受〔2015〕1号", "清检（2015）2号", "清检【2015】3号"]


def test_the_same_head_under_another_title_begins_another_table(staffed: Desk, tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        *(["一、共性问题清单"], COMMON_HEAD, [1, "甲", "公诉科", "2015-3-1", "学习", "2015-6-1", "整改中"]),
        *(COMMON_HEAD, [2, "乙", "公诉科", "2015-3-1", "学习", "2015-6-1", "整改中"]),
        *(["二、个性问题清单"], COMMON_HEAD, [1, "丙", "公诉科", "2015-3-1", "学习", "2015-6-1", "整改中"]),
    ]
    sheets = told(staffed, workbook(tmp_path / "清单.xlsx", {"问题清单": lines}))
    assert [sheet["taken"] for sheet in sheets] == [2, 1]
    assert {name: row["nature"] for name, row in kept(staffed).items()} == {"甲": "共性", "乙": "共性", "丙": "个性"}


def test_a_page_for_each_line_tells_the_department(staffed: Desk, tmp_path: Path) -> None:
    head = ["编号", "存在问题", "类别", "产生原因", "整改措施", "责任领导", "责任人", "整改时限", "是否销号"]

    def page(who: str, closed: Any) -> list[list[Any]]:
        return [
            ["个性问题整改台账"],
            head,
            [1, "出庭着装不规范", "其他", "主观", "提醒", "赵建国副检察长", who, "2015/4/30", closed],
        ]

    file = workbook(tmp_path / "台账.xlsx", {"公诉": page("张雪梅科长", "是"), "侦监条线": page("李明", "2015.4.28")})
    plan = taken(staffed, [file])
    found = rows(staffed, "issue")
    assert [row["number"] for row in found] == ["1", "2015-侦监-个-001"]
    assert [row["line"] for row in found] == ["公诉", "侦查监督"]
    assert [(row["state"], row["closed_on"]) for row in found] == [("已销号", None), ("已销号", date(2015, 4, 28))]
    given = [p["reason"] for p in sheets_of(plan)["侦监条线"]["problems"] if p["code"] == "duplicate_number"]
    assert "与“公诉”第 3 行重复" in given[0]
    assert plan_import(staffed, [file]).writes == 0


def test_a_row_that_repeats_a_problem_and_says_more_is_given_back(staffed: Desk, tmp_path: Path) -> None:
    head = ["问题编号", "问题描述", "问题性质", "责任部门", "发现日期", "整改措施", "验收人", "验收日期", "佐证"]
    first = ["S-1", "甲", "共性", "公诉科", "2015/3/1", "措施一", "陈静", "2015/4/2", "照片"]
    second = ["S-1", "甲", "共性", "公诉科", "2015/3/1", "措施二", "陈静", "2015/5/2", "照片"]
    file = workbook(tmp_path / "销号台账.xlsx", {"销号台账": [head, first, second, first]})
    plan = taken(staffed, [file])
    assert {(row, code) for _, row, _, code in problems_of(plan) if "duplicate" in code} == {
        (3, "duplicate_differs"),
        (4, "duplicate_row"),
    }
    said = next(p["reason"] for p in sheets_of(plan)["销号台账"]["problems"] if p["code"] == "duplicate_differs")
    assert said.startswith("与第 2 行是同一条而验收日期、整改措施不同，没有写入")
    assert returned_workbook(plan, tmp_path / "退回.xlsx") == 1
    assert len(rows(staffed, "issue")) == 1


def test_two_ticks_for_one_word_are_no_answer(staffed: Desk, tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        [Wide("对照检查问题清单（2015年）", 9)],
        ["序号", "问题表述", "共性", "个性", "责任单位", "查摆时间", "整改举措", "完成时限", "整改结果"],
        [1, "笔录不规范", "√", "", "侦监科", "3/9", "学习", "6月底前", "正在整改"],
        [2, "文书错字", "√", "√", "公诉科", "2015年3月", "更正", "立即", "已整改"],
    ]
    plan = taken(staffed, [workbook(tmp_path / "清单.xlsx", {"Sheet1": lines})])
    found = kept(staffed)
    assert (found["笔录不规范"]["nature"], found["笔录不规范"]["state"]) == ("共性", "整改中")
    assert (found["文书错字"]["nature"], found["文书错字"]["state"]) == (None, "已销号")
    assert "共性、个性" in found["文书错字"]["gaps"]["nature"]
    assert ("Sheet1", 4, "性质", "ticked_twice") in problems_of(plan)


def test_a_short_ledger_under_a_plain_title_is_known(staffed: Desk, tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        [Wide("查摆问题一览表", 8)],
        ["部门", "类别", "序号", "问题", "整改措施", "责任人", "分管领导", "时限"],
        [Wide("公诉科", 1, 2), "其他", 1, "问题一", "措施一", "张雪梅", Wide("赵建国", 1, 2), "6月底前"],
        [None, "其他", 2, "问题二", "措施二", "张雪梅", None, "2015-6-1"],
        ["小计", None, None, "2"],
    ]
    plan = taken(staffed, [workbook(tmp_path / "汇总.xlsx", {"Sheet1": lines})])
    assert (sheets_of(plan)["Sheet1"]["kind"], sheets_of(plan)["Sheet1"]["taken"]) == ("issues", 2)
    assert {label(staffed, "department", row["department_id"]) for row in kept(staffed).values()} == {"公诉科"}
    said = next(p["reason"] for p in sheets_of(plan)["Sheet1"]["problems"] if p["code"] == "year_missing")
    assert said.startswith("时限：“6月底前”没有年份")


def test_a_day_where_a_state_is_asked_is_no_closing_when_it_lies_ahead(staffed: Desk, tmp_path: Path) -> None:
    head = ["问题", "性质", "责任科室", "整改措施", "整改时限", "销号"]
    lines: list[list[Any]] = [
        head,
        *(
            [name, "共性", "公诉科", "学习", "2015.7.1", closed]
            for name, closed in (("甲", "2015.5.20"), ("乙", "2015.7.1"))
        ),
        ["丙", "共性", "办公室", "学习", "2015.7.1", "√"],
    ]
    plan = taken(staffed, [workbook(tmp_path / "2015年整改销号台账.xlsx", {"Sheet1": lines})])
    assert [(row["state"], row["closed_on"]) for row in kept(staffed).values()] == [
        ("已销号", date(2015, 5, 20)),
        ("待认领", None),
        ("已销号", None),
    ]
    assert ("Sheet1", 3, "销号", "value_not_in_list") in problems_of(plan)


def test_taken_back_and_taken_again_in_another_order(staffed: Desk, tmp_path: Path) -> None:
    lines = [[f"Q-{n}", f"问题{n}", "共性", "公诉科", "2015-3-1", "学习"] for n in range(1, 6)]
    head = ["编号", "问题描述", "性质", "责任部门", "发现日期", "整改措施"]

    def ledger(some: list[list[str]]) -> Path:
        return workbook(tmp_path / "清单.xlsx", {"问题清单": [head, *some]})

    taken(staffed, [ledger(lines)])
    undo.undo(staffed.store)
    assert rows(staffed, "issue") == []
    taken(staffed, [ledger(lines[::-1])])
    assert {row["number"] for row in rows(staffed, "issue")} == {f"Q-{n}" for n in range(1, 6)}
    lines[1] = [*lines[1][:5], "学习；检讨"]
    del lines[3]
    again = taken(staffed, [ledger(lines[::-1])])
    assert {code for *_, code in problems_of(again)} == {"differs"}
    assert len(rows(staffed, "issue")) == 5


@pytest.mark.parametrize(
    "head",
    [
        ["序号", "意见建议内容", "提出单位", "提出时间", "承办部门", "办理情况"],
        ["序号", "督查日期", "部门", "被督查人", "不规范习惯", "表现", "处理", "整改"],
        ["问题", "责任部门"],
    ],
)
def test_what_is_no_ledger_of_problems_is_left_alone(staffed: Desk, tmp_path: Path, head: list[str]) -> None:
    plan = plan_import(staffed, [workbook(tmp_path / "表.xlsx", {"表": [head, ["1"] * len(head)]})])
    assert sheets_of(plan)["表"]["kind"] is None
    assert sheets_of(plan)["表"]["unrecognised"]["reason"]
