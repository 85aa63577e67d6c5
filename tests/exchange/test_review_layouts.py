"""Ledgers of cases and reviews as other counties keep them: bare items, ticks, totals, issues, other grades."""

from pathlib import Path

import pytest

from desktop_app.exchange.importing import plan_import
from desktop_app.services.desk import Desk
from tests.kit.county import label, rows, sheets_of, taken
from tests.kit.review_ledgers import ONE, THREE, TWO, Lines, codes, ledger, parts, pool, staff, told, unused
from tests.kit.workbooks import Wide, workbook


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    return staff(desk)


_EVEN = "1.甲（扣5分）；2.乙（扣5分）；3.丙（扣5分）"
_WIDE_TWO = "清检诉受【２０１５】６１９０２３００００２号"
REVIEW_HEAD = ["序号", "评查月份", "案号", "案名", "承办部门", "承办检察官", "评查人"]


def test_reviews_without_a_sheet_of_rounds_make_each_round_once(staffed: Desk, tmp_path: Path) -> None:
    pool(staffed, tmp_path)
    lines: Lines = [
        [Wide("2015年案件质量评查台账", 10)],
        [*REVIEW_HEAD, "实体处理扣分", "办案程序扣分", "得分"],
        [1, "1月份", "清检诉受（2015）61902300001号", "王某盗窃案", "公诉科", "张雪梅", "叶新民、陈静", -3, None, 97],
        [
            2,
            "1月份",
            _WIDE_TWO,
            "李某诈骗案",
            "公诉科",
            "董长青、张雪梅",
            "陈静",
            -1,
            -2.5,
            96.5,
        ],
        [3, "2015-02", ONE, "王某盗窃案", "公诉科", "张雪梅", "李明", None, 4, 96],
    ]
    file = ledger(tmp_path, "评查台账", lines)
    plan = taken(staffed, [file])
    assert (told(plan), unused(plan)) == ([("reviews", 3, 3)], [])
    assert codes(plan) == [(3, "评查月份", "adopted"), (5, "评查月份", "adopted")]
    rounds = {row["id"]: row for row in rows(staffed, "review_round")}
    assert [(row["period"], row["name"]) for row in rounds.values()] == [
        ("2015-01", "2015年1月份案件质量评查"),
        ("2015-02", "2015年2月份案件质量评查"),
    ]
    reviews = rows(staffed, "case_review")
    assert [(row["case_no"], row["score"]) for row in reviews] == [(ONE, 9700), (TWO, 9650), (ONE, 9600)]
    assert [(row["item"], row["points"]) for row in parts(staffed, "review_finding")] == [
        *(("实体处理", 300), ("实体处理", 100), ("办案程序", 250), ("办案程序", 400)),
    ]
    assert len([row for row in parts(staffed, "review_handler") if row["review_id"] == reviews[1]["id"]]) == 2
    assert plan_import(staffed, [file]).writes == 0
    head = ["轮次", "应评案件数", "抽取件数", "完成日期"]
    gone = taken(
        staffed,
        [workbook(tmp_path / "轮次.xlsx", {"评查轮次": [["2015年月评查情况"], head, ["1月", 20, 2, "1月30日"]]})],
    )
    assert sheets_of(gone)["评查轮次"]["filled"] == 1
    assert len(rows(staffed, "review_round")) == 2


def test_bare_items_are_known_by_their_sums(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("案件质量评查登记表（2015年3月）", 12)],
        [Wide("满分100分，优质90分以上、合格75至89分、瑕疵60至74分、不合格60分以下", 12)],
        ["序号", "案号", "案名", "承办人", "评查员", "实体", "程序", "文书", "扣分原因", "总分", "初评等次", "等次"],
        [1, ONE, "甲", "张雪梅", "陈静", 2, None, 1, "1.定性不准（扣2分）；2.错字（扣1分）", 97, "优质", "优质"],
        [2, TWO, "乙", "董长青", "陈静", None, 12, None, "1.超期（扣10分）；2.缺签名（扣2分）", 88, "合格", "合格"],
        [3, THREE, "丙", "董长青", "陈静", 5, 5, 5, _EVEN, 85, "优质", "合格"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "评查登记表", lines)])
    assert (told(plan), unused(plan)) == ([("reviews", 3, 3)], [])
    assert codes(plan) == [(6, "初评等次", "grade_mismatch")]
    assert [(row["item"], row["points"], row["text"]) for row in parts(staffed, "review_finding")] == [
        *(("实体", 200, "定性不准"), ("文书", 100, "错字"), ("程序", 1000, "超期"), ("程序", 200, "缺签名")),
        *(("实体", 500, ""), ("程序", 500, ""), ("文书", 500, "")),
    ]
    kept = rows(staffed, "case_review")
    assert {row["scale"] for row in kept} == {"优质90、合格75、瑕疵60、不合格0"}
    assert kept[2]["problems"] == _EVEN


