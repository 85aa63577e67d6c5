"""What the text asks for: sources opened, numbers, people and phrases inserted, tables edited, numbers taken anew."""

import copy
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.registers.bulletins import BULLETINS
from desktop_app.rules.manuscript import figure, mark
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import drift, phrases
from desktop_app.views.bulletin.drift_dialog import DriftBar, DriftDialog, ask_retake
from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bulletin.grid_dialog import GridDialog
from desktop_app.views.bulletin.hands import Hands
from desktop_app.views.bulletin.insert_dialog import InsertDialog
from desktop_app.views.bulletin.phrase_dialog import KeepPhraseDialog, PickDialog
from desktop_app.views.bulletin.popover import FigurePopover, placed
from desktop_app.views.bus import Bus
from desktop_app.views.register.keeper import Keeper
from desktop_app.views.register.known import Known
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, SHIFT, Said, enter, press, settled, type_
from tests.kit.office import id_of, officer, task

K = Qt.Key
Met = list[tuple[object, ...]]


@pytest.fixture
def known(staffed: Desk) -> Known:
    return Known(staffed)


@pytest.fixture
def hands(editor: Editor, known: Known, bus: Bus, said: Said, draft: Draft) -> Hands:
    return Hands(editor, known, bus, lambda: draft.values)


@pytest.fixture
def opened(bus: Bus) -> Met:
    met: Met = []
    bus.open_records.connect(lambda *told: met.append(told))
    bus.open_record.connect(lambda *told: met.append(told))
    return met


def popover(hands: Hands) -> FigurePopover:
    assert hands.popover is not None
    return hands.popover


def body(editor: Editor) -> list[str]:
    return [row["text"] for row in editor.lines()]


def test_f2_shows_the_source_and_f2_again_opens_it(editor: Editor, hands: Hands, opened: Met) -> None:
    editor.page.act_moving(editor.text.at(2, 10))
    press(K.Key_F2)
    shown = popover(hands)
    assert shown.source.shown == "3项"
    assert "截至2015-05-31" in shown.source.asked
    assert [one.subject for one in shown.source.first] == ["涉案财物全面盘点", "抽查新办案件", "动员部署"]
    assert editor.page.extraSelections()
    press(K.Key_F2)
    assert hands.popover is None
    assert not editor.page.extraSelections()
    assert [(told[0], len(told[1])) for told in opened] == [("task", 3)]  # type: ignore[arg-type]


def test_enter_on_a_line_of_the_source_opens_that_record(editor: Editor, hands: Hands, opened: Met) -> None:
    editor.figure_asked.emit("n1")
    press(K.Key_Down)
    press(K.Key_Return)
    assert opened == [("task", 2)]


def test_f2_takes_the_nearest_number_of_the_paragraph_or_says_there_is_none(
    editor: Editor, hands: Hands, said: Said
) -> None:
    editor.page.act_moving(editor.text.at(2, 0))
    press(K.Key_F2)
    assert popover(hands).source.shown == "3项"
    press(K.Key_Escape)
    editor.page.act_moving(editor.text.at(2, 22))
    press(K.Key_F2)
    assert popover(hands).source.shown == "1项"
    press(K.Key_Escape)
    editor.page.act_moving(editor.text.at(8, 0))
    press(K.Key_F2)
    assert hands.popover is None
    assert said.sentences == ["这一段没有可查来源的数字"]


def test_esc_closes_the_source(editor: Editor, hands: Hands, opened: Met) -> None:
    editor.figure_asked.emit("n2")
    press(K.Key_Escape)
    assert hands.popover is None
    assert opened == []


def test_the_source_goes_when_the_text_is_hidden(editor: Editor, hands: Hands, qtbot: QtBot) -> None:
    """The window is locked, or another tab shown: no case data stays in sight."""
    ground = QWidget()
    editor.setParent(ground)
    ground.show()
    settled(ground)
    editor.show()
    editor.figure_asked.emit("n1")
    shown = popover(hands)
    assert shown.parentWidget() is ground
    editor.hide()
    assert hands.popover is None
    assert shown.isHidden()
    editor.setParent(None)
    ground.deleteLater()


