"""列名单、排座: who sits the exam, in which rooms, and where everybody sits, seen before it is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.models.exams import ExamException, ExamRoom
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.rules.seating import Room
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import ExamState
from desktop_app.services.exams import exam_row
from desktop_app.services.facts import Row
from desktop_app.services.outcome import Outcome
from desktop_app.services.seating import Candidate, Plan, candidates, propose, rooms_of, seat
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.seat_plan import SeatPlanView
from desktop_app.views.theme import px
from desktop_app.views.tick_table import TickRows, TickTable

_ROOMS = next(group for group in EXAMS.parts if group.part is ExamRoom)
_WIDE, _LEFT, _TABLE, _PLAN = 1220, 520, 330, 420
_PENDING = "待写"
"""Stands for a reason not typed yet, so that the plan can be seen meanwhile."""
_SHOWN = 3
"""Clashes told in full below the plan; the seats show all."""


class SeatDialog(VerbDialog):
    """The roster at the left, the seats at the right; every tick, room and seed is seen at once."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, exam_id: int) -> None:
        super().__init__(parent, "列名单、排座", known, recent, _WIDE)
        self.exam_id = exam_id
        self.plan: Plan | None = None
        with known.facts() as facts:
            self.exam: Row = exam_row(facts, exam_id)
            self.people = candidates(facts, exam_id)
            kept = rooms_of(facts, exam_id)
            self.shorts = {str(row["name"]): str(row["short"] or row["name"]) for row in facts.departments()}
        self.setMinimumWidth(min(px(_WIDE), self.screen().availableSize().width() - px(16)))
        self.reasons = {at: one.reason for at, one in enumerate(self.people) if one.reason}
        self.title = label("", "title")
        self.body.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self._roster(kept))
        row.addLayout(self._right(), 1)
        self.body.addLayout(row, 1)
        self._finish()

    @property
    def fixed(self) -> bool:
        """Once seated, only who came later is seated."""
        return bool(self.exam["state"] == ExamState.SEATED)

    def _roster(self, kept: tuple[Room, ...]) -> QWidget:
        side = QWidget()
        side.setFixedWidth(px(_LEFT))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.rows = TickRows(("姓名", "部门", "准考证号", "不列入的原因"))
        self.table = TickTable(self.rows, (68, 118, 92, 160), 3, "应考名单")
        self.table.setMinimumHeight(px(_TABLE))
        column.addWidget(self.table, 1)
        self.caption = label("原因", "label")
        self.why = Line()
        self.why.setAccessibleName("不列入的原因")
        self.why.setPlaceholderText("不列入的，写明原因，如 产假、命题人")
        line = QHBoxLayout()
        line.addWidget(self.caption)
        line.addWidget(self.why, 1)
        column.addLayout(line)
        made = Maker(self.known, lambda _item: (), recent=self.recent).group(_ROOMS)
        self.rooms: GroupEditor = made
        made.setAccessibleName("考场")
        column.addWidget(label("考场、排数、每排座数", "label"))
        column.addWidget(made)
        made.show_value(_rows(kept))
        return side

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(6))
        line = QHBoxLayout()
        line.addWidget(label("排座种子", "label"))
        self.seed = Line()
        self.seed.setAccessibleName("排座种子")
        self.seed.setFixedWidth(px(180))
        self.seed.setText(str(self.exam["seed"] or "") or _first_seed(self.exam))
        line.addWidget(self.seed)
        self.again = HintButton("换一次", "Alt+X", clicked=self.shuffle)
        QShortcut(QKeySequence("Alt+X"), self, self.again.click)
        line.addWidget(self.again)
        said = "已排座的不动，只给新增的人安排空座" if self.fixed else "同样的种子排出同样的座位"
        line.addWidget(label(said, "meta2"))
        line.addStretch(1)
        column.addLayout(line)
        self.view = SeatPlanView()
        self.view.setMinimumHeight(px(_PLAN))
        column.addWidget(self.view, 1)
        self.told = label("", "label")
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(px(40))
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(self.told)
        return column

    def _finish(self) -> None:
        self.hint("Space", "列入、不列入")
        self.hint("Enter", "写原因")
        self.hint("Alt+X", "换一次")
        self.hint("Ctrl+Delete", "去掉考场")
        self.add_cancel()
        self.verb = self.add_button("排座", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seed.setEnabled(not self.fixed)
        self.again.setEnabled(not self.fixed)
        self._fill([at for at, one in enumerate(self.people) if not one.why])
        self.table.changed.connect(self._turned)
        self.table.left.connect(self._behind_table)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_reason())
        self.why.textEdited.connect(self._reasoned)
        self.why.entered.connect(self.table.setFocus)
        self.seed.textChanged.connect(lambda _text: self.preview())
        self.seed.entered.connect(self.verb.setFocus)
        self.rooms.edited.connect(self.preview)
        self.rooms.advance.connect(self.verb.setFocus)
        self.table.selectRow(0)
        self._show_reason()
        self.preview()
        self._opened = self._all_typed()
        self.table.setFocus()

    # the roster

    def _fill(self, ticked: list[int]) -> None:
        lines = [
            (one.name, one.department, one.kept.ticket if one.kept else "", self._why(at))
            for at, one in enumerate(self.people)
        ]
        row = max(self.table.currentIndex().row(), 0)
        self.rows.fill(range(len(self.people)), lines, ticked)
        self.table.setCurrentIndex(self.rows.index(row, 1))

    def _why(self, at: int) -> str:
        one = self.people[at]
        return self.reasons.get(at, "") if one.movable else one.why

    @property
    def _at(self) -> int:
        return self.table.currentIndex().row()

    def _turned(self) -> None:
        """Boxes were turned; of those nobody decides here they turn back."""
        stuck = {at for at, one in enumerate(self.people) if not one.movable}
        right = {at for at in stuck if not self.people[at].why}
        wrong = (self.rows.ticked & stuck) ^ right
        self.rows.ticked = (self.rows.ticked - stuck) | right
        self.say("")
        if wrong and self._at in wrong:
            self.say(_stuck(self.people[self._at]), "note")
        self._show_reason()
        self.preview()
        if self.why.isEnabled() and not self.why.text():
            self.why.setFocus()

    def _show_reason(self) -> None:
        """The reason of the row with the cursor, where one may be written."""
        at = self._at
        asked = 0 <= at < len(self.people) and self.people[at].movable and at not in self.rows.ticked
        self.why.setEnabled(asked)
        self.caption.setText(f"{self.people[at].name} 不列入：" if asked else "原因")
        if self.why.text() != self.reasons.get(at, ""):
            self.why.setText(self.reasons.get(at, "") if asked else "")

    def _reasoned(self, text: str) -> None:
        self.reasons[self._at] = text
        self.say("")
        self._fill(sorted(self.rows.ticked))
        self.why.setFocus()

    def _behind_table(self) -> None:
        """Enter on a row: to its reason, where it is left out; else on to the seats."""
        if self.why.isEnabled():
            self.why.setFocus()
        elif self.verb is not None:
            self.verb.setFocus()

    def left_out(self, pending: str = "") -> dict[int, str]:
        """Officers the officer leaves out, with the reason; ``pending`` where none is typed yet."""
        return {
            one.officer_id: self.reasons.get(at, "").strip() or pending
            for at, one in enumerate(self.people)
            if one.movable and one.officer_id is not None and at not in self.rows.ticked
        }

    # the seats

    def shuffle(self) -> None:
        """Another seed: the one before with the next number behind it."""
        stem, _, serial = self.seed.text().strip().rpartition("-")
        known = bool(stem) and serial.isdecimal()
        self.seed.setText(f"{stem}-{int(serial) + 1}" if known else f"{self.seed.text().strip()}-2")

    def typed_rooms(self) -> list[Room]:
        """The rooms as typed. Raises Refusal where one has no seats."""
        try:
            rows = self.rooms.read()
        except Unreadable as unread:
            raise Refusal(f"考场：{unread.said}", ExamRoom.__tablename__) from unread
        found = [Room(str(row["name"] or ""), int(row["ranks"] or 0), int(row["files"] or 0)) for row in rows]
        bad = next((room for room in found if not room.name or room.ranks < 1 or room.files < 1), None)
        if bad is not None:
            raise Refusal(f"考场“{bad.name}”没填名称、排数或每排座数。填好再排", ExamRoom.__tablename__)
        return found

    def preview(self) -> None:
        """The plan as everything stands now, or why there is none."""
        try:
            with self.known.facts() as facts:
                reasons, rooms = self.left_out(_PENDING), self.typed_rooms()
                self.plan = propose(facts, self.exam_id, self.seed.text(), reasons, rooms)
            self.told.setText(_clashes_told(self.plan))
            self.told.setToolTip(self.plan.said)
        except Refusal as refused:
            self.plan = None
            self.told.setText(f"! {refused.said}")
        self.view.plan.show_plan(self.plan, self.shorts)
        count = len(self.plan.seats) if self.plan is not None else len(self.rows.ticked)
        halls = f"{len(self.plan.rooms)} 个考场，" if self.plan is not None else ""
        left = len(self.people) - len(self.rows.ticked)
        self.title.setText(f"{self.exam['title']}　{halls}应考 {count} 人，不列入 {left} 人")
        if self.verb is not None:
            rename(self.verb, f"排座 {count} 人")

    # writing it down

    def _all_typed(self) -> str:
        rows = self.rooms.readable()
        return repr((sorted(self.rows.ticked), self.left_out(), self.seed.text(), rows, self.rooms.text))

    @property
    def typed(self) -> str:
        now = self._all_typed()
        return now if now != self._opened else ""

    def act(self, values: Mapping[str, Any]) -> Outcome:  # noqa: ARG002
        bare = next((at for at, one in enumerate(self.people) if self._unexplained(at, one)), None)
        if bare is not None:
            self.table.setCurrentIndex(self.rows.index(bare, 1))
            self.why.setFocus()
            raise Refusal(f"{self.people[bare].name} 不列入名单，没写原因。写明再排", ExamException.__tablename__)
        desk, seed = self.known.desk, self.seed.text().strip()
        return seat(desk, EXAMS, SITTINGS, self.exam_id, seed, self.left_out(), self.typed_rooms())

    def _unexplained(self, at: int, one: Candidate) -> bool:
        return one.movable and at not in self.rows.ticked and not self.reasons.get(at, "").strip()


