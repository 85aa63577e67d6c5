"""What the officer sees without asking: empty registers, histories, room for words and days."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.models.plan import Task, TaskNote
from desktop_app.registers.catalogue import REGISTERS, of_tab
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Draw, Field, Register
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.views import theme
from desktop_app.views.boards.roadmap import RoadmapBoard
from desktop_app.views.bus import Bus
from desktop_app.views.controls import restyle
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.register.editors.simple import AreaEditor, TextArea
from desktop_app.views.register.history import Story
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.seats import Fold
from desktop_app.views.theme import Role, font
from tests.kit.keys import Said, focus
from tests.kit.office import loaded

Open = Callable[..., RegisterScreen]


@pytest.fixture
def bare(desk: Desk, bus: Bus, jobs: Jobs, said: Said, qtbot: QtBot, qapp: QApplication) -> RegisterScreen:
    """The plan of an office that has only just been founded."""
    theme.apply(qapp)
    registers = of_tab("plan")
    screen = RegisterScreen(desk, bus, jobs, registers[0], (RoadmapBoard,), registers)
    qtbot.addWidget(screen)
    screen.resize(1366, 642)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    return screen


def test_a_board_without_records_says_what_to_do(bare: RegisterScreen) -> None:
    assert bare.views.currentWidget() is bare.nothing
    assert bare.nothing.said.text() == "还没有任务。"
    assert bare.nothing.take_in.isVisible()
    bare.back()
    assert focus() is bare.nothing.new
    bare.nothing.new.click()
    entry = bare.place.entry
    assert entry is not None
    entry.reject()


def test_an_empty_list_offers_the_same(bare: RegisterScreen) -> None:
    bare.show_kind(TASKS)
    offered = bare.place.listing.nothing
    assert offered.isVisible()
    assert offered.new.text() == "新增任务"
    assert not offered.clear.isVisible()


def test_the_board_comes_back_with_the_first_record(tasks: RegisterScreen, staffed: Desk) -> None:
    assert tasks.views.currentWidget() is tasks.place.listing
    assert not tasks.place.listing.nothing.isVisible()


def words_in(widget: Story) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def test_the_history_tells_before_and_after(tasks: RegisterScreen, staffed: Desk) -> None:
    record_id = tasks.place.listing.table.current_id() or 0
    draft = loaded(staffed, TASKS, record_id)
    draft[Task.note] = "领导小组名单"
    draft.parts["task_note"] = [{TaskNote.text.key: "完成一半", TaskNote.noted_on.key: date(2015, 5, 4)}]
    records.save(staffed, TASKS, draft)
    dialog = tasks.place.history_dialog()
    assert dialog is not None
    changed, made = dialog.story.chapters
    assert ("备注", "", "领导小组名单") in [(step.label, step.old, step.new) for step in changed.steps]
    assert ("进展记录", True) in [(step.label, step.row) for step in changed.steps]
    said = " ".join(words_in(dialog.story))
    assert "（空）</span> → 领导小组名单" in said
    assert "添加</span> 2015-05-04　完成一半" in said
    assert not made.steps
    assert ("任务", "涉案财物全面盘点") in [(step.label, step.new) for step in made.born]
    (fold,) = dialog.story.findChildren(Fold)
    assert not fold.is_open
    dialog.deleteLater()


@pytest.fixture(scope="module", params=theme.SCALES)
def dressed(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """The window dressed at one size of type for every register."""
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp)


def _words(item: Field) -> list[str]:
    """The words of a pill as the list says them."""
    facts = Facts(None, date(2015, 5, 31))  # type: ignore[arg-type]
    told = item.told
    return [str(word) if told is None else told({item.name: word}, facts)[0] for word in item.word_type or ()]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.public)
def test_no_pill_is_cut_at_the_width_it_is_given(register: Register, dressed: int) -> None:
    face = font(Role.PILL)
    metrics = QFontMetrics(face)
    columns = Columns.declared(register)
    wide = columns.fitted(round(934 * dressed / 100), dressed / 100)
    pills = [item for item in register.fields if item.draw is Draw.PILL and item.name in wide]
    image = QImage(400, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    for item in pills:
        assert item.word_type is not None
        room = wide[item.name] - 2 * theme.px(8)
        for word in (*_words(item), "逾期", "待补"):
            drawn = draw_pill(painter, image.rect().adjusted(0, 0, room - 400, 0), str(word), "red", face, metrics)
            assert drawn <= room
            assert drawn >= metrics.horizontalAdvance(str(word)) + theme.px(12)
    painter.end()


def test_a_long_text_keeps_its_height_when_it_is_marked_wrong(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp)
    note = next(item for item in TASKS.fields if item.name == "note")
    editor = AreaEditor(note)
    qtbot.addWidget(editor)
    editor.show()
    tall = editor.area.height()
    assert isinstance(editor.area, TextArea)
    for bad in (True, False):
        restyle(editor.area, bad=bad)
        assert editor.area.minimumSizeHint().height() == tall == editor.area.sizeHint().height()


def test_tables_name_departments_shortly_and_forms_in_full(tasks: RegisterScreen) -> None:
    listing = tasks.place.listing
    names = [item.name for item in listing.grid.items]
    assert names == ["number", "name", "department_id", "officer_id", "progress", "due_on", "state"]
    assert listing.grid.cell(0, names.index("department_id")).text == "公诉"
    assert tasks.place.form.seats["department_id"].editor.inner.text() == "公诉科"  # type: ignore[attr-defined]
    hidden = [item.name for item in listing.columns.choosable if item.name not in names]
    assert {"phase_id", "leader_id", "start_on"} <= set(hidden)
