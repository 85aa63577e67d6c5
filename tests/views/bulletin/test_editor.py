"""The officer types a bulletin: numbers stay whole, headings keep their numbers, what was read comes back as it was."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.rules.manuscript import figure, mark, marks
from desktop_app.rules.vocabulary import LineKind, Naming
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.manuscripts import manuscript
from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bulletin.paras import Place
from tests.kit.keys import ALT, CTRL, PLAIN, SHIFT, commit, compose, enter, press, type_

K = Qt.Key


def to(editor: Editor, para: int, cell: int = 0) -> None:
    """The caret to a place, by the keys."""
    press(K.Key_Home, CTRL)
    press(K.Key_Down, CTRL, 0)
    editor.page.act_moving(editor.text.at(para, cell))


def body(editor: Editor) -> list[str]:
    return [row["text"] for row in editor.lines()]


def document(editor: Editor) -> list[str]:
    """What the document really shows, block by block."""
    whole = editor.page.document()
    return [whole.findBlockByNumber(at).text() for at in range(whole.blockCount())]


def agree(editor: Editor) -> None:
    """The document shows the text and nothing else; the caret is at a place the text has."""
    assert document(editor) == [one.text for one in editor.shown]
    cursor = editor.page.textCursor()
    shown = editor.shown[cursor.block().blockNumber()]
    assert cursor.positionInBlock() in shown.edges


def test_a_draft_comes_back_as_it_was(editor: Editor, draft: Draft) -> None:
    assert editor.lines() == draft.rows(BulletinLine)
    assert editor.figures() == draft.rows(BulletinFigure)
    assert editor.title == draft[Bulletin.title]
    assert editor.addressee == draft[Bulletin.addressee]
    before = copy.deepcopy(draft.parts)
    assert editor.write_into(draft).parts == before


def test_headings_show_their_numbers_and_numbers_their_words(editor: Editor) -> None:
    told = document(editor)
    assert told[1] == "各科、室、局、队："
    assert told[2].startswith("5月，全院共有任务3项，其中逾期1项。")
    assert told[3] == "一、基本情况"
    assert told[4].startswith("（一）人员到位。全院干警2人")
    assert told[5] == "（二）责任到人。公诉科陈某负责盘点。"
    assert told[6] == "二、工作要求"
    assert told[7].split("\u2028")[:2] == ["任务情况", "项目\t数量"]
    assert told[8] == "（一）逐项整改。"


def test_a_caret_never_stands_in_a_number(editor: Editor) -> None:
    to(editor, 2, 9)
    press(K.Key_Right)
    assert editor.text.caret.cell == 10
    press(K.Key_Left)
    assert editor.text.caret.cell == 9
    press(K.Key_Right, SHIFT)
    assert editor.page.textCursor().selectedText() == "3项"


def test_a_number_is_deleted_and_comes_back_whole(editor: Editor, draft: Draft) -> None:
    to(editor, 2, 10)
    press(K.Key_Backspace)
    assert body(editor)[0].startswith(f"5月，全院共有任务，其中逾期{figure('n2')}")
    assert "n1" in [row["key"] for row in editor.figures()], "the table says it too"
    press(K.Key_Z, CTRL)
    assert editor.lines() == draft.rows(BulletinLine)
    press(K.Key_Y, CTRL)
    assert body(editor)[0].startswith("5月，全院共有任务，")
    agree(editor)


def test_a_number_no_longer_said_is_no_row_until_undone(editor: Editor) -> None:
    to(editor, 4, 9)
    press(K.Key_Delete)
    assert [row["key"] for row in editor.figures()] == ["n1", "n2", "n4"]
    press(K.Key_Z, CTRL)
    assert [row["key"] for row in editor.figures()] == ["n1", "n2", "n3", "n4"]


def test_enter_splits_and_backspace_joins(editor: Editor) -> None:
    to(editor, 4, 5)
    enter()
    type_("新的一条")
    assert [row["kind"] for row in editor.lines()][2:4] == [LineKind.SECOND, LineKind.SECOND]
    assert document(editor)[5].startswith("（二）新的一条")
    assert document(editor)[6].startswith("（三）责任到人")
    press(K.Key_Home)
    press(K.Key_Backspace)
    assert body(editor)[2].startswith("人员到位。新的一条全院干警")
    agree(editor)


def test_kinds_and_moves_have_keys(editor: Editor) -> None:
    to(editor, 8, 2)
    press(K.Key_1, ALT)
    assert document(editor)[8] == "三、逐项整改。"
    press(K.Key_Up, ALT)
    assert document(editor)[6] == "二、逐项整改。"
    assert document(editor)[7] == "三、工作要求"
    assert editor.text.caret == (6, 2)
    press(K.Key_0, ALT)
    assert document(editor)[6] == "逐项整改。"
    press(K.Key_Z, CTRL, 3)
    assert document(editor)[8] == "（一）逐项整改。"


def test_words_are_composed_before_they_are_typed(editor: Editor) -> None:
    to(editor, 2, 10)
    before = editor.lines()
    compose("ping jun")
    assert editor.lines() == before
    commit("平均")
    assert f"任务{figure('n1')}平均，其中" in body(editor)[0]
    agree(editor)


def test_a_word_composed_over_a_selection_replaces_it(editor: Editor) -> None:
    to(editor, 2, 9)
    press(K.Key_Right, SHIFT)
    compose("ruo")
    commit("若干项")
    assert "任务若干项，其中" in body(editor)[0]
    press(K.Key_Z, CTRL, 2)
    assert f"任务{figure('n1')}，其中" in body(editor)[0]


def test_copied_within_the_editor_a_number_stays_one(editor: Editor, qtbot: QtBot) -> None:
    to(editor, 2, 9)
    press(K.Key_Right, SHIFT)
    press(K.Key_C, CTRL)
    to(editor, 8, 5)
    press(K.Key_V, CTRL)
    assert body(editor)[6] == f"逐项整改。{figure('n1')}"
    elsewhere = QPlainTextEdit()
    qtbot.addWidget(elsewhere)
    elsewhere.paste()
    assert elsewhere.toPlainText() == "3项"


def test_another_editor_gets_plain_text(editor: Editor, qtbot: QtBot) -> None:
    press(K.Key_A, CTRL)
    press(K.Key_C, CTRL)
    other = Editor()
    qtbot.addWidget(other)
    other.page.act_moving(other.text.at(2))
    other.page.do("paste")
    assert not [one for row in other.lines() for one in marks(row["text"])]
    assert other.lines()[2]["text"].startswith("5月，全院共有任务3项")


def test_what_is_pasted_from_elsewhere_has_no_format_and_no_marks(editor: Editor) -> None:
    to(editor, 8, 5)
    QGuiApplication.clipboard().setText("一、<b>甲</b>\r\n\u3000\u3000乙\ufff9n1\ufffb\x07")
    press(K.Key_V, CTRL)
    assert body(editor)[6:] == ["逐项整改。一、<b>甲</b>", "乙n1"]


def test_all_of_it_can_be_cut_and_brought_back(editor: Editor, draft: Draft) -> None:
    press(K.Key_A, CTRL)
    press(K.Key_X, CTRL)
    assert editor.lines() == []
    assert editor.title == ""
    agree(editor)
    press(K.Key_Z, CTRL)
    assert editor.lines() == draft.rows(BulletinLine)


def test_numbers_are_counted(editor: Editor) -> None:
    counts = editor.counts
    assert (counts.numbers.traced, counts.numbers.whole) == (6, 7)
    assert counts.words > 100


def test_f2_asks_for_the_source_or_the_cells(editor: Editor) -> None:
    asked: list[Any] = []
    editor.figure_asked.connect(asked.append)
    editor.grid_asked.connect(asked.append)
    editor.part_asked.connect(asked.append)
    to(editor, 2, 10)
    press(K.Key_F2)
    to(editor, 7)
    press(K.Key_F2)
    enter()
    press(K.Key_End, CTRL)
    enter()
    assert asked == ["n1", 7, 7, Place.IMPRINT]


def test_a_click_on_a_number_asks_for_its_source(editor: Editor) -> None:
    asked: list[str] = []
    editor.figure_asked.connect(asked.append)
    box = editor.page.figure_box("n2")
    QTest.mouseClick(editor.page.viewport(), Qt.MouseButton.LeftButton, PLAIN, box.center())
    assert asked == ["n2"]
    QTest.mouseClick(editor.page.viewport(), Qt.MouseButton.LeftButton, PLAIN, QPoint(30, box.center().y()))
    assert asked == ["n2"]


def test_typing_on_a_table_begins_a_paragraph_after_it(editor: Editor) -> None:
    to(editor, 7)
    type_("表后说明")
    assert body(editor)[5:] == ["", "表后说明", "逐项整改。"]
    agree(editor)


def test_a_table_gets_other_cells_and_a_new_one(editor: Editor) -> None:
    editor.set_grid(7, {"caption": "新表", "columns": ["甲"], "rows": [["1"]], "landscape": True})
    assert document(editor)[7].startswith("新表\u2028甲\u20281")
    to(editor, 3)
    editor.set_grid(-1, {"caption": "", "columns": ["乙", "丙"], "rows": []})
    assert editor.lines()[2]["kind"] is LineKind.TABLE
    press(K.Key_Z, CTRL, 2)
    assert document(editor)[7].startswith("任务情况")


def test_an_issued_bulletin_is_only_read(editor: Editor, draft: Draft) -> None:
    editor.set_frozen(True)
    to(editor, 2, 3)
    type_("abc")
    commit("改")
    press(K.Key_Backspace)
    press(K.Key_V, CTRL)
    enter()
    assert editor.lines() == draft.rows(BulletinLine)
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, K.Key_Z, CTRL)
    undo.ignore()
    editor.page.event(undo)
    assert not undo.isAccepted(), "撤销 is the window's while nothing can be typed"


def test_naming_is_that_of_the_bulletin_and_of_the_print(editor: Editor, draft: Draft, staffed: Desk) -> None:
    for naming in Naming:
        draft[Bulletin.naming] = naming
        with staffed.facts() as facts:
            editor.show_draft(draft, facts)
            paper = manuscript(facts, editor.write_into(draft))
        shown = [one for one in editor.shown if one.look in ("text", "first")]
        printed = [f"{line.number}{line.text}" for line in paper.lines if line.kind is not LineKind.TABLE]
        assert [one.text for one in shown] == printed


def test_read_again_after_saving_it_keeps_caret_and_undo(editor: Editor, draft: Draft, staffed: Desk) -> None:
    draft.record_id = 7
    with staffed.facts() as facts:
        editor.show_draft(draft, facts)
        to(editor, 8, 5)
        type_("按月报告。")
        saved = editor.write_into(copy.deepcopy(draft))
        for at, row in enumerate(saved.rows(BulletinLine), 1):
            row["id"] = at
        editor.show_draft(saved, facts)
    assert editor.text.caret == (8, 10)
    assert [row["id"] for row in editor.lines()] == [1, 2, 3, 4, 5, 6, 7]
    press(K.Key_Z, CTRL)
    assert body(editor)[6] == "逐项整改。"


def test_rows_keep_their_ids_through_moves_splits_and_joins(editor: Editor, draft: Draft, staffed: Desk) -> None:
    for at, row in enumerate(draft.rows(BulletinLine), 11):
        row["id"] = at
    with staffed.facts() as facts:
        editor.show_draft(draft, facts)
    to(editor, 4, 5)
    enter()
    press(K.Key_Down, ALT)
    assert [row.get("id") for row in editor.lines()] == [11, 12, 13, 14, None, 15, 16, 17]
    assert [row["position"] for row in editor.lines()] == list(range(1, 9))


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement sent to any file."""
    met: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        met.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield met
    event.remove(Engine, "before_cursor_execute", note)


