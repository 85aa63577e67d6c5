"""Ledgers of trainings, exams, dossiers and best dossiers as other counties keep them."""

from datetime import date
from pathlib import Path

import pytest

from desktop_app.exchange.importing import plan_import
from desktop_app.services.desk import Desk
from tests.kit.county import label, rows, sheets_of, taken
from tests.kit.review_ledgers import ONE, TWO, codes, ledger, parts, staff, told, unused
from tests.kit.workbooks import Wide, workbook

HEAD = ["序号", "姓名", "部门"]


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    return staff(desk)


def sat(desk: Desk) -> dict[str, tuple[object, ...]]:
    """Code, marks of both kinds, total, retake of each candidate."""
    told = ("code", "first", "second", "total", "retake_total")
    return {row["name"]: tuple(row[name] for name in told) for row in rows(desk, "sitting")}


def signed(desk: Desk) -> dict[str, dict[str, tuple[str, str]]]:
    """State and cause of each officer, by training."""
    found: dict[str, dict[str, tuple[str, str]]] = {row["title"]: {} for row in rows(desk, "training")}
    titles = {row["id"]: row["title"] for row in rows(desk, "training")}
    for row in parts(desk, "training_presence"):
        name = label(desk, "officer", row["officer_id"])
        found[titles[row["training_id"]]][name] = (row["state"], row["cause"])
    return found


def test_totals_alone_with_their_day_in_the_title(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["清源县检察院2015年执法素能考试成绩汇总表（2015年4月3日）"],
        ["名次", "姓名", "科室", "成绩", "备注"],
        [1, "董长青", "公诉科", 118, None],
        [2, "张雪梅", "公诉科", "96.25", None],
        [None, "李明", "侦监科", None, "病假缺考"],
        ["满分120分，及格线72分"],
    ]
    file = ledger(tmp_path, "成绩", lines)
    plan = taken(staffed, [file])
    assert (told(plan), unused(plan), codes(plan)) == ([("sittings", 3, 3)], [], [])
    (exam,) = rows(staffed, "exam")
    assert (exam["title"], exam["held_on"]) == ("2015年执法素能考试", date(2015, 4, 3))
    assert (exam["full"], exam["pass_mark"], exam["excellent"], exam["first_full"]) == (12_000, 7_200, 10_800, None)
    assert (exam["state"], exam["step"]) == ("已公布", 25)
    assert sat(staffed) == {
        "董长青": ("参考", None, None, 11_800, None),
        "张雪梅": ("参考", None, None, 9_625, None),
        "李明": ("缺考", None, None, None, None),
    }
    assert plan_import(staffed, [file]).writes == 0


def test_choice_and_essay_questions_in_the_afternoon(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        [Wide("第二次业务考试成绩登记表", 7)],
        ["时间：2015.5.8 下午2:30至4:30    考试地点：三楼会议室    开卷"],
        ["座号", "姓名", "部门", "选择题(50分)", "论述题(50分)", "总分", "是否参考"],
        [1, "张雪梅", "公诉科", 41, 40, 81, "参考"],
        [2, "董长青", "公诉科", None, None, None, "缓考"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "Sheet1", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("sittings", 2, 2)], [], [])
    (exam,) = rows(staffed, "exam")
    assert (exam["title"], exam["held_on"], exam["form"]) == ("第二次业务考试", date(2015, 5, 8), "开卷")
    assert (exam["clock"], exam["until"], exam["place"]) == ("14:30", "16:30", "三楼会议室")
    assert (exam["first_name"], exam["first_full"], exam["second_name"]) == ("选择题", 5_000, "论述题")
    assert sat(staffed)["董长青"] == ("缓考", None, None, None, None)


