"""The verbs of 督查问责 by keyboard, each dialog as the officer meets it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.responsibility import DutyCheck, DutyDeed, Inquiry, InquiryPerson
from desktop_app.models.supervision import DocumentUrging, Habit, SupervisionDocument
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.responsibility import DUTIES, INQUIRIES
from desktop_app.registers.spec import Field, Parts
from desktop_app.rules.vocabulary import Blame, DocumentState, HabitState, InquiryState, Leg
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.supervision.document_dialogs import (
    CloseDialog,
    DeliverDialog,
    ReportDialog,
    ReviewDialog,
    SendDialog,
    UrgeDialog,
)
from desktop_app.views.supervision.duty_dialogs import CheckDialog, DeedDialog, ProposeDialog
from desktop_app.views.supervision.habit_dialogs import DropDialog, ExcuseDialog
from desktop_app.views.supervision.inquiry_dialogs import CarryOutDialog, DecideDialog, LeadDialog
from tests.kit.keys import ALT, CTRL, enter, press, settled, type_
from tests.kit.office import loaded
from tests.kit.supervising import (
    House,
    document,
    duty,
    finding,
    go,
    habit,
    house,
    inquiry,
    looked_into,
    seen,
    sent,
    verified,
    waiting,
)

Key = Qt.Key
_DOC = SupervisionDocument
Open = Callable[..., Any]


@pytest.fixture
def who(desk: Desk, qapp: QApplication) -> House:
    theme.apply(qapp)
    return house(desk)


@pytest.fixture
def shown(desk: Desk, who: House, qtbot: QtBot) -> Open:
    """Opens a dialog of a kind about records."""

    def open_(kind: Callable[..., VerbDialog], *about: object) -> VerbDialog:
        dialog = kind(None, Known(desk), Recent(), *about)
        qtbot.addWidget(dialog)
        dialog.show()
        settled(dialog)
        return dialog

    return open_


def done(dialog: VerbDialog) -> None:
    """Ctrl+Enter; it must be accepted."""
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()


def test_sending_offers_the_next_number(desk: Desk, who: House, shown: Open) -> None:
    sent(desk, who, 4)
    one = document(desk, who, approver_id=who.leader, approved_on=date(2015, 5, 28))
    dialog = shown(SendDialog, one)
    assert dialog.seats[_DOC.doc_no.key].editor.text == "清检建〔2015〕5号"
    done(dialog)
    kept = seen(desk, one)
    assert (kept[_DOC.doc_no], kept[_DOC.sent_on], kept[_DOC.state]) == (
        "清检建〔2015〕5号",
        date(2015, 5, 31),
        DocumentState.SENT,
    )


def test_delivery_says_when_the_reply_is_due(desk: Desk, who: House, shown: Open) -> None:
    one = sent(desk, who)
    dialog = shown(DeliverDialog, one)
    type_("4.3")
    enter()
    assert dialog.due.text().startswith("应回复日期 2015-05-04 周一　超 27 天")
    assert "检察建议回复 1 个月" in dialog.why.text()
    days = dialog.seats[_DOC.stated_days.key].editor
    days.take_focus()
    type_("60")
    enter()
    assert dialog.due.text().startswith("应回复日期 2015-06-02")
    assert dialog.why.text() == "文书写明 60 日"
    done(dialog)
    kept = seen(desk, one)
    assert (kept[_DOC.due_on], kept[_DOC.state]) == (date(2015, 6, 2), DocumentState.WAITING)


def test_urging_one_and_many(desk: Desk, who: House, shown: Open) -> None:
    ids = [waiting(desk, who, 1), waiting(desk, who, 2)]
    dialog = shown(UrgeDialog, ids)
    assert dialog.verb is not None
    assert dialog.verb.text() == "登记督促 2 份"
    type_("电话督促")
    done(dialog)
    rows = [seen(desk, one).rows(DocumentUrging) for one in ids]
    assert [[row["way"] for row in own] for own in rows] == [["电话督促"], ["电话督促"]]


def test_reporting_up_offers_who_stands_above(desk: Desk, who: House, shown: Open) -> None:
    one = waiting(desk, who)
    dialog = shown(ReportDialog, one)
    dialog.seats[_DOC.reported_to.key].editor.take_focus()
    type_("市院")
    done(dialog)
    assert seen(desk, one)[_DOC.reported_to] == "市院"
    early = waiting(desk, who, 2, delivered_on=date(2015, 5, 25))
    dialog = shown(ReportDialog, early)
    dialog.seats[_DOC.reported_to.key].editor.take_focus()
    type_("市院")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is None
    assert "先督促" in dialog.seats[_DOC.reported_on.key].message.text()


def test_an_objection_then_its_result(desk: Desk, who: House, shown: Open) -> None:
    one = waiting(desk, who)
    dialog = shown(ReviewDialog, one)
    type_("5.18")
    enter()
    assert dialog.due.text().startswith("复查期限 2015-05-25")
    type_("录像已有")
    done(dialog)
    assert seen(desk, one)[_DOC.objection] == "录像已有"
    again = shown(ReviewDialog, one)
    press(Key.Key_W, ALT)
    assert again.outcome is not None, again.said.text()
    assert seen(desk, one)[_DOC.state] is DocumentState.WITHDRAWN


def test_a_finding_let_pass_and_a_lead_let_be(desk: Desk, who: House, shown: Open) -> None:
    one = habit(desk, who)
    dialog = shown(ExcuseDialog, one)
    type_("情节轻微")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is None, "who approved it is asked"
    dialog.seats[Habit.no_bulletin_approver_id.key].editor.take_focus()
    type_("dtt")
    enter()
    done(dialog)
    assert finding(desk, one)[Habit.state] is HabitState.EXCUSED
    with pytest.raises(Refusal, match="没勾违纪线索"):
        shown(DropDialog, one)


def test_a_meeting_is_entered_for_two_leaders(desk: Desk, who: House, shown: Open) -> None:
    ids = [duty(desk, who.leader, "公诉科"), duty(desk, who.head, "公诉科")]
    dialog = shown(DeedDialog, ids)
    assert dialog.verb is not None
    assert dialog.verb.text() == "登记 2 人"
    type_("部署")
    done(dialog)
    assert [len(loaded(desk, DUTIES, one).rows(DutyDeed)) for one in ids] == [1, 1]


def test_a_quarter_is_graded_row_by_row(desk: Desk, who: House, shown: Open) -> None:
    ids = [duty(desk, who.leader, "公诉科"), duty(desk, who.head, "公诉科")]
    dialog = shown(CheckDialog, ids[0])
    assert dialog.period == "2015Q1"
    assert dialog.lacking.text() == "◆ 2 人这个期间没有履责记录"
    enter(3)
    for text in ("优秀", "", "合格", "没有谈话"):
        type_(text)
        enter()
    done(dialog)
    rows = [loaded(desk, DUTIES, one).rows(DutyCheck)[0] for one in ids]
    assert [(row["grade"], row["problem"]) for row in rows] == [("优秀", ""), ("合格", "没有谈话")]


def test_lists_are_proposed_for_those_without(desk: Desk, who: House, shown: Open) -> None:
    dialog = shown(ProposeDialog, 0)
    assert dialog.verb is not None
    assert dialog.verb.text() == "拟建 3 份"
    press(Key.Key_Space)
    assert dialog.verb.text() == "拟建 2 份"
    done(dialog)
    with desk.facts() as facts:
        assert len(list(facts.live("duty"))) == 2


def test_a_lead_stands_filled_in(desk: Desk, who: House, shown: Open) -> None:
    duty(desk, who.leader, "办公室、公诉科")
    one = habit(desk, who, "收受烟酒", discipline=True, discipline_note="收受烟酒")
    dialog = shown(LeadDialog, "habit", one)
    done(dialog)
    assert dialog.outcome is not None
    made = looked_into(desk, dialog.outcome.ids[0])
    assert made[Inquiry.origin] == "“习惯性”执法督查"
    assert [row["leg"] for row in made.rows(InquiryPerson)] == [Leg.DIRECT, Leg.CHIEF, Leg.LEADING]


def test_what_follows_is_said_of_every_person(desk: Desk, who: House, shown: Open) -> None:
    """处理决定 and 执行 by keys: the ladder's words give blame, the period of effect stands beside."""
    one = inquiry(desk, who)
    go(desk, one, "初核", started_on=date(2015, 5, 5))
    go(desk, one, "立案", "调查", "审理")
    dialog = shown(DecideDialog, one)
    type_("代签属实")
    dialog.seats[Inquiry.ended_on.key].editor.take_focus()
    type_("5.20")
    enter()
    enter()
    for text in ("", "记过", "清检〔2015〕3号", "", "不予追究", ""):
        type_(text)
        enter()
    told = [row.said.text() for row in dialog.grid.rows]
    assert told[0].startswith("至 2016-05-19（处分影响期：记过 12 个月")
    assert told[1] == "没有影响期"
    done(dialog)
    kept = looked_into(desk, one)
    assert kept[Inquiry.state] is InquiryState.DECIDED
    assert [row["blame"] for row in kept.rows(InquiryPerson)] == [Blame.RESPONSIBLE, Blame.NOT_RESPONSIBLE]
    dialog = shown(CarryOutDialog, one)
    assert "影响期至 2016-05-19" in dialog.grid.rows[0].said.text()
    done(dialog)
    rows = looked_into(desk, one).rows(InquiryPerson)
    assert [row["carried_out_on"] for row in rows] == [date(2015, 5, 31), None]