def test_a_letter_costs_one_block_and_no_statement(editor: Editor, staffed: Desk, statements: list[str]) -> None:
    long = new_draft(Bulletin, {"title": "长"})
    long.parts[BulletinLine.__tablename__] = [
        {"position": at, "kind": LineKind.FIRST if at % 5 == 1 else LineKind.TEXT, "text": f"第{at}段" * 20, "grid": {}}
        for at in range(1, 41)
    ]
    with staffed.facts() as facts:
        editor.show_draft(long, facts)
    to(editor, 20, 4)
    statements.clear()
    written = editor.page.sheet.written
    for _ in range(300):
        QTest.keyClick(editor.page, K.Key_A)
        editor.page.viewport().repaint()
    assert editor.page.sheet.written - written == 300
    assert statements == []
    assert "a" * 300 in body(editor)[18]
    agree(editor)


KEYS = (
    (K.Key_Left, PLAIN),
    (K.Key_Right, PLAIN),
    (K.Key_Up, PLAIN),
    (K.Key_Down, SHIFT),
    (K.Key_Left, SHIFT),
    (K.Key_Right, SHIFT),
    (K.Key_Left, CTRL),
    (K.Key_Right, CTRL | SHIFT),
    (K.Key_Home, PLAIN),
    (K.Key_End, SHIFT),
    (K.Key_Home, CTRL),
    (K.Key_End, CTRL),
    (K.Key_Return, PLAIN),
    (K.Key_Backspace, PLAIN),
    (K.Key_Backspace, CTRL),
    (K.Key_Delete, PLAIN),
    (K.Key_Delete, CTRL),
    (K.Key_X, CTRL),
    (K.Key_C, CTRL),
    (K.Key_V, CTRL),
    (K.Key_Z, CTRL),
    (K.Key_Y, CTRL),
    (K.Key_Up, ALT),
    (K.Key_Down, ALT),
    (K.Key_0, ALT),
    (K.Key_1, ALT),
    (K.Key_2, ALT),
    (K.Key_5, ALT),
    (K.Key_A, PLAIN),
    (K.Key_3, PLAIN),
    (K.Key_A, CTRL),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(KEYS), max_size=40), st.integers(0, 8))
