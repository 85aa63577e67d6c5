"""Ledgers of problems as other counties keep them: other heads, one sheet or many, ticks, merged rows, odd cells."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop_app.exchange.importing import plan_import
from desktop_app.registers.issues import ISSUES
from desktop_app.services import records
from desktop_app.services.desk import Desk
from tests.kit.county import label, problems_of, rows, sheets_of, taken
from tests.kit.office import officer
from tests.kit.workbooks import Wide, workbook

PEOPLE = (
    *(("王超", "办公室"), ("张伟", "公诉科"), ("张伟", "反贪污贿赂局"), ("萧思源", "院领导")),
    *(("高嘉树", "监察科"), ("欧阳锋", "侦查监督科"), ("杜瑶", "公诉科")),
)


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """The people the ledgers below speak of; two of them share a name."""
    for name, department in PEOPLE:
        officer(desk, name, department)
    return desk


def issues(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows(desk, "issue")}


def part(desk: Desk, kind: str, name: str) -> list[dict[str, Any]]:
    owner = issues(desk)[name]["id"]
    with desk.facts() as facts:
        return [dict(row) for row in facts.rows(kind).values() if row["issue_id"] == owner]


def texts(desk: Desk, kind: str, name: str, column: str = "text") -> list[Any]:
    return [row[column] for row in part(desk, kind, name)]


def people(desk: Desk, name: str) -> list[str]:
    return [label(desk, "officer", row["officer_id"]) for row in part(desk, "issue_officer", name)]


def test_one_sheet_with_both_natures_no_numbers_and_short_lines(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "查摆问题整改销号台账.xlsx",
        {"Sheet1": [
            [Wide("某县院2015年规范司法行为专项整治查摆问题整改销号台账", 14)],
            ["序号", "条线", "责任科室", "问题性质", "类别", "查摆出的问题", "发现渠道", "查摆时间", "责任人",
             "分管领导", "整改措施", "完成时限", "整改情况", "备注"],
            [1, "侦监", "侦监科", "共性问题", "办案不规范、以案谋私风险", "文书说理不足", "自查", "4.2", "欧阳锋",
             "萧思源", "组织学习\n修订模板\n逐案审核", "6月30日前", "已完成", ""],
            [2, "公诉", "公诉科", "个性", "不执行办案规范", "起诉书错写出生日期", "互查", "2015年4月3日",
             "张伟、杜 瑶", "萧思源", "1、书面检讨；2、更正文书", "长期", "未完成", ""],
            [3, "自侦", "反贪局", "个别问题", "其他", "扣押清单缺项", "新闻媒体", 42100, "张伟（反贪局）", "",
             "一是补正；二是抽查。", "2015年6月底", "√", "=1+1"],
        ]},
    )  # fmt: skip
    plan = taken(staffed, [file])
    sheet = sheets_of(plan)["Sheet1"]
    assert (sheet["kind"], sheet["taken"], sheet["returned"], sheet["unused_columns"]) == ("issues", 3, 0, [])
    found = issues(staffed)
    first, second, third = found["文书说理不足"], found["起诉书错写出生日期"], found["扣押清单缺项"]
    assert [row["number"] for row in (first, second, third)] == [
        "2015-侦监-共-001",
        "2015-公诉-个-001",
        "2015-自侦-个-001",
    ]
    assert [row["line"] for row in (first, second, third)] == ["侦查监督", "公诉", "职务犯罪侦查"]
    assert [row["state"] for row in (first, second, third)] == ["已销号", "整改中", "已销号"]
    assert (first["due_on"], third["due_on"]) == (date(2015, 6, 30), date(2015, 6, 30))
    assert (second["due_on"], second["correction"]) == (None, "长期坚持")
    assert first["found_on"] == date(2015, 4, 2)
    assert texts(staffed, "issue_category", first["name"], "word") == ["不执行办案规范", "以案谋私风险"]
    assert texts(staffed, "issue_measure", first["name"]) == ["组织学习", "修订模板", "逐案审核"]
    assert texts(staffed, "issue_measure", second["name"]) == ["书面检讨", "更正文书"]
    assert texts(staffed, "issue_measure", third["name"]) == ["补正", "抽查。"]
    assert people(staffed, second["name"]) == ["张伟（公诉科）", "杜瑶"]
    assert people(staffed, third["name"]) == ["张伟（反贪污贿赂局）"]
    assert (third["note"], third["origin"]) == ("=1+1", "新闻媒体")
    codes = {(row, code) for _, row, _, code in problems_of(plan)}
    assert not {code for _, code in codes} & {"not_a_date", "value_not_in_list", "unknown_person", "due_on_missing"}
    assert {(3, "closed_without_completion"), (4, "individual_without_case"), (3, "correction_missing")} <= codes
    assert plan_import(staffed, [file]).writes == 0


def test_states_and_natures_ticked_under_heads_of_their_own(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "2015年台账.xlsx",
        {"问题台账": [
            ["问题编号", "问题", Wide("性质", 2), None, "责任部门", "发现时间", "整改时限", "整改方式",
             Wide("整改状态", 3), None, None, "到案", "涉及事项", "责任人"],
            [None, None, "共性", "个性", None, None, None, None, "已销号", "整改中", "长期坚持", None, None, None],
            [" GS-1 ", "法条漏款", "√", "", "公诉", "2015.3.1", "2015.4.1", "限期", "√", "", "", "", "", ""],
            ["ＧＳ－２", "超期送达", None, "✔", "公诉", "2015.3.2", "4月5日", "立改", None, "√", None,
             "清检诉受[2015]1号；清检诉受〔２０１５〕2号\n清检诉受[2015]3号", "权利告知", "杜瑶"],
            ["GS-3", "着装不整", None, "√", "公诉", "2015.3.3", "", "长期", None, None, "√", "不涉及具体案件。",
             "庭审", "杜瑶"],
        ]},
    )  # fmt: skip
    plan = taken(staffed, [file])
    sheet = sheets_of(plan)["问题台账"]
    assert (sheet["taken"], sheet["unused_columns"]) == (3, [])
    found = issues(staffed)
    assert [row["number"] for row in found.values()] == ["GS-1", "GS-2", "GS-3"]
    assert [row["nature"] for row in found.values()] == ["共性", "个性", "个性"]
    assert [row["state"] for row in found.values()] == ["已销号", "整改中", "长期坚持"]
    assert texts(staffed, "issue_case", "超期送达", "case_no") == [
        *("清检诉受[2015]1号", "清检诉受〔２０１５〕2号", "清检诉受[2015]3号"),
    ]
    assert [row["no_case"] for row in found.values()] == [False, False, True]
    assert {row for _, row, _, code in problems_of(plan) if code != "leader_id_missing"} == {3}
    assert plan_import(staffed, [file]).writes == 0


def test_sheets_by_nature_grouped_by_line_without_a_column_of_departments(staffed: Desk, tmp_path: Path) -> None:
    head = ["No.", "存在的问题", "原因分析", "整改目标", "整改举措", "牵头领导", "责任人", "整改期限", "销号日期"]
    common = [
        [Wide("共性问题整改清单", 9)],
        [Wide("截至2016年3月31日", 9)],
        head,
        [Wide("（一）侦监条线（1条）", 9)],
        [Wide("一、侦查监督（1条）", 9)],
        [1, "讯问笔录复制", "主观：责任心不强", "杜绝复制", "①抽查；②通报", "萧思源", "欧阳锋", "2月底", "2.26"],
        [Wide("二、公诉", 9)],
        [1, "量刑建议过宽", "制度原因：缺少审核", "规范", "修订指引", "萧思源", "杜瑶", "持续坚持", ""],
        ["合计", "2条"],
    ]
    own = [["个性问题"], head, ["一、公诉条线"], [1, "未附底稿", "客观", "", "", "", "张伟", "2016年3月", ""]]
    plan = taken(staffed, [workbook(tmp_path / "汇总.xlsx", {"附件1": common, "附件2": own})])
    found = issues(staffed)
    assert [row["nature"] for row in found.values()] == ["共性", "共性", "个性"]
    assert [label(staffed, "department", row["department_id"]) for row in found.values()][:2] == [
        "侦查监督科",
        "公诉科",
    ]
    first, second = found["讯问笔录复制"], found["量刑建议过宽"]
    assert (first["state"], first["closed_on"], first["due_on"]) == ("已销号", date(2016, 2, 26), date(2016, 2, 29))
    assert (second["state"], second["correction"], second["due_on"]) == ("待认领", "长期坚持", None)
    assert [row["cause_kind"] for row in (first, second)] == ["主观", "制度"]
    assert texts(staffed, "issue_measure", "讯问笔录复制") == ["抽查", "通报"]
    assert "not_a_date" not in {code for *_, code in problems_of(plan)}


def test_a_problem_merged_over_several_rows_is_one(staffed: Desk, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "2015年问题整改台账.xlsx",
        {"整改台账": [
            ["编号", "问题内容", "性质", "部门", "发现日期", "整改类型", "具体措施", "责任人员", "整改期限", "进展"],
            [Wide("1", 1, 3), Wide("证据审查不细", 1, 3), Wide("共性", 1, 3), Wide("公诉科", 1, 3),
             Wide("2015-3-2", 1, 3), Wide("限期整改", 1, 3), "列出清单", "杜瑶", "2015-4-1", "2015-03-10 已列出"],
            [None, None, None, None, None, None, "逐案复核【负责人：杜瑶；期限：2015-04-10】", "张伟", "2015-4-20",
             "3月20日复核4件"],
            [None, None, None, None, None, None, "通报", "杜瑶", None, "6月1日前通报"],
            ["2", "归档超期", "共性", "办公室", "2015-3-9", "限期整改", "清理", "王超", "2015-5-1", ""],
        ]},
    )  # fmt: skip
    plan = taken(staffed, [file])
    sheet = sheets_of(plan)["整改台账"]
    assert (sheet["rows"], sheet["taken"], sheet["skipped"]) == (2, 2, 2)
    measures = part(staffed, "issue_measure", "证据审查不细")
    assert [row["text"] for row in measures] == ["列出清单", "逐案复核", "通报"]
    assert (label(staffed, "officer", measures[1]["officer_id"]), measures[1]["due_on"]) == ("杜瑶", date(2015, 4, 10))
    assert people(staffed, "证据审查不细") == ["杜瑶", "张伟（公诉科）"]
    assert texts(staffed, "issue_note", "证据审查不细", "noted_on") == [date(2015, 3, 10), date(2015, 3, 20), None]
    row = issues(staffed)["证据审查不细"]
    assert row["due_on"] == date(2015, 4, 1)
    assert "2015-4-20" in row["gaps"]["due_on"]
    assert ("整改台账", 2, "整改期限", "only_first_taken") in problems_of(plan)
    assert plan_import(staffed, [file]).writes == 0


def test_a_free_report_of_what_was_done_is_no_state(staffed: Desk, tmp_path: Path) -> None:
    head = ["问题描述", "问题类型", "责任单位", "发现日期", "整改措施", "整改情况", "是否销号"]
    lines = [
        ["起诉书引用法条不全", "不执行办案规范", "公诉科", "2015-3-1", "学习", "已组织学习两次，仍在清理。", "否"],
        ["提讯走形式", "侵害当事人及律师权利", "侦监科", "2015-3-2", "旁听", "已旁听三次。", "是"],
    ]
    plan = taken(staffed, [workbook(tmp_path / "个性问题.xlsx", {"清单": [head, *lines]})])
    found = issues(staffed)
    assert [row["nature"] for row in found.values()] == ["个性", "个性"]
    assert [row["state"] for row in found.values()] == ["整改中", "已销号"]
    assert texts(staffed, "issue_category", "提讯走形式", "word") == ["侵害当事人及律师权利"]
    assert found["提讯走形式"]["completion"] == "已旁听三次。"
    assert "value_not_in_list" not in {code for *_, code in problems_of(plan)}


def test_titles_that_speak_of_both_natures_tell_none(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["共性问题、个性问题清单"],
        ["问题描述", "责任部门", "发现日期", "整改措施"],
        ["笔录漏签", "公诉科", "2015-3-1", "补签"],
    ]
    plan = taken(staffed, [workbook(tmp_path / "共性问题.xlsx", {"清单": lines})])
    assert issues(staffed)["笔录漏签"]["nature"] is None
    assert "nature_missing" in {code for *_, code in problems_of(plan)}


HEAD = ["编号", "问题描述", "性质", "责任部门", "发现日期", "整改措施", "到人", "状态"]


def ledger(path: Path, *lines: tuple[Any, ...]) -> Path:
    return workbook(path, {"问题清单": [HEAD, *map(list, lines)]})


def test_a_reworded_problem_is_known_by_its_number(staffed: Desk, tmp_path: Path) -> None:
    taken(staffed, [ledger(tmp_path / "三月.xlsx", ("G-1", "笔录漏签", "共性", "公诉科", "2015-3-1", "补签"))])
    again = taken(
        staffed, [ledger(tmp_path / "四月.xlsx", ("G-1", "讯问笔录漏签骑缝", "共性", "公诉科", "2015-3-1", "补签"))]
    )
    assert [row["name"] for row in rows(staffed, "issue")] == ["笔录漏签"]
    assert problems_of(again) == {("问题清单", 2, "问题描述", "differs")}


def test_departments_that_each_number_from_one_lose_nothing(staffed: Desk, tmp_path: Path) -> None:
    taken(staffed, [ledger(tmp_path / "公诉.xlsx", ("1", "笔录漏签", "共性", "公诉科", "2015-3-1", "补签"))])
    other = ledger(
        tmp_path / "办公室.xlsx",
        ("1", "归档超期", "共性", "办公室", "2015-3-2", "清理"),
        ("1", "印章保管不严", "共性", "办公室", "2015-3-3", "专柜"),
        ("2015-办公室-共-001", "值班脱岗", "共性", "办公室", "2015-3-4", "查岗"),
    )
    plan = taken(staffed, [other])
    assert {row["name"]: row["number"] for row in rows(staffed, "issue")} == {
        "笔录漏签": "1",
        "归档超期": "2015-办公室-共-002",
        "印章保管不严": "2015-办公室-共-003",
        "值班脱岗": "2015-办公室-共-001",
    }
    assert {(row, code) for _, row, _, code in problems_of(plan) if code == "duplicate_number"} == {
        (2, "duplicate_number"),
        (3, "duplicate_number"),
    }
    assert plan_import(staffed, [other]).writes == 0


def test_one_number_and_one_text_for_two_departments_are_two_problems(staffed: Desk, tmp_path: Path) -> None:
    lines = [("7", "学习走过场", "共性", place, "2015-3-1", "补课") for place in ("公诉科", "办公室", "办公室")]
    plan = taken(staffed, [ledger(tmp_path / "清单.xlsx", *lines)])
    assert len(rows(staffed, "issue")) == 2
    told = {(row, code) for _, row, _, code in problems_of(plan) if row > 2 and "duplicate" in code}
    assert told == {(3, "duplicate_number"), (4, "duplicate_row")}


def test_a_problem_deleted_by_hand_stays_deleted(staffed: Desk, tmp_path: Path) -> None:
    file = ledger(tmp_path / "清单.xlsx", ("G-1", "笔录漏签", "共性", "公诉科", "2015-3-1", "补签"))
    taken(staffed, [file])
    records.retire(staffed, ISSUES, [rows(staffed, "issue")[0]["id"]], "重复登记")
    again = taken(staffed, [file])
    assert (again.returned, rows(staffed, "issue")) == (1, [])
    new = ledger(tmp_path / "另一.xlsx", ("G-1", "告知书代填", "共性", "公诉科", "2015-3-5", "补签"))
    assert taken(staffed, [new]).returned == 0
    assert [row["number"] for row in rows(staffed, "issue")] == ["2015-公诉-共-001"]


def test_no_case_written_later_closes_the_gap_and_never_takes_a_tick_back(staffed: Desk, tmp_path: Path) -> None:
    def one(case: str) -> Path:
        heads = ["编号", "问题描述", "性质", "责任部门", "发现日期", "到事", "到案", "到人"]
        line = ["G-1", "着装不整", "个性", "公诉科", "2015-3-1", "庭审", case, "杜瑶"]
        return workbook(tmp_path / "清单.xlsx", {"问题清单": [heads, line]})

    assert "individual_without_case" in {code for *_, code in problems_of(taken(staffed, [one("")]))}
    assert "issue_case" in rows(staffed, "issue")[0]["gaps"]
    assert sheets_of(taken(staffed, [one("不涉及具体案件")]))["问题清单"]["filled"] == 1
    row = rows(staffed, "issue")[0]
    assert (row["no_case"], "issue_case" in row["gaps"]) == (True, False)
    again = taken(staffed, [one("清检诉受[2015]1号")])
    assert ("问题清单", 2, "到案", "differs") in problems_of(again)
    assert rows(staffed, "issue")[0]["no_case"] is True


STRANGE: list[Any] = [
    *(
        "",
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        "+cmd|' /C calc'!A0",
        "\x00\x07退格\x08",
        "〃",
        "长期",
        "√",
        "无",
        "/",
        "①",
        "1.",
        "、、、",
    ),
    *("a" * 40_000, "1、" * 9_000, "；" * 30_000, "号 " * 9_000, "【" * 9_000, "（负责人：）", "\n" * 20_000 + "x"),
    *("王超、" * 5_000, "不涉及具体案件、清检[2015]1号", "2015-13-40", "6月31日前", "13月底", "👩‍👧", "﻿共性​"),
    *(None, True, 0.0, -1.0, 1e308, 42100.0, date(2015, 1, 1)),
]


@pytest.mark.parametrize("seed", range(1))
def test_strange_cells_are_kept_or_named_and_stop_nothing(staffed: Desk, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    heads = [*HEAD, "到案", "整改期限", "进展情况", "问题类别", "销号日期", "验收人", "条线", "来源", "备注"]
    lines = [[dice.choice(STRANGE) for _ in heads] for _ in range(8)]
    for place, line in enumerate(lines):
        line[1] = f"问题{place}" if dice.random() < 0.8 else line[1]
    file = workbook(tmp_path / "问题清单.xlsx", {"问题清单": [heads, *lines]})
    plan = taken(staffed, [file])
    sheet = sheets_of(plan)["问题清单"]
    assert sheet["rows"] == sheet["taken"] + sheet["returned"] + sheet["unchanged"]
    assert json.dumps(sheet)
    kept = rows(staffed, "issue")
    assert len({row["number"] for row in kept}) == len(kept)
    assert not any(ch < " " and ch not in "\n\t" for row in kept for ch in row["name"] + row["note"] + row["number"])
    assert plan_import(staffed, [file]).writes == 0


def test_each_problem_costs_the_same(staffed: Desk, tmp_path: Path) -> None:
    heads = [*HEAD, "到案", "进展情况"]

    def statements(number: int) -> int:
        lines = [
            [
                f"{number}-{n}",
                f"问题{n}",
                "个性",
                "公诉科",
                "2015-3-1",
                "1、学习；2、抽查",
                "杜瑶",
                "整改中",
                f"清检[2015]{n}号",
                "3月5日学习",
            ]
            for n in range(number)
        ]
        file = workbook(tmp_path / f"{number}.xlsx", {"问题清单": [heads, *lines]})
        with counted() as seen:
            assert plan_import(staffed, [file]).writes == number
        return len(seen)

    few, more, many = statements(20), statements(60), statements(100)
    assert many - more <= 1.1 * (more - few)
    assert (many - more) / 40 <= 14


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement sent to the file."""
    seen: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