def test_the_source_says_when_the_ledger_moved_and_how_many_more(editor: Editor, hands: Hands, staffed: Desk) -> None:
    keeper = id_of(staffed, "officer", "史海燕")
    for at in range(9):
        task(staffed, f"新任务{at}", keeper)
    hands.known.forget()
    editor.figure_asked.emit("n1")
    shown = popover(hands)
    assert shown.source.is_moved
    assert shown.source.now == "12项"
    assert (len(shown.source.first), shown.source.total) == (8, 12)
    assert shown.accessibleName() == f"3项的来源：{shown.source.asked}，12 条记录"
    shown.shut()


def test_the_source_stays_on_the_screen() -> None:
    room, size = QRect(0, 0, 1366, 768), QSize(375, 200)
    assert placed(QRect(355, 431, 23, 23), size, room).y() == 461
    above = placed(QRect(1340, 700, 23, 23), size, room)
    assert room.contains(QRect(above, size))


def in_dialog(kind: type[QDialog], do: Callable[[], object]) -> Callable[[QDialog], object]:
    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, kind)
        do()

    return work


def test_a_number_is_found_by_initials_and_inserted(editor: Editor, hands: Hands) -> None:
    editor.page.act_moving(editor.text.at(8, 5))

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, InsertDialog)
        type_("zggj")
        assert dialog.picker.choice is not None
        assert dialog.picker.choice.label == "在岗干警"
        assert dialog.value.text() == "2人"
        assert dialog.rows.count() == 2
        enter()

    meanwhile(lambda: press(K.Key_I, CTRL), choose)
    assert body(editor)[6] == f"逐项整改。{figure('n5')}"
    assert editor.figures()[-1]["shown"] == "2人"
    assert editor.shown[8].text == "（一）逐项整改。2人"
    settled(editor)
    press(K.Key_Z, CTRL)
    assert [row["key"] for row in editor.figures()] == ["n1", "n2", "n3", "n4"]
    press(K.Key_Y, CTRL)
    assert editor.figures()[-1]["key"] == "n5"
    assert editor.free_key() == "n6"


def test_a_group_of_a_number_can_be_chosen(editor: Editor, hands: Hands) -> None:
    editor.page.act_moving(editor.text.at(8, 0))

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, InsertDialog)
        type_("干警人数")
        group = dialog.groups[0]
        words = [group.itemText(at) for at in range(group.count())]
        assert words[0] == "全部"
        group.setCurrentIndex(words.index("公诉科"))
        group.activated.emit(words.index("公诉科"))
        assert dialog.value.text() == "1人"
        assert "公诉科" in dialog.asked.text()
        press(K.Key_Return, CTRL)

    meanwhile(lambda: press(K.Key_I, CTRL), choose)
    assert editor.figures()[-1]["asked"]["path"] == ["公诉科"]


def test_a_change_is_asked_against_another_day(editor: Editor, hands: Hands) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, InsertDialog)
        dialog.aspect.setCurrentIndex(2)
        dialog.aspect.activated.emit(2)
        assert dialog.said.text() == "没填与哪天比。填好再插入"
        dialog.period.setCurrentText("2015-05")
        assert dialog.since.read() == date(2015, 4, 30)
        assert dialog.said.text() == ""
        dialog.period.setCurrentText("二零一五")
        assert dialog.said.text()

    meanwhile(hands.insert_figure, choose)


