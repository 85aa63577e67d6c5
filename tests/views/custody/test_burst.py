"""The window of 成批登记: blocks understood, hostile ones refused or kept, keys, drafts, what stands after saving."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.desk import Desk
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.custody.burst import BurstDialog
from desktop_app.views.custody.burst_blocks import MOST_COLUMNS, MOST_ROWS, Block, understood
from desktop_app.views.custody.burst_columns import head_columns, item_columns
from desktop_app.views.custody.burst_paste import BlockDialog, cases_in
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.clipboard import table_of
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.cases import case, case_no
from tests.kit.county import rows
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, SHIFT, enter, focus, press, settled, type_
from tests.kit.office import furnished, officer
from tests.kit.seized_afternoon import clip

Key = Qt.Key
COLUMNS, HEADS = item_columns(("清单", "签名", "见证人", "照片", "密封")), head_columns()
NAMES = [col.label for col in COLUMNS]
MANY = "清源检诉受[2015]61902300001号"


def _furnish(desk: Desk) -> dict[str, Any]:
    """Two handlers and one case in the register of cases."""
    handlers = [officer(desk, "何静宜"), officer(desk, "韩雨桐")]
    return {"case": case(desk, 1, handlers)}


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Any, clock: Any) -> Iterator[BurstDialog]:
    """The window over a small office."""
    desk, _ = furnished("burst", _furnish, tmp_path / "data", clock)
    jobs = Jobs()
    made = opened(qtbot, desk, jobs)
    yield made
    made._leave()
    jobs.close()
    desk.store.close()


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs) -> BurstDialog:
    made = BurstDialog(None, Known(desk), Recent(), Press(desk, jobs, Settings(), Bus()))
    qtbot.addWidget(made)
    made.resize(1342, 744)
    made.show()
    settled(made)
    return made


def read(qtbot: QtBot, dialog: BurstDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.waits)


def paste(qtbot: QtBot, dialog: BurstDialog, block: list[list[str]]) -> None:
    """A block into the grid of items, taken as it is understood."""
    QGuiApplication.clipboard().setText(clip(block))
    dialog.goods.setFocus()

    def take(preview: QDialog) -> None:
        assert isinstance(preview, BlockDialog)
        preview.accept()

    meanwhile(lambda: press(Key.Key_V, CTRL), take)
    settled(dialog)
    read(qtbot, dialog)


def meant(block: Block) -> list[str | None]:
    names = [*NAMES, *(f"案件{col.label}" for col in HEADS)]
    return [None if place is None else names[place] for place in block.meant]


def items(*lines: list[str]) -> list[list[str]]:
    return [["受案号", "类别", "名称", "数量", "单位"], *lines]


# blocks


def test_columns_are_known_by_their_heads_those_of_the_case_too() -> None:
    head = ["序号", "受案号", "案名", "措施", "种类", "品名", "件数", "单位", "估价", "照片", "颜色"]
    row = ["1", MANY, "某案", "扣押", "手机", "苹果手机", "1", "部", "", "有", "黑"]
    block = understood([head, row], ITEMS, COLUMNS, HEADS)
    assert block.by_heading
    assert meant(block) == [
        None, "受案号", "案件案件名称", "案件措施", "类别", "物品名称", "数量", "单位", "金额", "照片", None,
    ]  # fmt: skip
    assert block.unused == ["颜色"]
    assert cases_in(block) == [MANY]


def test_without_heads_the_order_of_the_grid_counts_and_may_be_changed() -> None:
    block = understood([[MANY, "手机", "苹果手机", "黑", "1", "部"]], ITEMS, COLUMNS, HEADS)
    assert not block.by_heading
    assert meant(block) == NAMES[:6]
    changed = block.meaning(3, 6)
    assert meant(changed) == [*NAMES[:3], "金额", *NAMES[4:6]]
    assert meant(changed.meaning(0, 6))[3] is None


def test_titles_sums_repeated_heads_and_groups_are_no_rows() -> None:
    head, row = ["受案号", "物品名称", "数量"], [MANY, "手机", "1"]
    table = [head, ["一、某案（2件）", "", ""], row, head, ["", "手表", "2"], ["合计", "", "3"]]
    block = understood(table, ITEMS, COLUMNS, HEADS)
    assert [list(one) for one in block.rows] == [row, [MANY, "手表", "2"]]


def test_a_block_of_cases_needs_no_name_of_the_case() -> None:
    block = understood([["受案号", "措施", "办案人（2人）"], [MANY, "扣押", "何静宜"]], SEIZURES, HEADS)
    assert [None if at is None else HEADS[at].label for at in block.meant] == ["受案号", "措施", "办案人"]
    assert len(block.rows) == 1


def test_ten_thousand_columns_are_cut() -> None:
    block = understood([["x"] * 10_000], ITEMS, COLUMNS, HEADS)
    assert len(block.meant) == MOST_COLUMNS


def test_cells_with_breaks_and_quotes_stay_whole() -> None:
    text = '长\n"红"\t盒'
    table = table_of(clip(items([MANY, "其他", text, "1", "个"])))
    assert understood(table, ITEMS, COLUMNS, HEADS).rows[0][2] == text


# the window


def test_hostile_cells_are_marked_with_line_and_reason_or_kept_as_text(qtbot: QtBot, dialog: BurstDialog) -> None:
    lines = [
        [MANY, "其他", "=cmd|' /C calc'!A0", "１２", "个"],
        [MANY, "其他", "手表", "-2", "块"],
        [MANY, "其他", "手镯", "约三", "只"],
        ["", "其他", "戒指", "1", "枚枚枚"],
        ["没有这一案", "其他", "", "1", "枚"],
    ]
    paste(qtbot, dialog, items(*lines))
    found = dialog.whole.items
    assert found[0].draft.values["name"] == "=cmd|' /C calc'!A0"
    assert (found[0].draft.values["quantity"], found[0].faults) == (12_000, {})
    assert [bool(found[at].faults) for at in range(1, 5)] == [True, True, False, True]
    assert "小于0" in found[1].faults[4]
    dialog.goods.go(1, 5)
    assert "物品第 2 行" in dialog.detail.text()
    press(Key.Key_Return, CTRL)
    assert "一行也不登记" in dialog.said.text()
    assert rows(dialog.known.desk, "seized_item") == []


@pytest.mark.parametrize("day", ["2015-05-11", "2015.5.11", "2015年5月11日", "5月11日", "２０１５/5/11", "20150511"])
def test_days_in_every_form_are_the_same_day(qtbot: QtBot, dialog: BurstDialog, day: str) -> None:
    block = [["受案号", "类别", "名称", "数量", "扣押日期"], [MANY, "其他", "手表", "1", day]]
    paste(qtbot, dialog, block)
    assert str(dialog.whole.items[0].draft.values["seized_on"]) == "2015-05-11"


def test_four_thousand_rows_are_refused(dialog: BurstDialog) -> None:
    QGuiApplication.clipboard().setText(clip(items(*[[MANY, "其他", "手表", "1", "块"]] * 4_000)))
    dialog.goods.setFocus()
    press(Key.Key_V, CTRL)
    assert dialog.said.text() == f"一批最多 {MOST_ROWS} 行。分几批登记，或从 Excel 导入"
    assert dialog.items.count == 0


def test_a_number_twice_in_the_block_is_given_anew(qtbot: QtBot, dialog: BurstDialog) -> None:
    block = [["受案号", "类别", "名称", "数量", "物品编号"]]
    block += [[MANY, "其他", "手表", "1", "清检物2015-0001-07"]] * 2
    paste(qtbot, dialog, block)
    first, second = (dialog.whole.items[at] for at in (0, 1))
    assert first.draft.values["number"] == "清检物2015-0001-07"
    assert "number" not in second.draft.values
    assert "另给新号" in next(iter(second.notes.values()))


def test_a_case_is_known_by_its_number_and_ticks_hold_for_all(qtbot: QtBot, dialog: BurstDialog) -> None:
    block = [["受案号", "类别", "名称", "数量", "照片"], [case_no(1), "其他", "手表", "1", "缺"]]
    paste(qtbot, dialog, block)
    assert dialog.heads.texts[0][1] == "第1号盗窃案"
    for word in ("清单", "照片"):
        dialog.wish.points[word].setChecked(True)
    read(qtbot, dialog)
    points = {row["word"]: row["state"] for row in dialog.whole.items[0].draft.parts["item_procedure"]}
    assert points == {"照片": "缺", "清单": "有"}


def test_by_keyboard_first_letters_ditto_and_rows(qtbot: QtBot, dialog: BurstDialog) -> None:
    type_(case_no(1))
    enter()
    dialog.goods.setFocus()
    dialog.goods.go(0, 1)
    type_(case_no(1))
    enter()
    for text in ("sj", "手机"):
        type_(text)
        enter()
    assert dialog.items.texts[0][:3] == [case_no(1), "手机", "手机"]
    dialog.goods.go(1, 3)
    press(Key.Key_Apostrophe)
    assert dialog.items.texts[1][:3] == [case_no(1), "手机", "手机"]
    assert dialog.goods.cell == (1, 4)
    press(Key.Key_Insert)
    assert [any(texts) for texts in dialog.items.texts] == [True, False, True, False]
    press(Key.Key_Delete, CTRL)
    dialog.goods.go(1, 5)
    type_("2")
    enter()
    press(Key.Key_Up, ALT)
    assert dialog.items.texts[0][4] == "2"
    press(Key.Key_Z, CTRL)
    assert dialog.items.texts[1][4] == "2"
    dialog.goods.go(0, 6)
    type_("部")
    enter()
    dialog.goods.go(0, 6)
    press(Key.Key_D, CTRL | SHIFT)
    assert dialog.items.texts[1][5] == "部"
    read(qtbot, dialog)


def test_f6_from_a_case_begins_an_item_of_it(qtbot: QtBot, dialog: BurstDialog) -> None:
    type_(case_no(1))
    enter()
    dialog.other_grid()
    assert dialog.goods.cell == (0, 2)
    type_("手机")
    enter()
    assert dialog.items.texts[0][:2] == [case_no(1), "手机"]
    press(Key.Key_Home)
    assert dialog.goods.cell == (0, 1)
    dialog.cases.go(1, 1)
    dialog.cases.setFocus()
    type_(case_no(2))
    enter()
    dialog.other_grid()
    assert dialog.goods.cell == (1, 2)
    type_("其他")
    enter()
    assert dialog.items.texts[1][:2] == [case_no(2), "其他"]
    read(qtbot, dialog)


def test_whom_nobody_wrote_is_asked_for_in_his_field(qtbot: QtBot, dialog: BurstDialog) -> None:
    block = [["受案号", "措施", "扣押日期", "类别", "名称", "数量", "存放位置"],
             [case_no(1), "扣押", "5.11", "其他", "手表", "1", "A1-01"]]  # fmt: skip
    paste(qtbot, dialog, block)
    dialog.put_away()
    dialog.wish.found_places.setChecked(True)
    dialog.seats["condition"].editor.show_value("完好")
    read(qtbot, dialog)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "移送人" in dialog.said.text())
    assert dialog.seats["giver_id"].editor.isAncestorOf(focus())


def test_money_goes_into_the_account_unless_its_line_names_a_shelf(qtbot: QtBot, dialog: BurstDialog) -> None:
    block = [["受案号", "措施", "扣押日期", "类别", "名称", "数量", "单位", "存放位置"],
             [case_no(1), "扣押", "5.11", "现金", "人民币", "500", "元", ""],
             [case_no(1), "扣押", "5.11", "现金", "特征现金", "100", "元", "A1-01"],
             [case_no(1), "扣押", "5.11", "其他", "手表", "1", "块", "A1-02"],
             [case_no(1), "扣押", "5.11", "其他", "未移送的", "1", "块", ""]]  # fmt: skip
    paste(qtbot, dialog, block)
    dialog.put_away()
    dialog.wish.found_places.setChecked(True)
    read(qtbot, dialog)
    lines = dialog.whole.takings[0].lines
    assert [line.route and line.route.act for line in lines] == [
        *(CustodyAct.DEPOSITED, CustodyAct.STORED, CustodyAct.STORED, None),
    ]
    assert dialog.counts.text() == "1 案 4 件，入库 2 件，存入专户 1 件"
    assert "款项存入专户" in "".join(dialog.whole.items[0].notes.values())
    dialog.wish.storing.setChecked(False)
    read(qtbot, dialog)
    assert dialog.counts.text() == "1 案 4 件"


def test_what_is_typed_outlives_the_window_and_esc_asks(qtbot: QtBot, dialog: BurstDialog) -> None:
    type_(case_no(1))
    enter()
    press(Key.Key_Escape)
    assert dialog.isVisible()
    assert "草稿留着" in dialog.said.text()
    press(Key.Key_Escape)
    assert not dialog.isVisible()
    again = opened(qtbot, dialog.known.desk, dialog.press.jobs)
    assert again.heads.texts[0][0] == case_no(1)
    again.start_afresh()
    assert again.typed == ""
    again._leave()


def test_a_case_there_already_takes_more_items(qtbot: QtBot, dialog: BurstDialog) -> None:
    block = [["受案号", "措施", "扣押日期", "类别", "名称", "数量"], [case_no(1), "扣押", "5.11", "其他", "手表", "1"]]
    paste(qtbot, dialog, block)
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.page is not None)
    again = opened(qtbot, dialog.known.desk, dialog.press.jobs)
    again.begin_with(case_no(1))
    read(qtbot, again)
    assert not again.heads.may_edit(0, 3)
    assert "另一次扣押的，改文书号或扣押日期" in again.heads.said(0, 0)
    assert (again.goods.cell, again.items.begins) == ((0, 2), case_no(1))
    again.items.append([[case_no(1), "其他", "手镯", "", "1", *[""] * (len(COLUMNS) - 5)]], 0)
    read(qtbot, again)
    assert again.items.numbers[0].endswith("-02")
    again.carry_out()
    qtbot.waitUntil(lambda: again.page is not None)
    assert (len(rows(again.known.desk, "seizure")), len(rows(again.known.desk, "seized_item"))) == (1, 2)
    again._leave()


def heads_of(dialog: BurstDialog, *lines: dict[str, str]) -> None:
    """Lines of cases typed."""
    at = {col.label: place for place, col in enumerate(HEADS)}
    made = [[line.get(label, "") for label in at] for line in lines]
    dialog.heads.append(made, dialog.heads.count)


def test_a_case_is_taken_from_twice_in_one_batch_and_once_more_later(qtbot: QtBot, dialog: BurstDialog) -> None:
    paper, day = "文书号", "扣押日期"
    taken = {"受案号": case_no(1), "措施": "扣押", "办案人": "何静宜、韩雨桐"}
    heads_of(dialog, {**taken, paper: "清检扣1号", day: "5.11"}, {**taken, paper: "清检扣1号", day: "5.11"})
    block = [["受案号", "类别", "名称", "数量", "扣押日期"]]
    block += [[case_no(1), "其他", name, "1", on] for name, on in (("手表", "5.11"), ("手镯", "5.20"), ("戒指", ""))]
    paste(qtbot, dialog, block)
    assert "同一次扣押只列一行" in dialog.heads.said(1, 0)
    at = [col.label for col in HEADS].index(day)
    dialog.heads.put(1, at, "5.20")
    dialog.heads.put(1, at - 2, "清检扣2号")
    read(qtbot, dialog)
    assert dialog.whole.heads[1].faults == {}
    assert "有几次扣押" in dialog.items.said(2, 0)
    dialog.items.put(2, [col.label for col in COLUMNS].index(day), "5.20")
    read(qtbot, dialog)
    dialog.carry_out()
    qtbot.waitUntil(lambda: dialog.page is not None)
    desk = dialog.known.desk
    assert sorted(str(row["seized_on"]) for row in rows(desk, "seizure")) == ["2015-05-11", "2015-05-20"]
    assert len({row["seizure_id"] for row in rows(desk, "seized_item")}) == 2
    again = opened(qtbot, desk, dialog.press.jobs)
    again.begin_with(case_no(1))
    read(qtbot, again)
    assert again.whole.heads[0].known is not None
    assert again.heads.may_edit(0, at + 1)
    again.heads.put(0, at, "5.25")
    again.heads.put(0, at - 2, "清检扣3号")
    again.items.append([[case_no(1), "其他", "耳环", "", "1", *[""] * (len(COLUMNS) - 5)]], 0)
    read(qtbot, again)
    assert again.whole.heads[0].known is None
    again.carry_out()
    qtbot.waitUntil(lambda: again.page is not None)
    assert len(rows(desk, "seizure")) == 3
    again._leave()


def test_what_a_paste_leaves_aside_is_counted_and_nothing_is_cut() -> None:
    wide = [["受案号", "物品名称", "特征", *(f"列{at}" for at in range(297))]]
    wide += [["清检诉受[2015]1号", "手机", "长" * 30_000, *["1"] * 297], ['"', '"', "同上", *[""] * 297]]
    found = understood(wide, ITEMS, COLUMNS, HEADS)
    assert (found.beyond, len(found.unused)) == (240, 57)
    assert [tuple(map(len, row[:3])) for row in found.rows] == [(12, 2, 30_000)] * 2