def test_no_keys_part_a_number(editor: Editor, draft: Draft, staffed: Desk, keys: list[Any], start: int) -> None:
    with staffed.facts() as facts:
        editor.show_draft(draft, facts)
    editor.page.act_moving(editor.text.at(start, 3))
    known = {row["key"] for row in draft.rows(BulletinFigure)}
    for key, held in keys:
        QTest.keyClick(editor.page, key, held)
        agree(editor)
    said = [one for row in editor.lines() for one in marks(row["text"])]
    assert {one.key for one in said if one.letter == "n"} <= known
    assert {row["key"] for row in editor.figures()} <= known
    while editor.page.past._back:
        QTest.keyClick(editor.page, K.Key_Z, CTRL)
    assert editor.lines() == draft.rows(BulletinLine)
    assert editor.figures() == draft.rows(BulletinFigure)


texts = st.lists(
    st.one_of(
        st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufff9\ufffb"), max_size=8),
        st.integers(1, 5).map(lambda n: mark("n", n)),
        st.integers(1, 3).map(lambda n: mark("p", n)),
    ),
    max_size=5,
).map("".join)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(list(LineKind)), texts), max_size=8), st.lists(texts, max_size=3))
def test_any_draft_comes_back_as_it_was(
    editor: Editor, staffed: Desk, lines: list[tuple[LineKind, str]], cells: list[str]
) -> None:
    given_draft = new_draft(Bulletin, {"title": "标题", "addressee": "各科"})
    given_draft.parts[BulletinLine.__tablename__] = [
        {
            "position": at * 3,
            "kind": kind,
            "text": "" if kind is LineKind.TABLE else text,
            "grid": {"columns": cells, "rows": [cells]} if kind is LineKind.TABLE else {},
        }
        for at, (kind, text) in enumerate(lines, 1)
    ]
    given_draft.parts[BulletinFigure.__tablename__] = [
        {"key": f"n{at}", "asked": {}, "told": {"value": at}, "shown": f"{at}件𠮷"} for at in range(1, 6)
    ]
    before = copy.deepcopy(given_draft.parts)
    with staffed.facts() as facts:
        editor.show_draft(given_draft, facts)
    agree(editor)
    assert editor.lines() == before[BulletinLine.__tablename__]
    assert editor.figures() == before[BulletinFigure.__tablename__]


def test_it_has_a_name_for_screen_readers(editor: Editor) -> None:
    assert editor.page.accessibleName() == "正文"