def test_a_person_is_found_by_initials(editor: Editor, hands: Hands, staffed: Desk) -> None:
    officer(staffed, "单雄信", "反贪污贿赂局")
    hands.known.forget()
    editor.page.act_moving(editor.text.at(8, 0))

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, PickDialog)
        type_("czy")
        enter()

    meanwhile(lambda: press(K.Key_L, ALT), choose)
    chen = id_of(staffed, "officer", "陈志远")
    assert body(editor)[6] == f"{mark('p', chen)}逐项整改。"
    assert editor.shown[8].text == "（一）公诉科陈某逐项整改。"


def test_a_phrase_is_kept_from_the_text_and_inserted(editor: Editor, hands: Hands, staffed: Desk, said: Said) -> None:
    editor.page.act_moving(editor.text.at(8, 0))
    press(K.Key_End, SHIFT)

    def keep(dialog: QDialog) -> None:
        assert isinstance(dialog, KeepPhraseDialog)
        assert dialog.words.toPlainText() == "逐项整改。"
        dialog.head.setCurrentText("要求")
        press(K.Key_Return, CTRL)

    meanwhile(lambda: press(K.Key_F3, SHIFT), keep)
    with staffed.facts() as facts:
        assert "逐项整改。" in phrases(facts)["要求"]
    assert len(said.outcomes) == 1
    settled(editor)
    editor.page.act_moving(editor.text.at(2, 0))

    def choose(dialog: QDialog) -> None:
        type_("zxzg")
        enter()

    meanwhile(lambda: press(K.Key_F3), choose)
    assert body(editor)[0].startswith("逐项整改。5月")


def test_cells_of_a_table_are_typed_and_numbers_stay(editor: Editor, hands: Hands) -> None:
    editor.page.act_moving(editor.text.at(7))

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, GridDialog)
        assert dialog.cells.item(1, 1).text() == "3项"
        dialog.cells.setCurrentCell(2, 1)
        press(K.Key_Delete)
        enter()
        assert dialog.cells.rowCount() == 4
        dialog.cells.item(3, 0) or dialog.cells.put(3, 0, "合计")
        dialog.landscape.setChecked(True)
        press(K.Key_Return, CTRL)

    meanwhile(lambda: press(K.Key_F2), edit)
    assert editor.lines()[5]["grid"] == {
        "caption": "任务情况",
        "columns": ["项目", "数量"],
        "rows": [["任务", figure("n1")], ["逾期", ""], ["合计", ""]],
        "landscape": True,
    }
    settled(editor)
    press(K.Key_Z, CTRL)
    assert editor.lines()[5]["grid"]["rows"][1] == ["逾期", figure("n2")]


def test_a_new_table_needs_heads(editor: Editor, hands: Hands) -> None:
    editor.page.act_moving(editor.text.at(3))

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, GridDialog)
        press(K.Key_Return, CTRL)
        assert dialog.said.text() == "表头是空的。第一行写上各列的名称"
        dialog.cells.put(0, 0, "部门")
        press(K.Key_Return, CTRL)

    meanwhile(lambda: press(K.Key_T, CTRL), edit)
    assert editor.lines()[2]["grid"]["columns"] == ["部门", ""]


def test_numbers_are_taken_anew_after_old_and_new_were_shown(
    editor: Editor, known: Known, staffed: Desk, draft: Draft
) -> None:
    task(staffed, "新任务", id_of(staffed, "officer", "史海燕"))
    known.forget()
    taken: list[Draft | None] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, DriftDialog)
        told = [dialog.list.item(at).text() for at in range(dialog.list.count())]
        assert told[0].startswith("3项 → 4项　方案任务")
        assert dialog.rows.count() == 1
        dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
        assert dialog.verb.text() == "换 1 处"
        press(K.Key_Return, CTRL)

    meanwhile(lambda: taken.append(ask_retake(editor, known, editor.write_into(copy.deepcopy(draft)))), choose)
    assert taken[0] is not None
    with staffed.facts() as facts:
        editor.take(taken[0], facts)
        assert [one.key for one in drift(facts, taken[0])] == ["n2"]
    assert editor.shown[2].text.startswith("5月，全院共有任务4项，其中逾期1项")