def test_a_register_of_exams_and_their_score_sheets(staffed: Desk, tmp_path: Path) -> None:
    sheets = {
        "成绩": [
            ["刑诉法闭卷考试成绩单"],
            ["考试日期：2015年3月6日"],
            ["姓名", "部门", "得分"],
            ["张雪梅", "公诉科", 77],
        ],
        "考试安排": [
            ["2015年考试安排表"],
            ["考试名称", "考试日期", "考试地点", "方式", "满分", "及格线", "监考人"],
            ["刑诉法闭卷考试", "2015-03-06", "三楼会议室", "闭卷", 100, 60, "陈静、王超"],
        ],
    }
    plan = taken(staffed, [workbook(tmp_path / "考试.xlsx", sheets)])
    assert [kind for kind, *_ in told(plan)] == ["sittings", "exams"]
    assert (unused(plan), codes(plan)) == ([], [])
    (exam,) = rows(staffed, "exam")
    assert (exam["place"], len(parts(staffed, "exam_invigilator"))) == ("三楼会议室", 2)
    assert rows(staffed, "sitting")[0]["exam_id"] == exam["id"]


def test_retakes_in_columns_of_the_score_sheet(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["执法规范闭卷考试成绩册"],
        ["考试时间：2015年3月6日"],
        ["姓名", "部门", "总分", "补考日期", "补考成绩", "备注"],
        ["张雪梅", "公诉科", 50, "3月20日", 72, None],
        ["董长青", "公诉科", 88, None, None, None],
        ["李明", "侦查监督科", None, "2015.3.20", 64.5, "缺考（公差）"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "成绩册", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("sittings", 3, 3)], [], [])
    assert sat(staffed)["张雪梅"] == ("参考", None, None, 5_000, 7_200)
    assert sat(staffed)["李明"] == ("缺考", None, None, None, 6_450)
    assert {row["name"]: row["retake_on"] for row in rows(staffed, "sitting")}["李明"] == date(2015, 3, 20)


def test_the_retake_came_first_and_then_the_exam(staffed: Desk, tmp_path: Path) -> None:
    retake = [
        ["执法规范闭卷考试补考成绩册"],
        ["补考时间：2015年3月20日"],
        ["姓名", "部门", "成绩"],
        ["张雪梅", "公诉科", 72],
    ]
    first = [
        ["执法规范闭卷考试成绩册"],
        ["考试时间：2015年3月6日 9:00—11:00 地点：三楼"],
        ["姓名", "部门", "总分", "备注"],
        ["张雪梅", "公诉科", None, "缺考（病假）"],
        ["董长青", "公诉科", 88, None],
    ]
    taken(staffed, [ledger(tmp_path, "补考", retake)])
    assert sat(staffed) == {"张雪梅": ("参考", None, None, None, 7_200)}
    plan = taken(staffed, [ledger(tmp_path, "成绩册", first)])
    assert codes(plan) == []
    (exam,) = rows(staffed, "exam")
    assert (exam["held_on"], exam["place"], exam["state"]) == (date(2015, 3, 6), "三楼", "已公布")
    assert sat(staffed) == {
        "张雪梅": ("缺考", None, None, None, 7_200),
        "董长青": ("参考", None, None, 8_800, None),
    }


def test_two_retakes_of_one_person_and_one_who_never_sat(staffed: Desk, tmp_path: Path) -> None:
    first = [["刑诉法考试成绩册"], ["考试时间：2015年3月6日"], ["姓名", "部门", "总分"], ["张雪梅", "公诉科", 50]]
    retake = [
        ["补考成绩登记表（2015年）"],
        ["考试名称", "补考日期", "姓名", "部门", "补考成绩"],
        ["刑诉法考试", "2015-03-20", "张雪梅", "公诉科", 61],
        [None, "2015-03-21", "张雪梅", "公诉科", 63],
        [None, "2015-03-20", "李明", "侦查监督科", 70],
    ]
    plan = taken(staffed, [workbook(tmp_path / "a.xlsx", {"补考": retake, "成绩": first})])
    assert codes(plan) == [(4, "姓名", "duplicate_differs")]
    assert sat(staffed) == {"张雪梅": ("参考", None, None, 5_000, 6_100), "李明": ("参考", None, None, None, 7_000)}