def test_items_that_hold_what_was_reached_are_taken_from_their_full_points(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["案件质量评查评分表（2015年）"],
        ["案号", "案名", "承办人", "评查员", "实体处理（40分）", "办案程序（40分）", "法律文书（20分）", "得分"],
        [ONE, "甲", "张雪梅", "陈静", 40, 37, 19.5, 96.5],
        [TWO, "乙", "董长青", "陈静", 38, 40, 20, 98],
    ]
    plan = taken(staffed, [ledger(tmp_path, "个案评查", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("reviews", 2, 2)], [], [])
    assert [(row["item"], row["points"]) for row in parts(staffed, "review_finding")] == [
        *(("办案程序", 300), ("法律文书", 50), ("实体处理", 200)),
    ]


def test_items_that_are_only_ticked_take_nothing_off(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("案件质量评查情况登记（2015年）", 8)],
        ["序号", "案号", "承办人", "评查员", Wide("扣分情况", 2), None, "存在问题", "得分"],
        [None, None, None, None, "实体", "程序", None, None],
        [1, ONE, "张雪梅", "陈静", "√", None, "定性不准", 92],
        [2, TWO, "董长青", "陈静", "√", "√", "超期办案，引用法条有误", 85],
    ]
    plan = taken(staffed, [ledger(tmp_path, "评查", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("reviews", 2, 2)], [], [])
    assert [(row["item"], row["points"]) for row in parts(staffed, "review_finding")] == [
        *(("实体", 0), ("实体", 0), ("程序", 0)),
    ]
    assert [row["score"] for row in rows(staffed, "case_review")] == [9200, 8500]


@pytest.mark.parametrize("heading", ["扣分", "扣分合计", "总扣分", "扣分情况"])
def test_a_total_alone_is_one_finding_or_those_its_text_tells(staffed: Desk, tmp_path: Path, heading: str) -> None:
    lines: Lines = [
        ["2015年5月案件评查结果"],
        ["案号", "案名", "承办人", "评查员", heading, "存在问题", "评查得分"],
        [ONE, "甲", "张雪梅", "陈静", 4, "超期办案等", 96],
        [TWO, "乙", "董长青", "陈静", "扣3分", "1、证据矛盾未排除 扣2分\n2、错字 扣1分", 97],
    ]
    plan = taken(staffed, [ledger(tmp_path, "结果", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("reviews", 2, 2)], [], [])
    assert [(row["item"], row["points"], row["text"]) for row in parts(staffed, "review_finding")] == [
        *(("", 400, ""), ("证据采信", 200, "证据矛盾未排除"), ("", 100, "错字")),
    ]


def test_a_text_alone_tells_the_findings_where_it_adds_up(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年5月案件评查结果"],
        ["案号", "案名", "承办人", "评查员", "扣分情况", "评查得分"],
        [ONE, "甲", "张雪梅", "陈静", "1、超期 扣2分\n2、错字 扣1分", 97],
        [TWO, "乙", "董长青", "陈静", "1、超期 扣2分\n2、错字 扣1分", 95],
    ]
    taken(staffed, [ledger(tmp_path, "结果", lines)])
    assert [(row["points"], row["text"]) for row in parts(staffed, "review_finding")] == [(200, "超期"), (100, "错字")]
    assert rows(staffed, "case_review")[1]["problems"].startswith("1、超期")


def test_a_line_for_each_finding_is_gathered_into_its_review(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年1月案件评查扣分登记"],
        ["轮次", "案号", "承办人", "评查员", "评查项目", "扣分", "扣分事由", "得分", "等次"],
        ["1月", ONE, "张雪梅", "陈静", "办案程序", 3, "权利告知超期", 95, "优质"],
        ["1月", ONE, "张雪梅", "陈静", "法律文书", 2, "错漏字", 95, "优质"],
        ["1月", TWO, "董长青", "陈静", "办案程序", 1, "缺送达回证", 99, "优质"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "评查登记", lines)])
    assert told(plan) == [("reviews", 3, 3)]
    assert codes(plan) == [(3, "轮次", "adopted")]
    assert [(row["item"], row["points"], row["text"]) for row in parts(staffed, "review_finding")] == [
        *(("办案程序", 300, "权利告知超期"), ("法律文书", 200, "错漏字"), ("办案程序", 100, "缺送达回证")),
    ]
    assert rows(staffed, "case_review")[0]["problems"] == "1.权利告知超期（扣3分）\n2.错漏字（扣2分）"


def test_rounds_by_issue_are_found_where_the_sheet_of_rounds_names_them(staffed: Desk, tmp_path: Path) -> None:
    rounds: Lines = [
        ["2015年案件质量月评查情况表"],
        ["序号", "评查轮次", "评查月份", "评查件数", "评查完成日期", "通报期号"],
        [1, "第1期案件质量评查", "2015-01", 1, "2015-1-30", None],
        [2, "第2期案件质量评查", "2015-02", 1, "2015-2-27", None],
    ]
    lines: Lines = [
        ["2015年案件质量评查登记表"],
        ["期次", "案号", "承办人", "评查员", "评查方式", "得分"],
        ["第一期", ONE, "张雪梅", "陈静", "网上", 97],
        [2, TWO, "董长青", "陈静", "双评", 92],
    ]
    file = workbook(tmp_path / "评查.xlsx", {"评查登记表": lines, "评查轮次": rounds})
    plan = taken(staffed, [file])
    assert codes(plan) == []
    periods = {row["id"]: row["period"] for row in rows(staffed, "review_round")}
    assert [periods[row["round_id"]] for row in rows(staffed, "case_review")] == ["2015-01", "2015-02"]


def test_candidates_with_a_column_of_who_was_chosen(staffed: Desk, tmp_path: Path) -> None:
    pool(staffed, tmp_path)
    lines: Lines = [
        ["最佳最差案件评选表（2014年）"],
        ["季度", "评选类别", "案号", "案名", "承办人", "得分", "得票数", "评选结果"],
        ["四季度", "最佳案件", ONE, "王某盗窃案", "张雪梅", 98, 7, "当选"],
        ["第4季度", "最差案件", TWO, "李某诈骗案", "董长青", 61, "5票", ""],
    ]
    file = ledger(tmp_path, "评选", lines)
    plan = taken(staffed, [file])
    assert (told(plan), unused(plan), codes(plan)) == ([("nominees", 2, 2)], [], [])
    kept = [(row["period"], row["category"], row["votes"], row["chosen"]) for row in rows(staffed, "nominee")]
    assert kept == [("2014Q4", "最佳", 7, True), ("2014Q4", "最差", 5, False)]
    assert plan_import(staffed, [file]).writes == 0


def test_a_pool_without_types_and_with_must_review_marks(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年1月办结案件一览表"],
        ["统一受案号", "案名", "罪名", "承办检察官", "收案日期", "审结日期", "审结情况", "必查情形"],
        [_WIDE_TWO, "王某案", "盗窃", "张雪梅、董长青", "1.3", "1.20", "不起诉（存疑）", "不起诉；涉检信访"],
        ["清检诉受[2015]61902300003号", "李某案", "诈骗", "李明", "1.5", "1.22", "提起公诉", None],
        ["清检诉受(2015)61902300003 号", "李某案", "诈骗", "李明", "1.5", "1.22", "提起公诉", None],
    ]
    plan = taken(staffed, [ledger(tmp_path, "Sheet1", lines)])
    assert (told(plan), unused(plan)) == ([("cases", 3, 2)], [])
    assert codes(plan) == [(5, "统一受案号", "duplicate_row")]
    cases = rows(staffed, "case_file")
    assert [row["number"] for row in cases] == [TWO, THREE]
    assert label(staffed, "department", cases[0]["department_id"]) == "公诉科"
    assert len(parts(staffed, "case_mark")) == 2
    assert len([row for row in parts(staffed, "case_handler") if row["case_id"] == cases[0]["id"]]) == 2
