"""印发: the number, the days, how many copies; what stands in the way; then numbered and frozen in the worker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.models.bulletins import Bulletin, DocNumber
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.spec import Field
from desktop_app.rules.bulletins import UNNUMBERED
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services import checking, doc_numbers, issuing, manuscripts, records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.issuing import Inside, Press, Printed, Seal
from desktop_app.services.manuscripts import Manuscript
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin.making import default_series
from desktop_app.views.controls import PRIMARY, label, link, rule
from desktop_app.views.jobs import Cancelled, Jobs, Progress
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px

SERIES, SERIAL = DocNumber.series_id.key, DocNumber.serial.key
DATED, SENT, COPIES, ISSUE = Bulletin.dated_on.key, Bulletin.sent_on.key, Bulletin.copies.key, Bulletin.issue_no.key
_NUMBER = (
    Field(DocNumber.series_id, "发文代字", required=True),
    Field(DocNumber.serial, "序号", required=True),
)
_ISSUE = (Field(Bulletin.issue_no, "期号", required=True),)
_DAYS = (
    Field(Bulletin.dated_on, "成文日期", required=True),
    Field(Bulletin.sent_on, "印发日期", required=True),
    Field(Bulletin.copies, "印发份数", unit="份"),
)
_SHOWN = 6
"""How many free numbers are offered one by one."""
PAPERS = 5
"""Copies that are made: three namings, the internal one, the text."""


@dataclass(frozen=True)
class TellingPress:
    """A press that says how far it is and stops when the officer asks, before anything is numbered."""

    press: Press
    progress: Progress
    made: list[str]

    def _tell(self, said: str) -> None:
        self.progress(len(self.made), PAPERS, f"正在制作{said}")
        self.made.append(said)

    def paper(self, m: Manuscript, seal: Seal) -> Printed:
        self._tell(f"印发稿（{m.naming.value}）")
        return self.press.paper(m, seal)

    def internal(self, m: Manuscript, inside: Inside, seal: Seal) -> Printed:
        self._tell("内部留存稿")
        return self.press.internal(m, inside, seal)

    def words(self, m: Manuscript, seal: Seal) -> Printed:
        self._tell("文字稿")
        printed = self.press.words(m, seal)
        self.progress.check()
        return printed


class IssueDialog(VerbDialog):
    """Issue a signed bulletin. ``waiver_asked`` carries a cross-check to be explained while the dialog stands;

    ``numbers_asked`` a series and a year whose missing numbers are to be entered while it stands;
    ``way_asked`` what must be mended in the text: it is opened instead.
    """

    way_asked = Signal(object)
    waiver_asked = Signal(object)
    numbers_asked = Signal(int, int)

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, jobs: Jobs, bulletin_id: int) -> None:
        super().__init__(parent, "印发", known, recent, 640)
        self._jobs, self._bulletin_id = jobs, bulletin_id
        self.hindered: list[QWidget] = []
        self._broken: list[checking.Audited] = []
        self._bad: list[checking.Checked] = []
        self._gaps = ""
        with known.facts() as facts:
            self.draft = manuscripts.loaded(facts, bulletin_id)
            self.numbered = self.draft[Bulletin.format] not in UNNUMBERED
            self._head()
            self._column = QVBoxLayout()
            self._column.setSpacing(px(4))
            self.body.addLayout(self._column)
            self.body.addWidget(rule())
            fields = (*(_NUMBER if self.numbered else _ISSUE), *_DAYS)
            self.body.addWidget(self.seat_fields(fields, self._first(facts)))
        self.told = label("", "meta2")
        self.told.setWordWrap(True)
        self.body.addWidget(self.told)
        self._free = QHBoxLayout()
        self._free.setSpacing(px(10))
        self.body.addLayout(self._free)
        self.body.addWidget(label("印发后正文、数字、版面一并定稿，不能再改；有误发更正通报", "meta"))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "日期可填 531、5.31、今")
        self.add_cancel()
        self.verb = self.add_button("印发", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.verb.setAutoDefault(True)
        if self.numbered:
            self._offer_numbers()
        self.show_hindrances()
        self.seats[SERIAL if self.numbered else ISSUE].editor.take_focus()

    # what is said

    def _head(self) -> None:
        title = label(str(self.draft[Bulletin.title]), "title")
        title.setWordWrap(True)
        self.body.addWidget(title)

    def show_hindrances(self) -> None:
        """Why it may not be issued, each once and with the way to mend it: 说明 right here, the rest in the text."""
        with self.known.facts() as facts:
            self.draft = manuscripts.loaded(facts, self._bulletin_id)
            self._broken = [one for one in checking.audits(facts, self.draft) if one.hinders]
            self._bad = [one for one in checking.checks(facts, self.draft) if one.verdict is checking.Mark.BAD]
        self._lay_hindrances()

    def _lay_hindrances(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.hindered = []
        for audit in self._broken:
            self._tell_hindrance(f"{audit.title}不平：{audit.said}", "写说明", partial(self.waiver_asked.emit, audit))
        for check in self._bad:
            self._tell_hindrance(f"{check.label}：{check.said}", "去改", partial(self._go, check))
        if self._gaps:
            self._tell_hindrance(self._gaps, "登记文号", self._enter_numbers)
        self.make_room()

    def _enter_numbers(self) -> None:
        series, dated = self._value(SERIES), self._value(DATED)
        if series is not None and isinstance(dated, date):
            self.numbers_asked.emit(series, dated.year)

    def _tell_gaps(self, said: str) -> None:
        """Numbers left out below the one to be given stand above with the rest of what is to be mended first."""
        if said != self._gaps:
            self._gaps = said
            self._lay_hindrances()

    def explained(self) -> None:
        """One of them was explained, or missing numbers entered: on to the next, else to the number."""
        self.say("")
        if self.numbered:
            self._offer_numbers()
        self.show_hindrances()
        if self.hindered:
            self.hindered[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.verb is not None:
            self.verb.setFocus()

    def _tell_hindrance(self, said: str, word: str, deed: Callable[[], object]) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(12))
        told = label(f"! {said}", "error")
        told.setWordWrap(True)
        line.addWidget(told, 1)
        button = link(word, deed)
        button.setAccessibleName(f"{word}：{said}")
        button.setAutoDefault(True)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hindered.append(button)
        self._column.addWidget(row)

    def _go(self, found: object) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.way_asked.emit(found)

    def _first(self, facts: Facts) -> dict[str, Any]:
        """The number that comes next, the day of signing, today."""
        dated = self.draft[Bulletin.signed_on] or facts.today
        values: dict[str, Any] = {DATED: dated, SENT: facts.today, COPIES: self.draft[Bulletin.copies]}
        if not self.numbered:
            return {**values, ISSUE: self.draft[Bulletin.issue_no]}
        series = default_series(facts)
        serial = doc_numbers.upcoming(facts, series, dated.year) if series else None
        return {**values, SERIES: series, SERIAL: serial}

    def edited(self, name: str) -> None:
        super().edited(name)
        if self.numbered and name in (SERIES, SERIAL, DATED):
            self._offer_numbers(renew=name == SERIES)

    def _value(self, name: str) -> Any:
        try:
            return self.seats[name].editor.read()
        except Unreadable:
            return None

    def _offer_numbers(self, *, renew: bool = False) -> None:
        """The number as it will stand, and what is free besides the next one: reserved ones, gaps."""
        series, dated = self._value(SERIES), self._value(DATED)
        while (item := self._free.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if series is None or not isinstance(dated, date):
            self.told.setText("")
            self._tell_gaps("")
            return
        with self.known.facts() as facts:
            upcoming = doc_numbers.upcoming(facts, series, dated.year)
            if renew:
                self.seats[SERIAL].editor.show_value(upcoming)
            serial = self._value(SERIAL)
            practice = self.known.desk.store.practice
            said = ""
            if serial:
                said = doc_numbers.hindrance(facts, series, dated.year, serial, self._bulletin_id)
                said = (
                    f"! {said}" if said else doc_numbers.written(facts, series, dated.year, serial, practice=practice)
                )
            self.told.setText(said)
            self._list_free("下一号", [(upcoming, "")])
            self._list_free("预留", _reserved(facts, series, dated.year))
            self._list_free("漏号", [(one, "") for one in doc_numbers.missing(facts, series, dated.year)])
            gone = doc_numbers.missing(facts, series, dated.year, serial)
        self._free.addStretch(1)
        more = f" 等 {len(gone)} 个" if len(gone) > _SHOWN else ""
        self._tell_gaps(f"漏号 {'、'.join(f'{one}号' for one in gone[:_SHOWN])}{more}，先登记去向" if gone else "")

    def _list_free(self, word: str, numbers: list[tuple[int, str]]) -> None:
        if not numbers:
            return
        self._free.addWidget(label(word, "meta2"))
        for serial, why in numbers[:_SHOWN]:
            button = link(f"{serial}", partial(self._pick, serial))
            button.setToolTip(why or f"用 {serial} 号")
            self._free.addWidget(button)
        if len(numbers) > _SHOWN:
            self._free.addWidget(label(f"等 {len(numbers)} 个", "meta"))

    def _pick(self, serial: int) -> None:
        self.seats[SERIAL].editor.show_value(serial)
        self._offer_numbers()
        self.seats[DATED].editor.take_focus()

    # doing it

    def carry_out(self) -> None:
        """印发: the copies are made in the worker; 停止 works until the act itself."""
        if self._hinders():
            return
        values = self.read()
        if values is None or not self.verb or not self.verb.isEnabled():
            return
        self.verb.setEnabled(False)
        self.say("正在制作存档件", "meta2")
        desk, bulletin_id = self.known.desk, self._bulletin_id

        def work(progress: Progress) -> Outcome:
            return issued(desk, bulletin_id, values, progress)

        self._jobs.run(work, self._done, self._undone, "印发")

    def _hinders(self) -> bool:
        """Whether something above is still to be mended: it stands there already and is only pointed at."""
        if self.hindered:
            self.say(f"上面 {len(self.hindered)} 处要先处理，Enter 打开")
            self.hindered[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self.hindered)

    def _done(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if isValid(self):
            self.accept()

    def _undone(self, error: Exception) -> None:
        if not isValid(self):
            return
        assert self.verb is not None
        self.verb.setEnabled(True)
        if isinstance(error, Cancelled):
            self.say("已停止，没有印发", "meta2")
        elif isinstance(error, Refusal):
            self.show_hindrances()
            if error.field in self.seats or not self._hinders():
                self._refused(error)
        else:
            raise error


def _reserved(facts: Facts, series: int, year: int) -> list[tuple[int, str]]:
    rows = (row for row in facts.live("doc_number") if row["series_id"] == series and row["year"] == year)
    return sorted((row["serial"], row["reason"]) for row in rows if row["state"] == DocNumberState.RESERVED)


def issued(desk: Desk, bulletin_id: int, values: Mapping[str, Any], progress: Progress) -> Outcome:
    """Number and freeze; how many are printed is kept with it."""
    from desktop_app.reports.press import WorkstationPress

    _put_copies(desk, bulletin_id, values.get(COPIES))
    return issuing.issue(
        desk,
        BULLETINS,
        bulletin_id,
        on=values[SENT],
        series_id=values.get(SERIES),
        serial=values.get(SERIAL) or values.get(ISSUE),
        press=TellingPress(WorkstationPress(), progress, []),
        dated_on=values[DATED],
    )


def _put_copies(desk: Desk, bulletin_id: int, copies: int | None) -> None:
    with desk.facts() as facts:
        draft = manuscripts.loaded(facts, bulletin_id)
    if copies != draft[Bulletin.copies]:
        draft[Bulletin.copies] = copies
        records.save(desk, BULLETINS, draft)
