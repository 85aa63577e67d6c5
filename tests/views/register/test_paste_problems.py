"""Blocks copied from Excel as new problems: with and without headings, lists and measures among the columns."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.models.issues import Issue, IssueCase, IssueCategory, IssueMeasure, IssueOfficer
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Register
from desktop_app.rules.vocabulary import Correction
from desktop_app.services.desk import Desk
from desktop_app.store import undo
from desktop_app.views.register.clipboard import Pasted, read_block, table_of
from desktop_app.views.register.paste import PasteDialog
from desktop_app.views.register.screen import RegisterScreen
from tests.kit import issues
from tests.kit.keys import CTRL, press
from tests.kit.office import id_of, loaded

Open = Callable[..., RegisterScreen]
CASE = "清源检捕受[2015]61902300007号"
HEAD = "性质\t责任部门\t存在的问题\t到事\t受案号\t责任人\t整改措施\t整改时限"
ROW = f"个性\t侦监科\t笔录漏签\t讯问询问\t{CASE}\t单雄信\t逐卷补正\t2015.6.30"


def read(desk: Desk, text: str, register: Register = ISSUES) -> Pasted:
    with desk.facts() as facts:
        return read_block(table_of(text), register, register.columns, facts)


def faults(pasted: Pasted) -> list[list[str]]:
    return [[problem.code for problem in row.faults] for row in pasted.rows]


def verdict(dialog: PasteDialog, row: int) -> str:
    """What is said of a row."""
    item = dialog.table.item(row, 0)
    return item.text() if item is not None else ""


def test_columns_are_found_by_headings_in_any_order_and_wording(staffed: Desk) -> None:
    pasted = read(staffed, f"{HEAD}\n{ROW}")
    assert pasted.by_heading
    (row,) = pasted.rows
    assert not row.faults, row.problems
    assert row.draft[Issue.department_id] == id_of(staffed, "department", "侦查监督科")
    assert row.draft[Issue.due_on] == date(2015, 6, 30)
    assert [part["case_no"] for part in row.draft.rows(IssueCase)] == [CASE]
    assert [part["officer_id"] for part in row.draft.rows(IssueOfficer)] == [id_of(staffed, "officer", "单雄信")]


def test_two_level_headings_ordinals_and_totals_are_understood(staffed: Desk) -> None:
    text = (
        "序号\t性质\t责任部门\t问题描述\t“三到”\t\t\t整改时限\n"
        "\t\t\t\t到事\t到案（受案号）\t到人（责任人）\t\n"
        f"1\t个性\t侦监科\t笔录漏签\t讯问询问\t{CASE}\t单雄信\t6月30日\n"
        f"2\t个性\t侦监科\t告知走形式\t″\t同上\t史海燕\t6.30\n"
        "合计\t2\t\t\t\t\t\t"
    )
    pasted = read(staffed, text)
    assert [row.place for row in pasted.rows] == [3, 4]
    assert faults(pasted) == [[], []]
    second = pasted.rows[1].draft
    assert second[Issue.matter] == "讯问询问"
    assert [part["case_no"] for part in second.rows(IssueCase)] == [CASE]


def test_without_headings_the_columns_shown_are_meant(staffed: Desk) -> None:
    names = [item.name for item in ISSUES.columns]
    cells = {
        "nature": "个性",
        "department_id": "侦监科",
        "name": "笔录漏签",
        "matter": "讯问询问",
        "issue_case": CASE,
        "issue_officer": "单雄信、史海燕",
        "due_on": "2015-06-30",
    }
    pasted = read(staffed, "\t".join(cells.get(name, "") for name in names))
    assert not pasted.by_heading
    (row,) = pasted.rows
    assert not row.faults, row.problems
    assert len(row.draft.rows(IssueOfficer)) == 2


def test_what_the_block_has_no_column_for_begins_as_in_the_dialog(staffed: Desk) -> None:
    pasted = read(staffed, f"{HEAD}\n{ROW}")
    assert pasted.preset == ("发现日期 2015-05-31", "整改类型 限期整改")
    assert pasted.rows[0].draft[Issue.correction] == Correction.BY_DEADLINE
    empty = read(staffed, f"{HEAD}\t整改类型\n{ROW}\t")
    assert faults(empty) == [["correction_missing"]]


def test_faults_are_told_row_by_row_and_nothing_is_written(open_screen: Open, staffed: Desk) -> None:
    screen = open_screen("issues", "问题")
    bad = ROW.replace("单雄信", "赵无名").replace("2015.6.30", "2015.13.1")
    dialog = screen.place.blocks.paste_dialog(f"{HEAD}\n{ROW}\n{bad}")
    assert dialog is not None
    verdicts = [verdict(dialog, at) for at in range(2)]
    assert verdicts[0] == "✓ 可登记"
    assert verdicts[1].startswith("! ")
    assert "赵无名" in verdicts[1]
    assert "2015年没有13月" in verdicts[1]
    dialog.carry_out()
    assert dialog.outcome is None
    assert dialog.said.text() == "1 行有问题，一行也不登记。在表格里改好，再复制粘贴"
    with staffed.facts() as facts:
        assert list(facts.live("issue")) == []
    dialog.reject()


def test_a_repeat_is_noted_and_may_be_written(open_screen: Open, staffed: Desk) -> None:
    issues.issue(staffed, issues.team(staffed), "笔录漏签", case=CASE)
    screen = open_screen("issues", "问题")
    dialog = screen.place.blocks.paste_dialog(f"{HEAD}\n{ROW}")
    assert dialog is not None
    assert verdict(dialog, 0).startswith("◆ 疑似重复：2015-侦监-个-001（同案同类）")
    dialog.carry_out()
    assert dialog.outcome is not None


def test_one_act_and_one_undo(open_screen: Open, staffed: Desk) -> None:
    screen = open_screen("issues", "问题")
    dialog = screen.place.blocks.paste_dialog(f"{HEAD}\n{ROW}\n{ROW.replace('漏签', '漏页')}")
    assert dialog is not None
    dialog.carry_out()
    assert dialog.outcome is not None
    first, second = (loaded(staffed, ISSUES, issue_id) for issue_id in dialog.outcome.ids)
    assert (first[Issue.number], second[Issue.number]) == ("2015-侦监-个-001", "2015-侦监-个-002")
    undo.undo(staffed.store)
    with staffed.facts() as facts:
        assert list(facts.live("issue")) == []


def test_copied_rows_come_back_with_their_lists(open_screen: Open, staffed: Desk) -> None:
    who = issues.team(staffed)
    issue_id = issues.issue(staffed, who, case=CASE)
    issues.corrected(staffed, issue_id, ("逐卷补正", "入卷前核对"))
    screen = open_screen("issues", "问题")
    screen.place.listing.table.go_to(issue_id)
    press(Qt.Key.Key_C, CTRL)
    pasted = read(staffed, QGuiApplication.clipboard().text())
    (row,) = pasted.rows
    assert [part["text"] for part in row.draft.rows(IssueMeasure)] == ["逐卷补正", "入卷前核对"]
    assert [part["officer_id"] for part in row.draft.rows(IssueOfficer)] == [who.owner]
    assert [part["case_no"] for part in row.draft.rows(IssueCase)] == [CASE]
    assert "number_taken" in [problem.code for problem in row.problems]


def test_measures_bring_person_and_day(staffed: Desk) -> None:
    row = ROW.replace("逐卷补正", '"1、逐卷补正【负责人：史海燕；期限：2015-06-10】\n2、入卷前核对"')
    (pasted,) = read(staffed, f"{HEAD}\t问题类别\n{row}\t不执行办案规范、笔录互相复制").rows
    measures = [(part["text"], part.get("officer_id"), part.get("due_on")) for part in pasted.draft.rows(IssueMeasure)]
    shy = id_of(staffed, "officer", "史海燕")
    assert measures == [("逐卷补正", shy, date(2015, 6, 10)), ("入卷前核对", None, None)]
    assert [part["word"] for part in pasted.draft.rows(IssueCategory)] == ["不执行办案规范", "笔录互相复制"]


@pytest.mark.parametrize("text", ["", "\n\t\n", "性质\t责任部门\t问题"])
def test_nothing_to_write_is_said(open_screen: Open, staffed: Desk, text: str) -> None:
    screen = open_screen("issues", "问题")
    assert screen.place.blocks.paste_dialog(text) is None


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('甲\t手机\n"\t"\n丙\t"红"', [["甲", "手机"], ['"', '"'], ["丙", "红"]]),
        ('"a\n""b"""\t5"\r\n丙\t"x', [['a\n"b"', '5"'], ["丙", '"x']]),
        ('甲\t"\n乙\t"\n', [["甲", '"'], ["乙", '"']]),
        ("甲\x00\t" + "长" * 200_000, [["甲\x00", "长" * 200_000]]),
        ('""\t甲\n\n \t\n', [["", "甲"]]),
    ],
)
def test_a_quotation_mark_of_its_own_swallows_nothing(text: str, cells: list[list[str]]) -> None:
    assert table_of(text) == cells
