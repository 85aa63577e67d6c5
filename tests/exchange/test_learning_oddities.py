"""Score sheets, sign-in lists and dossier checks laid out as no form asks: nothing lost, nothing made up."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.exporting import export_register
from desktop_app.exchange.importing import plan_import, returned_workbook
from desktop_app.registers.catalogue import by_public
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from tests.kit.county import rows, taken
from tests.kit.review_ledgers import ONE, TWO, codes, ledger, parts, staff, told, unused
from tests.kit.workbooks import Wide, workbook

ZHANG, DONG, LI = ("张雪梅", "公诉科"), ("董长青", "公诉科"), ("李明", "侦监科")
TITLE = ["执法规范考试成绩登记表（2015年4月10日）"]
HEAD = ["姓名", "部门", "成绩"]


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    return staff(desk)


def marks(desk: Desk) -> dict[str, dict[str, Any]]:
    """Mark of each candidate, or why he has none, by exam."""
    titles = {row["id"]: row["title"] for row in rows(desk, "exam")}
    found: dict[str, dict[str, Any]] = {}
    for row in rows(desk, "sitting"):
        mark = row["total"] if row["total"] is not None else (row["code"], row["cause"])
        found.setdefault(titles[row["exam_id"]], {})[row["name"]] = mark
    return found


def test_why_somebody_was_absent_stands_where_his_mark_would(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        TITLE,
        [*HEAD, "备注"],
        [*ZHANG, "缺考", "病假"],
        [*DONG, "公出", None],
        [*LI, None, "事假"],
        ["叶新民", None, "缓考", None],
        ["王超", None, "0（缺考）", None],
        ["陈静", None, 0, None],
    ]
    file = ledger(tmp_path, "成绩", lines)
    plan = taken(staffed, [file])
    assert (told(plan), codes(plan)) == ([("sittings", 6, 6)], [])
    assert marks(staffed)["执法规范考试"] == {
        "张雪梅": ("缺考", "病假"),
        "董长青": ("缺考", "公差"),
        "李明": ("缺考", "事假"),
        "叶新民": ("缓考", None),
        "王超": ("缺考", None),
        "陈静": 0,
    }
    assert plan_import(staffed, [file]).writes == 0


def test_the_retake_stands_behind_the_mark(staffed: Desk, tmp_path: Path) -> None:
    lines = [TITLE, HEAD, [*ZHANG, "55（补考72）"], [*DONG, "48/补考61.5"], [*LI, "55/72"]]
    plan = taken(staffed, [ledger(tmp_path, "成绩", lines)])
    assert codes(plan) == [(5, "成绩", "not_a_number")]
    assert [(row["total"], row["retake_total"]) for row in rows(staffed, "sitting")] == [
        (5_500, 7_200),
        (4_800, 6_150),
        (None, None),
    ]


def test_what_the_foot_reckons_is_nobody(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        TITLE,
        ["序号", *HEAD],
        [1, *ZHANG, 88],
        ["平均分", None, None, 88],
        [None, "及格率", None, "100%"],
        [None, "最高分", None, 88],
        ["参考人数", None, None, 1],
        ["阅卷人：陈静", None, "复核人：王超", None],
    ]
    plan = taken(staffed, [ledger(tmp_path, "成绩", lines)])
    assert (told(plan), codes(plan)) == ([("sittings", 1, 1)], [])


FOUR = ["选择题(20分)", "判断题(10分)", "简答题(30分)", "案例分析(40分)"]


def test_more_kinds_of_questions_than_two_stay_as_words(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["综合业务考试成绩册（2015年4月3日）"],
        ["姓名", "部门", *FOUR, "总分"],
        [*ZHANG, 18, 9, 25, 35, 87],
        [*DONG, 16, 8, 20.5, 30, 80],
        [*LI, *["缺考"] * 4, None],
    ]
    file = ledger(tmp_path, "成绩", lines)
    plan = taken(staffed, [file])
    assert (unused(plan), codes(plan)) == ([], [(4, "总分", "total_mismatch")])
    assert marks(staffed)["综合业务考试"] == {"张雪梅": 8_700, "董长青": 8_000, "李明": ("缺考", None)}
    assert [row["note"] for row in rows(staffed, "sitting")][::2] == [
        "选择题 18；判断题 9；简答题 25；案例分析 35",
        "",
    ]
    assert plan_import(staffed, [file]).writes == 0


def test_kinds_without_a_total_are_added_up_where_all_are_told(staffed: Desk, tmp_path: Path) -> None:
    head = ["姓名", "部门", "一、选择题(30分)", "二、判断题(20分)", "三、简答题(70分)"]
    lines = [["综合知识考试成绩册"], head, [*ZHANG, 18, 9, 25], [*DONG, 10, None, 50]]
    taken(staffed, [ledger(tmp_path, "成绩", lines)])
    assert [row["total"] for row in rows(staffed, "sitting")] == [5_200, None]
    assert [row["full"] for row in rows(staffed, "exam")] == [12_000]


def test_several_exams_in_columns(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年业务考试成绩汇总表"],
        ["姓名", "部门", "第一次成绩（3月6日）", "第二次成绩（5月8日）", "平均"],
        [*ZHANG, 80, 85, 82.5],
        [*DONG, "缺考", 70, 70],
        ["平均分", None, 80, 77.5, None],
    ]
    file = ledger(tmp_path, "汇总", lines)
    plan = taken(staffed, [file])
    assert (unused(plan), codes(plan)) == (["平均"], [])
    assert marks(staffed) == {
        "2015年第一次业务考试": {"张雪梅": 8_000, "董长青": ("缺考", None)},
        "2015年第二次业务考试": {"张雪梅": 8_500, "董长青": 7_000},
    }
    assert [row["held_on"] for row in rows(staffed, "exam")] == [date(2015, 3, 6), date(2015, 5, 8)]
    assert plan_import(staffed, [file]).writes == 0


def test_several_subjects_under_one_heading(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年岗位练兵考试成绩"],
        ["姓名", "部门", Wide("考试成绩", 2), None, "总成绩", "名次"],
        [None, None, "刑诉法", "公文考试", None, None],
        [*ZHANG, 80, 85, 165, 1],
        [*DONG, 70, 77, 147, 2],
    ]
    plan = taken(staffed, [ledger(tmp_path, "成绩", lines)])
    assert (unused(plan), codes(plan)) == (["总成绩", "名次"], [])
    assert marks(staffed) == {
        "刑诉法考试": {"张雪梅": 8_000, "董长青": 7_000},
        "公文考试": {"张雪梅": 8_500, "董长青": 7_700},
    }


def test_a_list_that_goes_on_to_the_right(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        [Wide("刑诉法闭卷考试成绩册（2015年3月6日）", 8)],
        ["序号", *HEAD, "序号", *HEAD],
        [1, *ZHANG, 88, 3, *LI, 70],
        [2, *DONG, 77, 4, "王超", "办公室", "缺考"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "成绩", lines)])
    assert (told(plan), unused(plan)) == ([("sittings", 2, 2)], [])
    assert len(marks(staffed)["刑诉法闭卷考试"]) == 4


def test_two_score_sheets_below_each_other(staffed: Desk, tmp_path: Path) -> None:
    lines: list[list[Any]] = []
    for title, day, mark in (("刑诉法", "2015年3月6日", 88), ("公文写作", "2015年5月8日", 90)):
        lines += [[f"{title}闭卷考试成绩册"], [f"考试时间：{day}"], HEAD, [*ZHANG, mark], []]
    taken(staffed, [ledger(tmp_path, "成绩", lines)])
    assert marks(staffed) == {"刑诉法闭卷考试": {"张雪梅": 8_800}, "公文写作闭卷考试": {"张雪梅": 9_000}}


def test_days_in_every_spelling(staffed: Desk, tmp_path: Path) -> None:
    sheets = {
        "20150410": [["业务考试成绩"], HEAD, [*ZHANG, 80]],
        "五月": [["二〇一五年五月八日公文考试成绩表"], HEAD, [*ZHANG, 70]],
        "六月": [["关于规范考试成绩的通报 15.6.5"], HEAD, [*ZHANG, 71]],
    }
    taken(staffed, [workbook(tmp_path / "成绩.xlsx", sheets)])
    assert [row["held_on"] for row in rows(staffed, "exam")] == [date(2015, 4, 10), date(2015, 5, 8), date(2015, 6, 5)]
    assert rows(staffed, "exam")[2]["title"] == "规范考试"


def test_day_and_hours_of_an_exam_in_one_cell(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年度考试安排表"],
        ["序号", "考试科目", "时间", "地点", "参加人员", "命题人", "监考"],
        [1, "刑诉法考试", "3月6日上午9:00-11:00", "三楼", "全体干警", "叶新民", "陈静 王超"],
        [2, "公文考试", "5月8日14:30", "二楼", "青年干警", "赵建国", "陈静"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "安排", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("exams", 2, 2)], ["参加人员"], [])
    assert [(str(row["held_on"]), row["clock"], row["until"]) for row in rows(staffed, "exam")] == [
        ("2015-03-06", "9:00", "11:00"),
        ("2015-05-08", "14:30", ""),
    ]


def test_defects_ticked_under_one_heading(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年3月案卷归档检查登记表"],
        ["受案号", "案件名称", "承办人", "检查日期", Wide("存在问题", 3), None, None, "检查结论"],
        [None, None, None, None, "装订压字", "页码漏编", "缺签名", None],
        [ONE, "王某盗窃案", "张雪梅", "2015-03-16", "√", None, "√", "合格"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "检查", lines)])
    assert (told(plan), unused(plan)) == ([("dossiers", 1, 1)], [])
    assert [row["item"] for row in parts(staffed, "dossier_defect")] == ["装订压字", "缺签名"]


def test_why_the_absent_stayed_away_stands_behind_their_names(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年培训情况登记"],
        ["课题", "培训时间", "学时", "人数", "缺席人员名单"],
        ["刑诉法辅导", "2015年1月21日", "8学时", 6, "董长青（出差）、李明（侦监科）"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "培训", lines)])
    assert (unused(plan), codes(plan), rows(staffed, "training")[0]["hours"]) == ([], [], 800)
    assert [(row["state"], row["cause"]) for row in parts(staffed, "training_presence")] == [
        ("请假", "公差"),
        ("缺席", ""),
    ]


def test_a_sign_nobody_understands_is_open_again_after_undo(staffed: Desk, tmp_path: Path) -> None:
    lines = [["刑诉法辅导培训签到簿"], ["2015年4月10日"], ["姓名", "签名"], ["张雪梅", "张雪梅"], ["董长青", "代签"]]
    file = ledger(tmp_path, "签到", lines)
    plan = plan_import(staffed, [file])
    taken(staffed, [file])
    first = [(row["note"], row["gaps"]) for row in rows(staffed, "training")]
    assert plan.writes == 2
    undo(staffed.store)
    assert rows(staffed, "training") == []
    taken(staffed, [file])
    assert [(row["note"], row["gaps"]) for row in rows(staffed, "training")] == first


AWARD = ["优秀案卷评选评分表（2015年）"]


def test_an_average_without_known_judges_comes_back_after_undo(staffed: Desk, tmp_path: Path) -> None:
    file = ledger(tmp_path, "评分", [AWARD, ["编号", "受案号", "评委A", "评委B", "平均分"], ["01", ONE, 95, 93, 94]])
    taken(staffed, [file])
    undo(staffed.store)
    taken(staffed, [file])
    assert [row["average"] for row in rows(staffed, "award_entry")] == [9_400]


def test_lists_of_ones_own_come_back_without_a_change(staffed: Desk, tmp_path: Path) -> None:
    checks = [
        ["2015年案卷归档检查登记表"],
        ["受案号", "案件名称", "承办人", "检查日期", "缺陷及扣分", "得分"],
        [ONE, "王某盗窃案", "张雪梅", "2015-03-16", "装订压字（-1）；缺送达回证（-2）", 97],
    ]
    scores = [
        AWARD,
        ["编号", "受案号", "案件名称", "叶新民", "赵建国", "平均分"],
        ["01", TWO, "李某诈骗案", 95, 96, 95.5],
    ]
    taken(staffed, [workbook(tmp_path / "a.xlsx", {"检查": checks, "评分": scores})])
    for kind in ("dossiers", "award_entries"):
        export_register(staffed, by_public(kind), tmp_path / f"{kind}.xlsx")
        plan = plan_import(staffed, [tmp_path / f"{kind}.xlsx"])
        assert (plan.writes, plan.returned, codes(plan)) == (0, 0, [])


def test_a_returned_line_knows_its_exam(staffed: Desk, tmp_path: Path) -> None:
    lines = [["姓名", "部门", "第一次考试成绩", "第二次考试成绩"], [*ZHANG, 80, 85], [None, "公诉科", 70, 75]]
    plan = taken(staffed, [workbook(tmp_path / "考试台账2014.xlsx", {"成绩": lines})])
    back = tmp_path / "退回.xlsx"
    assert returned_workbook(plan, back) == 2
    again = plan_import(staffed, [back])
    assert [sheet.found.register.public for sheet in again.recognised] == ["sittings", "sittings"]
    assert len(rows(staffed, "exam")) == 2
    taken(staffed, [back])
    assert len(rows(staffed, "exam")) == 2