def test_one_title_on_another_day_is_another_exam(staffed: Desk, tmp_path: Path) -> None:
    def sheet(day: str, mark: int) -> list[list[object]]:
        return [["业务知识闭卷考试成绩册"], [f"考试时间：{day}"], ["姓名", "部门", "总分"], ["李明", "侦监科", mark]]

    sheets = {"一": sheet("2015年3月6日", 70), "二": sheet("2015年5月8日", 80)}
    file = workbook(tmp_path / "a.xlsx", sheets)
    plan = taken(staffed, [file])
    assert codes(plan) == []
    assert [row["title"] for row in rows(staffed, "exam")] == [
        "业务知识闭卷考试",
        "业务知识闭卷考试（2015年5月8日）",
    ]
    assert [row["total"] for row in rows(staffed, "sitting")] == [7_000, 8_000]
    assert plan_import(staffed, [file]).writes == 0


def test_what_the_file_knows_of_the_exam_otherwise_is_told_once(staffed: Desk, tmp_path: Path) -> None:
    def lines(passing: int, name: str) -> list[list[object]]:
        head = [f"考试时间：2015年3月6日 及格{passing}分"]
        return [["刑诉法考试成绩册"], head, ["姓名", "部门", "总分"], [name, None, 70]]

    taken(staffed, [ledger(tmp_path, "甲", lines(60, "李明"))])
    plan = taken(staffed, [ledger(tmp_path, "乙", lines(65, "张雪梅"))])
    assert codes(plan) == [(2, "考试", "differs")]
    assert [row["pass_mark"] for row in rows(staffed, "exam")] == [6_000]


REGISTER = [
    ["2015年业务培训登记表"],
    ["培训名称", "类型", "日期", "学时", "应到", "实到"],
    ["刑诉法辅导", "集中辅导", "2015-01-21", 4, 3, 3],
    ["立卷归档培训", "专题培训", "2015-02-05", 3, 3, 1],
]


def test_sessions_are_known_by_their_titles_or_their_place(staffed: Desk, tmp_path: Path) -> None:
    signs = [
        ["2015年培训签到情况"],
        [*HEAD, "刑诉法辅导", "第2次", "出勤次数", "备注"],
        [1, "张雪梅", "公诉科", "√", "√", 2, None],
        [2, "董长青", "同上", "√", "出差", 1, None],
        [4, "李明", "侦监科", "病假", "旷", 0, None],
    ]
    sheets = {"签到": signs, "登记": REGISTER}
    file = workbook(tmp_path / "a.xlsx", sheets)
    plan = taken(staffed, [file])
    assert told(plan) == [("trainings", 3, 3), ("trainings", 2, 2)]
    assert (codes(plan), unused(plan)) == ([(3, "实到", "attendance_mismatch")], [])
    assert signed(staffed) == {
        "刑诉法辅导": {"张雪梅": ("出勤", ""), "董长青": ("出勤", ""), "李明": ("请假", "病假")},
        "立卷归档培训": {"张雪梅": ("出勤", ""), "董长青": ("请假", "公差"), "李明": ("缺席", "")},
    }
    assert plan_import(staffed, [file]).writes == 0


def test_the_list_came_before_the_register(staffed: Desk, tmp_path: Path) -> None:
    signs = [
        ["培训签到表"],
        ["姓名", "部门", date(2015, 1, 21), date(2015, 2, 5)],
        ["张雪梅", "公诉科", "√", "√"],
        ["董长青", "公诉科", "√", "×"],
        ["李明", "侦监科", "假", "×"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "签到表", signs)])
    assert (told(plan), codes(plan)) == ([("trainings", 3, 3)], [])
    assert [row["title"] for row in rows(staffed, "training")] == ["培训（2015年1月21日）", "培训（2015年2月5日）"]
    plan = taken(staffed, [ledger(tmp_path, "培训登记", REGISTER)])
    assert codes(plan) == [(3, "实到", "attendance_mismatch")]
    assert [(row["title"], row["hours"]) for row in rows(staffed, "training")] == [
        ("刑诉法辅导", 400),
        ("立卷归档培训", 300),
    ]


