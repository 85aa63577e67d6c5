"""Ledgers of other counties: other heads, orders, dates and habits, the same records."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop_app.exchange.importing import plan_import
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.county import label, problems_of, rows, sheets_of, taken
from tests.kit.office import officer
from tests.kit.workbooks import Wide, workbook

BLANK: list[Any] = []


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """The people the ledgers below speak of; two of them share a name."""
    for name, department in (
        ("王超", "办公室"), ("刘立军", "政工科"), ("张伟", "公诉科"), ("张伟", "反贪污贿赂局"),
        ("欧阳锋", "侦查监督科"), ("萧思源", "院领导"), ("高嘉树", "监察科"), ("阿依古丽·买买提", "公诉科"),
    ):  # fmt: skip
        officer(desk, name, department)
    return desk


def test_a_roster_with_its_head_on_the_first_row_in_another_order(desk: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "人员.xlsx",
        {"Sheet1": [
            ["部门(科室)", "姓　名", "出生\n年月", "性 别", "籍贯", "职务：", "现岗位时间", "人员状态*"],
            ["公诉处", "王　㛃", "1982.11", "女", "本县", "科员", "2012年3月", "在编在岗"],
            ["批捕科", " 欧阳 锋 ", 19790302, "男", "邻县", "副科长", "二〇一一年九月一日", "挂职"],
            ["档案室", "李凯", date(1976, 10, 10), "男性", "", "", "2013.09.10", ""],
        ]},
    )  # fmt: skip
    plan = taken(desk, [file])
    sheet = sheets_of(plan)["Sheet1"]
    assert (sheet["kind"], sheet["taken"], sheet["unused_columns"]) == ("officers", 3, ["籍贯"])
    people = {row["name"]: row for row in rows(desk, "officer")}
    assert people["王㛃"]["birth_on"] == date(1982, 11, 1)
    assert label(desk, "department", people["欧阳锋"]["department_id"]) == "侦查监督科"
    assert (people["欧阳锋"]["birth_on"], people["欧阳锋"]["status"]) == (date(1979, 3, 2), "借调")
    assert (people["李凯"]["post_since_on"], people["李凯"]["sex"]) == (date(2013, 9, 10), "男")
    assert problems_of(plan) == {("Sheet1", 2, "部门(科室)", "adopted"), ("Sheet1", 4, "部门(科室)", "adopted")}
    assert {"公诉处", "档案室"} <= {row["name"] for row in rows(desk, "department")}


def test_a_roster_under_department_titles(desk: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "花名册.xlsx",
        {"2015年": [
            [Wide("某县人民检察院干警花名册", 4)],
            ["序号", "姓名", "性别", "学历"],
            [Wide("一、公诉科（2人）", 4)],
            [1, "张伟", "男", "大学"],
            [2, "杜瑶", "女", "研究生"],
            ["二、反贪局"],
            [1, "张伟", "男", "大专"],
            ["合计", "3人", "", ""],
        ]},
    )  # fmt: skip
    plan = taken(desk, [file])
    places = Counter(label(desk, "department", row["department_id"]) for row in rows(desk, "officer"))
    assert places == {"公诉科": 2, "反贪污贿赂局": 1}
    assert problems_of(plan) == set()
    assert sheets_of(plan)["2015年"]["skipped"] == 4


def test_a_plan_under_phase_titles_with_all_habits_of_old_ledgers(staffed: Desk, tmp_path: Path) -> None:
    head = ["序号", "主要任务", "牵头科室", "责任人", "协办部门", "启动时间", "时限", "完成情况", "备 注"]
    file = workbook(
        tmp_path / "任务清单.xlsx",
        {"任务清单": [
            [Wide("某县院专项整治工作任务清单", 9)],
            [Wide("截止2016年3月31日", 9)],
            head,
            [Wide("一、动员部署阶段（1月—2月）", 9)],
            [1, "成立领导小组", Wide("办公室", 1, 2), "王超", "政工科、监察室", "1月5日", "1.20", "完成", ""],
            [2, "召开动员会", None, "〃", "", "1.10", "2月30日", "办结", ""],
            BLANK,
            head,
            [Wide("（二）对照检查阶段", 9)],
            [3, "查摆问题", "公诉科", "张伟", "同上", 42430, "2016-03-20", "推进中", "重点"],
            ["", "清理积案", "公诉科", "张 伟", "反贪局，不存在的科", "3.1", "3.31", "缓办", ""],
            [Wide("第三阶段：督促检查", 9)],
            [5, "", "", "", "", "", "", "", ""],
            [6, "回头看", "监察科", "高佳树", "", "", "", "", ""],
            ["小计", "5项", "", "", "", "", "", "", ""],
            ["注：完成情况每月底更新。"],
            ["填表人：王超", "", "审核人：", "", "2016年3月31日"],
        ]},
        hidden=(10,),
    )  # fmt: skip
    plan = taken(staffed, [file])
    sheet = sheets_of(plan)["任务清单"]
    assert (sheet["kind"], sheet["rows"], sheet["taken"], sheet["returned"]) == ("tasks", 5, 5, 0)
    tasks = {row["name"]: row for row in rows(staffed, "task")}
    assert list(tasks) == ["成立领导小组", "召开动员会", "查摆问题", "清理积案", "回头看"]
    told = [label(staffed, "phase", row["phase_id"]) for row in tasks.values()]
    assert told == ["动员部署", "动员部署", "对照检查", "对照检查", "督促检查"]
    assert tasks["成立领导小组"]["due_on"] == date(2016, 1, 20)
    assert label(staffed, "officer", tasks["召开动员会"]["officer_id"]) == "王超"
    assert label(staffed, "department", tasks["召开动员会"]["department_id"]) == "办公室"
    assert tasks["查摆问题"]["start_on"] == date(2016, 3, 1)
    assert label(staffed, "officer", tasks["清理积案"]["officer_id"]) == "张伟（公诉科）"
    found = problems_of(plan)
    assert {
        ("任务清单", 6, "时限", "impossible_date"),
        ("任务清单", 11, "协办部门", "unknown_department"),
        ("任务清单", 11, "备 注", "suspended_without_reason"),
        ("任务清单", 14, "责任人", "unknown_person"),
        ("任务清单", 14, "阶段", "adopted"),
    } <= found
    reason = next(p["reason"] for p in sheet["problems"] if p["code"] == "unknown_person")
    assert "高嘉树" in reason


def test_unknown_days_after_a_finished_state_stay_open(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "任务.xlsx",
        {"任务分解": [
            ["工作任务", "阶段", "责任部门", "责任人", "时间安排", "", "进展情况", "", ""],
            ["", "", "", "", "开始", "结束", "进度", "状态", "完成日期"],
            ["印发方案", "动员部署", "办公室", "王超主任", "2015/1/5", "2015/1/20", "100%", "完成", "一月下旬"],
        ]},
    )  # fmt: skip
    officer(staffed, "王超群", "办公室")
    plan = taken(staffed, [file])
    sheet = sheets_of(plan)["任务分解"]
    task = rows(staffed, "task")[0]
    assert [(p["column"], p["path"], p["code"]) for p in sheet["problems"]] == [
        ("责任人", "责任人", "unknown_person"),
        ("完成日期", "进展情况/完成日期", "not_a_date"),
    ]
    assert (task["done_on"], task["due_on"], task["progress"]) == (None, date(2015, 1, 20), 100)


def test_meetings_by_month_and_day_with_the_year_in_the_file_name(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "2016年会议学习登记.xlsx",
        {"Sheet1": [
            ["日期", "学习名称", "类别", "应到人数", "实到人数", "缺席人员", "主持", "记录"],
            ["3月5日", "学习刑事诉讼规则", "集体学习", "7人", 5, "王 超 张伟（反贪局）", "萧思源", "刘立军"],
            [" 3.12", "学习廉洁准则", "学习", 7, 6, "高嘉树（缺席）", "萧思源", "李四"],
            ["3月5日", "学习刑事诉讼规则", "集体学习", "7人", 5, "王超、张伟（反贪局）", "萧思源", "刘立军"],
        ]},
    )  # fmt: skip
    plan = taken(staffed, [file])
    meetings = rows(staffed, "meeting")
    assert [(row["held_on"], row["present"]) for row in meetings] == [(date(2016, 3, 5), 5), (date(2016, 3, 12), 6)]
    assert problems_of(plan) == {("Sheet1", 3, "记录", "unknown_person"), ("Sheet1", 4, "学习名称", "duplicate_row")}
    with staffed.facts() as facts:
        away = [(facts.label("officer", r["officer_id"]), r["state"]) for r in facts.rows("attendance").values()]
    assert away == [("王超", "请假"), ("张伟（反贪污贿赂局）", "请假"), ("高嘉树", "缺席")]
    sheet = sheets_of(plan)["Sheet1"]
    assert (sheet["rows"], sheet["taken"], sheet["unchanged"]) == (3, 2, 1)


def test_a_group_whose_roles_are_titles_and_whose_strangers_go_back(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "名单.xlsx",
        {"领导小组": [
            [Wide("专项整治领导小组名单", 3)],
            ["姓名", "单位职务", "职责"],
            [Wide("一、组长", 3)],
            ["萧思源", "检察长", "负总责"],
            [Wide("二、成员", 3)],
            ["张伟", "科员", ""],
            ["周通", "局外人", ""],
            ["阿依古丽•买买提", "科员", ""],
        ]},
    )  # fmt: skip
    plan = taken(staffed, [file])
    assert [row["role"] for row in rows(staffed, "group_member")] == ["组长", "成员"]
    assert problems_of(plan) == {
        ("领导小组", 6, "姓名", "ambiguous_person"),
        ("领导小组", 7, "姓名", "unknown_person"),
    }
    reason = next(p["reason"] for p in sheets_of(plan)["领导小组"]["problems"] if p["row"] == 6)
    assert "公诉科" in reason
    assert "反贪污贿赂局" in reason


def test_kinships_tell_namesakes_by_the_department_beside_them(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "回避.xlsx",
        {"亲属关系": [
            ["姓名", "部门", "与本人关系", "亲属姓名", "工作单位", "是否本院"],
            ["张伟", "反贪局", "夫妻", "刘某", "县医院", "外单位"],
            ["张伟", "公诉", "兄弟", "王超", "办公室", "本院"],
            ["王超", "办公室", "同学", "张伟", "反贪局", "本院"],
        ]},
    )  # fmt: skip
    plan = taken(staffed, [file])
    told = [label(staffed, "officer", row["officer_id"]) for row in rows(staffed, "kinship")]
    assert told == ["张伟（反贪污贿赂局）", "张伟（公诉科）", "王超"]
    assert label(staffed, "officer", rows(staffed, "kinship")[2]["relative_id"]) == "张伟（反贪污贿赂局）"
    assert problems_of(plan) == set()
    assert sheets_of(plan)["亲属关系"]["unused_columns"] == []


def test_departments_with_a_successor_named_further_down(desk: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "内设机构.xlsx",
        {"内设机构": [
            ["机构名称", "简称", "业务部门", "设立日期", "撤销日期", "承接部门"],
            ["监所检察处", "监所处", "是", "2001-1-1", "2015-01-31", "刑事执行检察处"],
            ["刑事执行检察处", "刑执处", "√", "2015-02-01", "", ""],
        ]},
    )  # fmt: skip
    assert problems_of(taken(desk, [file])) == set()
    found = {row["name"]: row for row in rows(desk, "department")}
    assert found["监所检察处"]["successor_id"] == found["刑事执行检察处"]["id"]
    later = workbook(
        tmp_path / "花名册.xlsx",
        {"花名册": [["截至2015年5月31日"], ["姓名", "部门", "性别"], ["宋军", "监所处", "男"]]},
    )
    taken(desk, [later])
    assert label(desk, "department", rows(desk, "officer")[0]["department_id"]) == "刑事执行检察处"


def test_several_people_where_one_is_asked(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "任务.xlsx",
        {"任务分解": [["工作任务", "阶段", "牵头部门", "责任人"], ["宣传", "动员部署", "办公室", "王超、刘立军"]]},
    )
    plan = taken(staffed, [file])
    task = rows(staffed, "task")[0]
    assert label(staffed, "officer", task["officer_id"]) == "王超"
    assert "原文：王超、刘立军" in task["gaps"]["officer_id"]
    assert ("任务分解", 2, "责任人", "only_first_taken") in problems_of(plan)


def test_two_tasks_of_one_name_are_both_kept_and_met_again(staffed: Desk, tmp_path: Path) -> None:
    lines = [["对照自查", "对照检查", "公诉科", "2015-3-1"], ["对照自查", "对照检查", "办公室", "2015-3-2"]]
    file = workbook(tmp_path / "任务.xlsx", {"任务分解": [["工作任务", "阶段", "牵头部门", "开始时间"], *lines]})
    plan = taken(staffed, [file])
    assert len(rows(staffed, "task")) == 2
    assert ("任务分解", 3, "工作任务", "same_identity") in problems_of(plan)
    assert plan_import(staffed, [file]).writes == 0


def test_numbers_of_the_ledger_are_kept_while_they_are_free(staffed: Desk, tmp_path: Path) -> None:
    head = ["编号", "标准名称", "印发文号", "起草部门"]
    lines = [["甲-1", "审查起诉标准", "", "公诉科"], ["甲-1", "立卷归档标准", "", "办公室"]]
    file = workbook(tmp_path / "办案标准.xlsx", {"办案标准": [head, *lines]})
    plan = taken(staffed, [file])
    assert [row["number"] for row in rows(staffed, "standard")] == ["甲-1", "BZ-01"]
    assert problems_of(plan) == {("办案标准", 3, "编号", "number_taken")}


def test_a_work_number_borne_by_another_goes_back(desk: Desk, tmp_path: Path) -> None:
    head = ["工号", "姓名", "性别", "部门"]
    lines = [["0007", "王超", "男", "办公室"], ["0007", "李凯", "男", "办公室"]]
    plan = taken(desk, [workbook(tmp_path / "花名册.xlsx", {"花名册": [head, *lines]})])
    assert problems_of(plan) == {("花名册", 3, "工号", "duplicate_number")}
    assert plan.returned == 1


def test_basics_are_met_by_name_and_day(desk: Desk, tmp_path: Path) -> None:
    days = [["日期", "休/班", "节日", "依据"], ["2015-01-01", "休", "元旦", ""], ["2031-01-01", "放假", "元旦", "x"]]
    phases = [["顺序", "阶段名称", "阶段开始", "阶段结束"], [1, "动员部署", "", ""], [5, "巩固提高", "2016.1.1", ""]]
    file = workbook(tmp_path / "基础.xlsx", {"节假日": days, "阶段": phases})
    found = sheets_of(taken(desk, [file]))
    assert (found["节假日"]["kind"], found["节假日"]["taken"], found["节假日"]["unchanged"]) == ("holidays", 1, 1)
    assert (found["阶段"]["kind"], found["阶段"]["taken"], found["阶段"]["unchanged"]) == ("phases", 1, 1)
    assert plan_import(desk, [file]).writes == 0


def test_one_name_twice_where_names_are_unique_goes_back(desk: Desk, tmp_path: Path) -> None:
    lines = [["机构名称", "简称", "业务部门"], ["档案室", "档案", "否"], ["档案室", "机要", "否"]]
    plan = taken(desk, [workbook(tmp_path / "机构.xlsx", {"内设机构": lines})])
    assert problems_of(plan) == {("内设机构", 3, "机构名称", "duplicate_name")}


def test_a_value_the_file_does_not_take_stops_the_whole_import_and_names_the_row(desk: Desk, tmp_path: Path) -> None:
    lines = [["代码", "事项", "期限", "单位", "依据"], ["甲", "甲", 3, "日", ""], ["乙", "乙", -3, "日", ""]]
    file = workbook(tmp_path / "规则.xlsx", {"期限规则": lines})
    before = len(rows(desk, "deadline_rule"))
    with pytest.raises(Refusal, match="第 3 行"):
        plan_import(desk, [file])
    assert len(rows(desk, "deadline_rule")) == before


def test_namesakes_of_one_department_with_numbers_of_their_own_are_two_people(desk: Desk, tmp_path: Path) -> None:
    heads = ["工号", "姓名", "部门"]
    first = workbook(tmp_path / "花名册.xlsx", {"Sheet1": [heads, ["Q8", "孙七", "公诉科"], ["Q9", "孙七", "公诉科"]]})
    for _ in range(2):
        taken(desk, [first])
        assert {row["number"] for row in rows(desk, "officer")} == {"Q8", "Q9"}
    grown = [heads, *([number, "孙七", "公诉科"] for number in ("Q8", "Q9", "Q10"))]
    more = workbook(tmp_path / "新册.xlsx", {"Sheet1": grown})
    taken(desk, [more])
    assert {row["number"] for row in rows(desk, "officer")} == {"Q8", "Q9", "Q10"}


def test_departments_that_succeed_each_other_in_a_circle_are_told(desk: Desk, tmp_path: Path) -> None:
    heads = ["部门名称", "承接部门"]
    file = workbook(tmp_path / "机构.xlsx", {"内设机构": [heads, ["东科", "西科"], ["西科", "南科"], ["南科", "东科"]]})
    taken(desk, [file])
    told = problems_of(taken(desk, [file]))
    assert "承接部门" in {column for _, _, column, code in told if code == "successor_circle"}


def test_taking_officers_costs_the_same_for_each(desk: Desk, tmp_path: Path) -> None:
    heads = ["工号", "姓名", "部门"]
    names = [a + b + c for a in "赵钱孙李周" for b in "伟芳娜敏静" for c in "明超秀霞平"]

    def steps(number: int) -> int:
        lines = [[f"P{place}", name, "公诉科"] for place, name in enumerate(names[:number])]
        file = workbook(tmp_path / f"{number}.xlsx", {"Sheet1": [heads, *lines]})
        count = 0

        def one(*_: object) -> None:
            nonlocal count
            count += 1

        event.listen(Engine, "before_cursor_execute", one)
        try:
            plan_import(desk, [file])
        finally:
            event.remove(Engine, "before_cursor_execute", one)
        return count

    few, many = steps(25), steps(100)
    assert many - few <= 75 * 4
