"""A careful reader stops at what does not fit, and at nothing else."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.proofreading import (
    counts,
    fits,
    later_days,
    left_standing,
    misfits,
    numbered_twice,
    shares,
    skipped,
    title_faults,
    title_period,
    total_faults,
)
from desktop_app.rules.vocabulary import BulletinKind, LineKind

END_OF_MAY = date(2015, 5, 31)
WORDED = Path(__file__).resolve().parents[1] / "golden" / "wording"


def test_counts_are_numbers_with_a_measure_word() -> None:
    text = "清检诉刑诉〔2015〕22号案5月3日立案，3个月内查摆问题12条、涉及5个部门，第6条除外"
    assert [(one.value, one.measure) for one in counts(text)] == [(12, "条"), (5, "个")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("共梳理问题131条，已销号57条，销号率43.5%。", []),
        ("共梳理问题131条，已销号57条，销号率44.5%。", ["44.5"]),
        ("共梳理问题131条，已销号57条，占44%。", []),
        ("抽查12件，合格7件，较3月提高12.5%。", []),
        ("抽查12件，合格7件，下一步力争达到90%以上。", []),
        ("合格率达90%，低于85%以上的要求。", []),
        ("及格率为91.7%。", []),
    ],
)
def test_a_share_is_one_count_over_another(text: str, wrong: list[str]) -> None:
    assert misfits(text) == wrong


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 2))
def test_every_true_share_fits_to_the_digits_printed(part: int, whole: int, digits: int) -> None:
    part = min(part, whole)
    assert fits(f"{100 * part / whole:.{digits}f}", [7, part, whole])


def test_a_share_of_a_goal_or_a_change_is_not_judged() -> None:
    said = "合格率85%，较上月下降3.2%，确保不低于90%"
    assert [share for share, _ in shares(said)] == ["85"]


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("截至5月31日，已销号57条。", []),
        ("6月2日，专项整治办公室开展督查。", ["6月2日"]),
        ("2015年12月30日已完成复查。", ["2015年12月30日"]),
        ("各部门于6月20日前整改完毕。", []),
        ("拟于6月20日召开推进会。", []),
        ("限期6月5日，情况报案件管理办公室。", []),
        ("6月31日检查。", []),
        ("2014年6月2日立案的案件3件。", []),
    ],
)
def test_a_day_after_the_as_of_day_is_no_fact(text: str, late: list[str]) -> None:
    assert later_days(text, END_OF_MAY) == late


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("关于2015年4月案件质量评查情况的通报", "2015年4月"),
        ("关于4月份案件质量评查情况的通报", "2015年4月"),
        ("关于2015年第一季度案件评查情况的通报", "2015年第一季度"),
        ("关于上半年归档检查情况的通报", "2015年上半年"),
        ("2015年度专项整治工作总结", "2015年"),
        ("关于4月20日督查情况的通报", None),
        ("规范司法行为专项整治工作总结", None),
        ("关于4月至6月整改情况的通报", None),
    ],
)
def test_the_period_a_title_names(title: str, label: str | None) -> None:
    found = title_period(title, 2015)
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会议时间待定。", ["待定"]),
        ("到会人数待补，金额待补充，日期（待核）。", ["待补", "待补", "待核"]),
        ("待补考6人次，逐条核对待补的记录，待补内容的3条，待核查2份。", []),
        ("由XX科牵头，××同志负责。", ["XX", "××"]),
        ("整改完毕。。", ["。。"]),
        ("各部门，，要", ["，，"]),
        ("姓名  单位", ["连续空格"]),
        ("第（  ）条", ["（  ）", "连续空格"]),
        ("袁　倩、IPHONE、XXII、陈某甲、……——“《规则》”。", []),
    ],
)
def test_what_must_not_stand(text: str, found: list[str]) -> None:
    assert left_standing(text) == found


@pytest.mark.parametrize("paper", sorted(WORDED.glob("*.txt")), ids=lambda paper: paper.stem)
def test_what_the_program_writes_itself_hinders_only_where_it_asks_for_words(paper: Path) -> None:
    assert set(left_standing(paper.read_text("utf-8"))) <= {"待写"}


def test_levels_are_not_skipped_and_annexes_start_anew() -> None:
    first, second, third = LineKind.FIRST, LineKind.SECOND, LineKind.THIRD
    assert skipped([first, second, third, first, second]) == []
    assert skipped([first, third]) == [1]
    assert skipped([LineKind.TEXT, second]) == [1]
    assert skipped([first, second, LineKind.ANNEX, second]) == [3]


def test_a_number_typed_before_a_heading_is_seen() -> None:
    assert numbered_twice("一、评查结果")
    assert numbered_twice("（二）文书制作")
    assert not numbered_twice("一是提高认识")
    assert not numbered_twice("3.5分以上的案件")


@pytest.mark.parametrize(
    ("title", "kind", "faults"),
    [
        ("关于2015年4月案件质量评查情况的通报", BulletinKind.REVIEWS, 0),
        ("关于贯彻《规则（试行）》情况的通报", BulletinKind.REVIEWS, 0),
        ("", BulletinKind.REVIEWS, 1),
        ("关于4月评查情况的通报。", BulletinKind.REVIEWS, 2),
        ("4月评查情况", BulletinKind.REVIEWS, 1),
        ("第一阶段工作小结", BulletinKind.PHASE, 0),
        ("工作动态", BulletinKind.BRIEFING, 0),
        (f"关于{'规范司法行为' * 11}的通报", BulletinKind.PROGRESS, 1),
    ],
)
def test_titles(title: str, kind: BulletinKind, faults: int) -> None:
    assert len(title_faults(title, kind)) == faults


def test_the_rows_of_a_table_make_its_total() -> None:
    columns = ("部门", "问题", "已销号", "销号率")
    rows = [("公诉科", "12", "5", "41.7%"), ("侦监科", "8", "—", "0%"), ("合计", "20", "5", "25%")]
    assert total_faults(columns, rows) == []
    rows[1] = ("侦监科", "9", "—", "0%")
    assert total_faults(columns, rows) == ["“问题”各行之和 21，合计 20"]


def test_a_column_whose_total_is_a_dash_is_not_added() -> None:
    """A case that lost points under two items stands in both rows."""
    rows = [("证据审查", "3"), ("办案程序", "3"), ("合计", "—")]
    assert total_faults(("评查项目", "扣分案件（件）"), rows) == []
    assert total_faults(("评查项目", "问题（处）"), [*rows[:2], ("合计", "5")]) != []


def test_subtotals_close_the_rows_above_them() -> None:
    rows = [("公诉科", "3"), ("侦监科", "4"), ("小计", "7"), ("反贪局", "2"), ("小计", "2"), ("合计", "9")]
    assert total_faults(("部门", "件数"), rows) == []
    rows[2] = ("小计", "8")
    assert total_faults(("部门", "件数"), rows) == ["“件数”各行之和 7，小计 8"]


def test_columns_of_words_are_left_alone() -> None:
    rows = [("公诉科", "陈某甲"), ("合计", "1人")]
    assert total_faults(("部门", "责任人"), rows) == []
