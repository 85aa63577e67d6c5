"""签到 of a training session: everybody on duty by department, one key a name, counts live, saved as one act."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.registers.training import TRAININGS
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.services.outcome import Outcome
from desktop_app.services.sign_in import CAUSES, Roll, roll, sign
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import ask_text
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px
from desktop_app.views.training_table import SignRows, SignTable

_WIDE, _TALL, _TITLE = 640, 460, 240
_CAUSES = "　".join(f"{at} {cause}" for at, cause in enumerate(CAUSES, 1)) + "　0 其他"


class SignInDialog(VerbDialog):
    """The sign-in list. Ctrl+A marks everybody left as present; Ctrl+Enter saves, the head counts follow."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, training_id: int) -> None:
        super().__init__(parent, "签到", known, recent, _WIDE)
        with known.facts() as facts:
            self.kept: Roll = roll(facts, training_id)
        if not self.kept.signs:
            raise Refusal("没有在岗干警可签到。先在基础台账录入干警")
        self.rows = SignRows(self.kept)
        self.table = SignTable(self.rows)
        room = self.screen().availableSize().height() - px(_TITLE)
        self.table.setMinimumHeight(min(px(_TALL), room))
        self.counts = label("", "strong")
        self.cause = label("", "meta2")
        self.body.addWidget(label(self._titled(), "title"))
        self.body.addWidget(self.counts)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.cause)
        self._listen()
        self._finish()

    def _titled(self) -> str:
        day = f"{self.kept.held_on}　" if self.kept.held_on is not None else ""
        hours = f"　{points(self.kept.hours)} 学时" if self.kept.hours else "　学时待补"
        return f"{day}{self.kept.title}{hours}"

    def _listen(self) -> None:
        self.table.marked.connect(self._mark)
        self.table.awaits.connect(self._tell_cause)
        self.table.sought.connect(self._sought)
        self.table.cause_asked.connect(self._type_cause)
        self.table.left.connect(self.after_last)
        QShortcut(QKeySequence("Ctrl+A"), self, self._all_present)
        QShortcut(QKeySequence("Ctrl+S"), self, self.carry_out)

    def _finish(self) -> None:
        for key, text in (
            ("Ctrl+A", "其余全部出勤"),
            ("1", "出勤"),
            ("2", "请假"),
            ("3", "缺席"),
            ("Del", "不在应到"),
            ("字母", "找人"),
        ):
            self.hint(key, text)
        self.add_cancel()
        self.verb = self.add_button("保存签到", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._tell_cause(False)
        self._tell()
        self.table.go(0)
        self.table.setFocus()

    def _show(self, now: Roll) -> None:
        self.rows.show_roll(now)
        self.say("")
        self._tell()

    def _mark(self, officer_id: int, state: AttendanceState | None, cause: str) -> None:
        self._show(self.rows.roll.put(officer_id, state, cause))

    def _all_present(self) -> None:
        self._show(self.rows.roll.all_present())

    def _type_cause(self, officer_id: int) -> None:
        """0: a cause of its own is typed."""
        said = ask_text(self, "请假事由", "事由", "记下")
        if said:
            self._mark(officer_id, AttendanceState.EXCUSED, said)
            self.table.on()
        self.table.setFocus()

    def _tell_cause(self, awaiting: bool) -> None:
        self.cause.setText(f"请假事由：{_CAUSES}" if awaiting else "请假按 2，再按事由的数字")

    def _sought(self, typed: str, found: bool) -> None:
        self.say("" if found else f"名单里没有“{typed}”", "note")

    def _tell(self) -> None:
        """应到、实到 as they stand."""
        now = self.rows.roll
        away = (f"{word} {now.count(word)}" for word in (AttendanceState.EXCUSED, AttendanceState.ABSENT))
        rest = len(now.signs) - now.expected
        told = [f"应到 {now.expected}", f"实到 {now.present}", *away, *([f"未签 {rest}"] if rest else [])]
        self.counts.setText("　".join(told))

    @property
    def typed(self) -> str:
        return repr(self.rows.roll) if self.rows.roll != self.kept else ""

    def act(self, _values: Mapping[str, Any]) -> Outcome:
        return sign(self.known.desk, TRAININGS, self.rows.roll)


def ask_sign_in(parent: QWidget | None, known: Known, recent: Recent, training_id: int) -> Outcome | None:
    """签到 (Alt+M): what was saved, or None when the officer stepped back."""
    return asked(parent, "签到", lambda: SignInDialog(parent, known, recent, training_id))


DIALOGS = {"sign_in": ask_sign_in}
"""The verb of training sessions by the code of its action."""