def test_nobody_on_a_list_is_lost(staffed: Desk, tmp_path: Path) -> None:
    signs = [
        ["培训签到表"],
        ["姓名", "部门", "2015年1月21日", "2015年2月5日"],
        ["张雪梅", "公诉科", "√", "？"],
        ["王建园", "公诉科", "√", "×"],
        ["张雪梅", "公诉科", "√", None],
    ]
    file = ledger(tmp_path, "签到表", signs)
    plan = taken(staffed, [file])
    assert codes(plan) == [
        (3, "2015年2月5日", "not_a_sign"),
        (4, "姓名", "unknown_person"),
        (5, "姓名", "duplicate_row"),
    ]
    assert told(plan) == [("trainings", 3, 2)]
    notes = [row["note"] for row in rows(staffed, "training")]
    assert notes == ["签到表上未认出：王建园 √", "签到表上未认出：张雪梅 ？、王建园 ×"]
    assert all("training_presence" in row["gaps"] for row in rows(staffed, "training"))
    assert plan_import(staffed, [file]).writes == 0


def test_a_sheet_for_one_session_with_signatures(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["清源县人民检察院司法礼仪培训签到表"],
        ["时间：2015年5月14日    地点：三楼会议室"],
        ["序号", "姓名", "部门", "签到", "备注"],
        [1, "张雪梅", "公诉科", "张雪梅", None],
        [2, "董长青", "公诉科", None, "出差"],
        [3, "李明", "侦监科", None, None],
    ]
    plan = taken(staffed, [ledger(tmp_path, "签到表", lines)])
    assert (told(plan), codes(plan), unused(plan)) == ([("trainings", 3, 2)], [(6, "签到", "sign_missing")], [])
    (session,) = rows(staffed, "training")
    assert (session["title"], session["held_on"]) == ("司法礼仪培训", date(2015, 5, 14))
    assert signed(staffed) == {"司法礼仪培训": {"张雪梅": ("出勤", ""), "董长青": ("请假", "公差")}}


def test_a_line_for_each_officer_and_session(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年干警培训参训情况登记表"],
        ["姓名", "部门", "培训名称", "培训日期", "参训情况", "请假事由"],
        ["张雪梅", "公诉科", "刑诉法辅导", "2015.1.21", "√", None],
        ["董长青", "公诉科", "刑诉法辅导", "2015.1.21", "请假", "产假"],
        ["张雪梅", "公诉科", "立卷归档培训", "2月5日", "×", None],
    ]
    plan = taken(staffed, [ledger(tmp_path, "参训", lines)])
    assert (told(plan), codes(plan), unused(plan)) == ([("trainings", 3, 3)], [], [])
    assert signed(staffed) == {
        "刑诉法辅导": {"张雪梅": ("出勤", ""), "董长青": ("请假", "产假")},
        "立卷归档培训": {"张雪梅": ("缺席", "")},
    }


def test_the_absent_are_named_in_the_register(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["培训登记表"],
        ["培训名称", "日期", "应到", "实到", "请假人员", "缺席人员"],
        ["刑诉法辅导", "2015-01-21", 7, 5, "董长青", "李明"],
        ["立卷归档培训", "2015-02-05", 7, 6, "周大明", None],
    ]
    plan = taken(staffed, [ledger(tmp_path, "培训登记", lines)])
    assert (told(plan), unused(plan)) == ([("trainings", 2, 2)], [])
    assert codes(plan) == [(4, "请假人员", "unknown_person")]
    assert signed(staffed)["刑诉法辅导"] == {"董长青": ("请假", ""), "李明": ("缺席", "")}


def test_points_of_each_defect_stand_in_columns(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年案卷归档检查扣分表"],
        ["受案号", "案件名称", "承办人", "检查日期", Wide("扣分情况", 3), None, None, "得分", "结论"],
        [None, None, None, None, "装订压字", "页码漏编", "缺送达回证", None, None],
        [ONE, "王某盗窃案", "张雪梅", "2015-03-16", 1, None, 2, 97, "合格"],
        [TWO, "李某诈骗案", "董长青", "2015-03-17", None, 1, None, 98, "合格"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "归档检查", lines)])
    assert (told(plan), unused(plan)) == ([("dossiers", 2, 2)], [])
    assert codes(plan) == [(5, "得分", "score_mismatch")]
    defects = [(row["item"], row["points"]) for row in parts(staffed, "dossier_defect")]
    assert defects == [("装订压字", 100), ("缺送达回证", 200), ("页码漏编", 100)]