def test_nothing_moved_asks_nothing(editor: Editor, known: Known, draft: Draft) -> None:
    assert ask_retake(editor, known, draft) is None


def test_the_bar_counts_what_moved(qtbot: QtBot) -> None:
    pressed: list[int] = []
    bar = DriftBar(lambda: pressed.append(1))
    qtbot.addWidget(bar)
    bar.show_count(2)
    assert not bar.isHidden()
    assert bar.accessibleName() == "2 处数字与台账不一致。"
    bar.take.click()
    assert pressed == [1]
    bar.show_count(0)
    assert bar.isHidden()


def test_what_is_typed_is_kept_and_offered_again_with_its_marks(editor: Editor, draft: Draft, staffed: Desk) -> None:
    """A crash: the draft was kept beside the file; laid over the record it gives the same text."""
    saved = records.save(staffed, BULLETINS, draft).ids[0]
    with staffed.store.read() as session:
        first = records.load(session, BULLETINS.model, saved, list(BULLETINS.lists))
    with staffed.facts() as facts:
        editor.show_draft(first, facts)
    editor.page.act_moving(editor.text.at(8, 5))
    type_("没存的话")
    typed = editor.write_into(first)
    assert typed.changed == {"bulletin_line"}
    keeper = Keeper(staffed.store, BULLETINS)
    keeper.keep(typed)
    with staffed.store.read() as session:
        again = records.load(session, BULLETINS.model, saved, list(BULLETINS.lists))
    kept = keeper.find(saved)
    assert kept is not None
    with staffed.facts() as facts:
        editor.show_draft(kept.over(again), facts)
    assert body(editor)[6] == "逐项整改。没存的话"
    assert figure("n1") in body(editor)[0]
    outcome = records.save(staffed, BULLETINS, editor.write_into(again))
    assert outcome.batch is not None


def test_saved_and_read_again_nothing_counts_as_changed(editor: Editor, draft: Draft, staffed: Desk) -> None:
    saved = records.save(staffed, BULLETINS, editor.write_into(draft)).ids[0]
    with staffed.store.read() as session:
        again = records.load(session, BULLETINS.model, saved, list(BULLETINS.lists))
    with staffed.facts() as facts:
        editor.show_draft(again, facts)
    assert editor.write_into(again).changed == set()


def test_every_control_of_the_dialogs_has_a_name(known: Known, editor: Editor, draft: Draft, qtbot: QtBot) -> None:
    dialogs: list[QDialog] = [
        InsertDialog(editor, known, "n9", draft.values),
        GridDialog(editor, {}, editor.page.saying),
        KeepPhraseDialog(editor, known.desk, "话", []),
        PickDialog(editor, "常用语", "找常用语", "", "插入常用语"),
    ]
    for dialog in dialogs:
        for widget in dialog.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and _own(widget):
                assert widget.accessibleName(), (type(dialog).__name__, type(widget).__name__)


def _own(widget: QWidget) -> bool:
    """Not a piece of another control."""
    over = widget.parentWidget()
    while over is not None and not isinstance(over, QComboBox):
        over = over.parentWidget()
    return over is None and not widget.objectName().startswith("qt_")


def test_what_cannot_be_typed_says_why_and_where(editor: Editor, hands: Hands, said: Said) -> None:
    editor.page.setFocus()
    press(K.Key_End, CTRL)
    type_("结尾")
    assert said.sentences[-1] == "落款、版记不在这里打字。按 Enter 填公文要素"
    editor.set_frozen(True)
    press(K.Key_Home, CTRL)
    type_("改")
    assert "正文只能看" in said.sentences[-1]


def test_undoing_with_nothing_left_says_so(editor: Editor, hands: Hands, said: Said) -> None:
    editor.page.setFocus()
    press(K.Key_Z, CTRL)
    assert said.sentences[-1].startswith("正文没有可撤销的了")
