"""Fifteen problems of one inspection by keyboard and by one paste from Excel; one problem closed twice by keys."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.issues import Issue, IssueCase, IssueCategory, IssueClosure, IssueMeasure, IssueOfficer
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.office import seated
from desktop_app.services.setup import found
from desktop_app.store import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.register.entry import Entry
from desktop_app.views.register.paste import PasteDialog
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.unlock import UnlockScreen
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.keys import ALT, CTRL, SHIFT, Tally, enter, press, settled, type_
from tests.kit.office import COUNTY, id_of, loaded, officer
from tests.kit.program import running, settle

OFFICERS = {"csh": "陈少华", "sxx": "单雄信", "xxd": "解晓东", "gpf": "高鹏飞", "qy": "仇英"}
CASE = "清源检捕受[2015]61902300007号"
FOUND = (
    ("讯问笔录漏签骑缝，修改处无捺印", "第 3、7 页骑缝处没有签名。"),
    ("权利告知书由书记员代填", "告知书签名笔迹与书记员一致。"),
    ("审查逮捕意见书没有社会危险性分析", "只写“有社会危险性”一句。"),
    ("提讯证没有回执", "提讯证第二联缺失。"),
    ("同步录音录像光盘没有编号", "光盘只写了日期。"),
    ("听取律师意见没有书面记录", "卷内没有听取意见笔录。"),
    ("未成年人讯问没有合适成年人到场", "到场人栏空白。"),
    ("不捕说理文书没有送达回证", "送达回证未入卷。"),
    ("换押证填写日期早于决定日期", "相差 2 日。"),
    ("案卡信息与纸质文书不一致", "罪名填写不同。"),
    ("讯问起止时间重叠", "两份笔录时间重叠 40 分钟。"),
    ("证据摘录大段照抄起诉意见书", "摘录 6 页与意见书雷同。"),
    ("延长羁押期限没有书面说明", "只有口头请示记录。"),
    ("扣押手机没有随案移送清单", "移送清单缺第 2 项。"),
    ("文书没有用统一格式", "用的是 2012 年旧格式。"),
)
INITIALS = list(OFFICERS) * 3


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> None:
    """A founded office with its officers."""
    store, _ = found(folder, clock, COUNTY, PASSWORD, cost=CHEAP)
    desk = seated(store, clock)
    for name in OFFICERS.values():
        officer(desk, name, "侦查监督科")
    officer(desk, "袁倩", "院领导", post="副检察长")
    store.close()


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: None
) -> Iterator[Program]:
    """The program at its desk."""
    with running(qtbot, qapp, folder, clock) as made:
        screen = made.window.page_now
        assert isinstance(screen, UnlockScreen)
        screen.password.line.setText(PASSWORD)
        QTest.keyClick(screen.password.line, Qt.Key.Key_Return)
        settle(qtbot, made)
        assert made.session is not None
        settled(made.window)
        yield made


def problems(program: Program) -> RegisterScreen:
    """Ctrl+3: the tab of the problems."""
    assert program.session is not None
    press(Qt.Key.Key_3, CTRL)
    screen = program.session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert screen.register is ISSUES
    return screen


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def entered(program: Program) -> list[Draft]:
    """Every problem of the file by number."""
    desk = desk_of(program)
    with desk.facts() as facts:
        ids = [row["id"] for row in sorted(facts.live("issue"), key=lambda row: str(row["number"]))]
    return [loaded(desk, ISSUES, issue_id) for issue_id in ids]


def dialog_of(screen: RegisterScreen) -> Entry:
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    return entry


def test_fifteen_problems_of_one_inspection_by_keyboard(program: Program, qtbot: QtBot) -> None:
    screen, hands = problems(program), Tally(actions=1, presses=1)
    hands.command(Qt.Key.Key_N, CTRL)
    entry = dialog_of(screen)
    name, showing = FOUND[0]
    for text in ("2", "zcjdk", name, showing, "xwxw"):
        hands.field(text)
    hands.field(CASE, enters=2)
    hands.field(INITIALS[0], enters=2)
    for text in ("+30", "yq", "ajzlpc"):
        hands.field(text)
    type_("blhxfz")
    hands.actions += 1
    hands.command(Qt.Key.Key_Return, CTRL | SHIFT)
    for initials, (name, showing) in list(zip(INITIALS, FOUND, strict=True))[1:]:
        assert entry.form.current == "name", entry.form.faults
        hands.field(name)
        hands.field(showing)
        type_(initials)
        hands.actions += 1
        last = name == FOUND[-1][0]
        hands.command(Qt.Key.Key_Return, CTRL if last else CTRL | SHIFT)
    settle(qtbot, program)
    assert screen.place.entry is None
    hands.tell("十五条问题逐条登记")
    assert hands.actions <= 70
    made = entered(program)
    assert {draft[Issue.name] for draft in made} == {name for name, _ in FOUND}
    desk = desk_of(program)
    for draft in made:
        assert draft[Issue.nature] == IssueNature.INDIVIDUAL
        assert draft[Issue.department_id] == id_of(desk, "department", "侦查监督科")
        assert (draft[Issue.line], draft[Issue.matter]) == ("侦查监督", "讯问询问")
        assert (draft[Issue.found_on], draft[Issue.due_on]) == (date(2015, 5, 31), date(2015, 6, 30))
        assert (draft[Issue.origin], draft[Issue.correction]) == ("案件质量评查", Correction.BY_DEADLINE)
        assert draft[Issue.leader_id] == id_of(desk, "officer", "袁倩")
        assert [row["case_no"] for row in draft.rows(IssueCase)] == [CASE]
        assert [row["word"] for row in draft.rows(IssueCategory)] == ["笔录互相复制"]
    persons = {draft[Issue.name]: [row["officer_id"] for row in draft.rows(IssueOfficer)] for draft in made}
    wanted = {name: [id_of(desk, "officer", OFFICERS[i])] for i, (name, _) in zip(INITIALS, FOUND, strict=True)}
    assert persons == wanted


HEAD = (
    "问题性质",
    "责任科室",
    "问题描述",
    "具体表现",
    "到事",
    "到案（受案号）",
    "到人（责任人）",
    "整改措施",
    "整改时限",
    "责任领导",
)


def block(head: bool = True) -> str:
    """Fifteen rows as Excel copies them, the cells with line breaks quoted."""
    measures = '"1.逐卷补正。\n2.案管部门入卷前核对。"'
    rows = [
        (
            "个性",
            "侦监科",
            name,
            showing,
            "讯问询问",
            f"{CASE}、清源检捕受[2015]61902300044号",
            persons,
            measures,
            day,
            "袁倩",
        )
        for (name, showing), persons, day in zip(
            FOUND, ["陈少华，单雄信", "解晓东", "仇英"] * 5, ["2015.6.30", "6月30日"] * 7 + ["2015-06-30"], strict=True
        )
    ]
    return "\r\n".join("\t".join(row) for row in ((HEAD, *rows) if head else rows))


def paste(hands: Tally, seen: list[PasteDialog]) -> None:
    """Ctrl+V, and Ctrl+Enter once the preview is there."""

    def confirm() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasteDialog)
        seen.append(dialog)
        settled(dialog)
        hands.command(Qt.Key.Key_Return, CTRL)

    QTimer.singleShot(0, confirm)
    hands.command(Qt.Key.Key_V, CTRL)


def test_fifteen_problems_of_one_inspection_by_one_paste(program: Program, qtbot: QtBot) -> None:
    hands = Tally()
    seen: list[PasteDialog] = []
    hands.actions += 1
    hands.presses += 1
    screen = problems(program)
    QGuiApplication.clipboard().setText(block())
    paste(hands, seen)
    settle(qtbot, program)
    hands.tell("十五条问题一次粘贴")
    assert hands.actions <= 6
    assert not seen[0].pasted.faulty
    made = entered(program)
    assert len(made) == 15
    for draft in made:
        assert draft[Issue.due_on] == date(2015, 6, 30)
        assert len(draft.rows(IssueCase)) == 2
        assert [row["text"] for row in draft.rows(IssueMeasure)] == ["逐卷补正。", "案管部门入卷前核对。"]
        assert draft[Issue.state] == IssueState.UNCLAIMED
    both = [id_of(desk_of(program), "officer", name) for name in ("陈少华", "单雄信")]
    first = next(draft for draft in made if draft[Issue.name] == FOUND[0][0])
    assert [row["officer_id"] for row in first.rows(IssueOfficer)] == both
    assert screen.place.listing.table.current_id() is not None
    undo.undo(desk_of(program).store)
    assert entered(program) == []


def answer(seen: list[str], **typed: str) -> None:
    """Fill in the dialog that opens next, field by field, and carry it out by Ctrl+Enter."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, VerbDialog)
        settled(dialog)
        seen.append(dialog.windowTitle())
        for name, text in typed.items():
            dialog.seats[name].editor.take_focus()
            type_(text)
            if name != "result":
                enter()
        press(Qt.Key.Key_Return, CTRL)
        assert not dialog.isVisible(), [seat.message.text() for seat in dialog.seats.values()]

    QTimer.singleShot(0, fill)