def test_a_line_for_each_defect(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["卷宗检查问题登记表"],
        ["受案号", "案件名称", "承办人", "检查日期", "缺陷项目", "扣分"],
        [ONE, "王某盗窃案", "张雪梅", "2015-03-16", "装订压字", 1],
        [ONE, "王某盗窃案", "张雪梅", "2015-03-16", "缺送达回证", 2],
        [TWO, "李某诈骗案", "董长青", "2015-03-17", "页码漏编", 1],
    ]
    plan = taken(staffed, [ledger(tmp_path, "检查", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("dossiers", 3, 3)], [], [])
    assert [row["score"] for row in rows(staffed, "dossier_check")] == [9_700, 9_900]


AWARD = ["编号", "受案号", "案件名称", "部门"]


def _scores(desk: Desk) -> list[tuple[str, int]]:
    return [(label(desk, "officer", row["officer_id"]), row["points"]) for row in parts(desk, "award_score")]


def test_a_judge_nobody_knows_is_told_once_and_his_marks_kept(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["2015年度优秀案卷评选评分表"],
        [*AWARD, Wide("评委评分", 3), None, None, "平均分"],
        [None, None, None, None, "叶新民", "赵建国", "钱大钧", None],
        ["01", ONE, "王某盗窃案", "公诉科", 95, 96, 94, 95],
        ["02", TWO, "李某诈骗案", "公诉科", 90, None, 91, 90.5],
    ]
    file = ledger(tmp_path, "评分", lines)
    plan = taken(staffed, [file])
    assert (told(plan), unused(plan)) == ([("award_entries", 2, 2)], [])
    assert (3, "钱大钧", "unknown_person") in codes(plan)
    assert _scores(staffed) == [("叶新民", 9_500), ("赵建国", 9_600), ("叶新民", 9_000)]
    assert [row["note"] for row in rows(staffed, "award_entry")] == ["钱大钧 94", "钱大钧 91"]
    (award,) = rows(staffed, "dossier_award")
    assert (award["name"], award["period"]) == ("优秀案卷评选", "2015年度")
    assert plan_import(staffed, [file]).writes == 0


def test_judges_by_number_only(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["优秀案卷评选评分表（2015年）"],
        [*AWARD, "评委1", "评委2", "评委3", "平均分"],
        ["01", ONE, "王某盗窃案", "公诉科", 95, 96, 94, 95],
    ]
    plan = taken(staffed, [ledger(tmp_path, "评分表", lines)])
    assert (told(plan), unused(plan)) == ([("award_entries", 1, 1)], [])
    assert [code for *_, code in codes(plan)] == ["unknown_person"] * 3
    (entry,) = rows(staffed, "award_entry")
    assert (entry["note"], entry["average"], entry["written_average"]) == ("评委1 95；评委2 96；评委3 94", 9_500, 9_500)


def test_a_line_for_each_judge_and_dossier(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["优秀案卷评委评分明细"],
        ["受案号", "案件名称", "评委", "评分"],
        [ONE, "王某盗窃案", "叶新民", 95],
        [ONE, "王某盗窃案", "赵建国", 96],
        [TWO, "李某诈骗案", "叶新民", 90],
    ]
    plan = taken(staffed, [ledger(tmp_path, "评分明细", lines)])
    assert (told(plan), unused(plan)) == ([("award_entries", 3, 3)], [])
    assert _scores(staffed) == [("叶新民", 9_500), ("赵建国", 9_600), ("叶新民", 9_000)]
    assert {label(staffed, "officer", row["officer_id"]) for row in parts(staffed, "award_judge")} == {
        "叶新民",
        "赵建国",
    }


def test_bare_names_head_the_marks(staffed: Desk, tmp_path: Path) -> None:
    lines = [
        ["优秀卷宗评委评分表"],
        [*AWARD, "叶新民", "赵建国（院领导）", "平均得分"],
        ["01", ONE, "王某盗窃案", "公诉科", 95, 96, 95.5],
        ["02", TWO, "李某诈骗案", "公诉科", 90, 91, 90.5],
    ]
    plan = taken(staffed, [ledger(tmp_path, "汇总", lines)])
    assert (told(plan), unused(plan)) == ([("award_entries", 2, 2)], [])
    assert len(_scores(staffed)) == 4
    assert [sheet["incomplete"] for sheet in sheets_of(plan).values()] == [0]