def _rows(kept: Sequence[Room]) -> list[dict[str, Any]]:
    """Rooms as the editor shows rows already kept."""
    return [{"id": at, "name": one.name, "ranks": one.ranks, "files": one.files} for at, one in enumerate(kept, 1)]


def _first_seed(exam: Row) -> str:
    return f"{exam['held_on']:%Y%m%d}" if exam["held_on"] is not None else str(exam["number"])


def _stuck(one: Candidate) -> str:
    if one.officer_id is None:
        return f"{one.name} 还没认人。先在“成绩”里认人，或删除这一条"
    return f"{one.name}：{one.why}，不列入。确要参加的，在“成绩”里新增，备注写明原因"


def _clashes_told(plan: Plan) -> str:
    """The sentence of the plan, cut after a few; the whole is its tip."""
    if len(plan.clashes) <= _SHOWN:
        return f"◆ {plan.said}" if plan.clashes else f"✓ {plan.said}"
    head, _, _ = plan.said.partition("：")
    return f"◆ {head}：{'；'.join(one.said for one in plan.clashes[:_SHOWN])}等，图上标◆"


def ask_seats(parent: QWidget | None, known: Known, recent: Recent, exam_id: int) -> Outcome | None:
    """列名单、排座 (Alt+M): what was written, or None when the officer stepped back."""
    return asked(parent, "列名单、排座", lambda: SeatDialog(parent, known, recent, exam_id))