def test_kinds_addressees_and_outcomes_are_offered_by_initials(qtbot: QtBot, desk: Desk, who: House) -> None:
    sent(desk, who, unit="县看守所")
    known = Known(desk)
    by_name = {**DOCUMENTS.by_name, **INQUIRIES.by_name}
    persons = by_name[InquiryPerson.__tablename__]
    assert isinstance(persons, Parts)
    outcome = next(item for item in persons.fields if item.name == InquiryPerson.outcome.key)
    for item, typed, meant in (
        (by_name[_DOC.kind.key], "jzwf", "纠正违法通知书"),
        (by_name[_DOC.unit.key], "xkss", "县看守所"),
        (outcome, "jm", "诫勉"),
    ):
        assert isinstance(item, Field)
        editor = Maker(known, lambda _item: ()).inline(item)
        qtbot.addWidget(editor)
        editor.show()
        settled(editor)
        editor.take_focus()
        type_(typed)
        enter()
        assert editor.read() == meant


def test_closing_asks_for_what_was_left_out_before(desk: Desk, shown: Open, who: House) -> None:
    bare = {**verified(who), "reply_no": "", "reply": "", "evidence": ""}
    dialog = shown(CloseDialog, waiting(desk, who, **bare))
    assert [*dialog.asked][:3] == [_DOC.reply_no.key, _DOC.reply.key, _DOC.evidence.key]
    for said in ("清公函〔2015〕9号", "已加装录像", "照片三张"):
        type_(said)
        press(Key.Key_Tab)
    done(dialog)
    kept = shown(CloseDialog, waiting(desk, who, 2, **verified(who)))
    assert _DOC.reply.key not in kept.asked