def close_by_keys(screen: RegisterScreen, seen: list[str], completion: str, evidence: str) -> None:
    """Write down what was done, then Ctrl+Enter from step to step until it is closed."""
    form = screen.place.form
    for name, text in (("completion", completion), ("evidence", evidence)):
        form.focus_field(name)
        type_(text)
    press(Qt.Key.Key_Return, CTRL)
    screen.back()
    for _step in ("申请销号", "开始验收"):
        press(Qt.Key.Key_Return, CTRL)
    answer(seen, verifier_id="gpf", opinion="整改到位，同意销号", approver_id="yq")
    press(Qt.Key.Key_Return, CTRL)
    settled(screen.window())


def test_a_problem_closed_reopened_by_a_look_back_and_closed_again(program: Program, qtbot: QtBot) -> None:
    screen = problems(program)
    seen: list[str] = []
    press(Qt.Key.Key_N, CTRL)
    dialog_of(screen)
    for text in ("2", "zcjdk", FOUND[0][0], FOUND[0][1], "xwxw"):
        type_(text)
        enter()
    type_(CASE)
    enter(2)
    type_("csh")
    enter(2)
    type_("+30")
    press(Qt.Key.Key_Return, CTRL)
    settle(qtbot, program)
    settled(program.window)
    issue_id = screen.place.record_id
    assert issue_id is not None
    press(Qt.Key.Key_Return, CTRL)
    assert _state(program, issue_id) == IssueState.CORRECTING
    press(Qt.Key.Key_A, ALT)
    type_("逐卷补正")
    press(Qt.Key.Key_Return, CTRL)
    close_by_keys(screen, seen, "已补正 3 份", "补正后的卷宗复印件")
    assert _state(program, issue_id) == IssueState.CLOSED
    answer(seen, result="2", checker_id="gpf", due_on="+15", note="又有一份漏签")
    press(Qt.Key.Key_B, ALT)
    settled(program.window)
    again = loaded(desk_of(program), ISSUES, issue_id)
    assert (again[Issue.state], again[Issue.round], again[Issue.completion]) == (IssueState.CORRECTING, 2, "")
    close_by_keys(screen, seen, "全科逐卷复核", "复核登记表")
    last = loaded(desk_of(program), ISSUES, issue_id)
    assert (last[Issue.state], last[Issue.round]) == (IssueState.CLOSED, 2)
    assert last[Issue.number] == again[Issue.number] == "2015-侦监-个-001"
    assert seen == ["销号", "回头看", "销号"]
    with desk_of(program).store.read() as session:
        former = records.load(session, Issue, issue_id, [IssueClosure]).rows(IssueClosure)
    verifier = id_of(desk_of(program), "officer", "高鹏飞")
    assert [(row["round"], row["completion"], row["verifier_id"]) for row in former] == [(1, "已补正 3 份", verifier)]
    assert (last[Issue.completion], last[Issue.verifier_id]) == ("全科逐卷复核", verifier)


def _state(program: Program, issue_id: int) -> IssueState:
    return loaded(desk_of(program), ISSUES, issue_id)[Issue.state]
