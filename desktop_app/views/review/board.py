"""评分表: the case and its round at the left, its score sheet in the middle, the gauge in the panel at the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.models.reviews import CaseReview
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.reviews import MAIN
from desktop_app.rules.vocabulary import ReviewState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.score_sheets import ScoreSheet, defects
from desktop_app.views.controls import label, rule
from desktop_app.views.register.place import Place
from desktop_app.views.review import reading
from desktop_app.views.review.case_card import CaseCard
from desktop_app.views.review.gauge import Gauge
from desktop_app.views.review.hand import Hand
from desktop_app.views.review.ink import LEFT_LEAST, LEFT_PANE, LEFT_SHARE
from desktop_app.views.review.pane import SheetPane
from desktop_app.views.review.reading import Entry
from desktop_app.views.review.round_list import RoundList
from desktop_app.views.review.scope import RoundPicker
from desktop_app.views.theme import px

_TALLEST = 16777215
WALK = "draw_walk"
"""The dialog Ctrl+N begins here (抽样), by the code it is registered under."""


class ScoreBoard(QWidget):
    """A review is read and scored here; what is typed is the draft of the panel, saved when the case is left.

    ``led`` carries kind and id of another record, from which the way back leads here.
    """

    selected = Signal(int)
    opened = Signal(int)
    led = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.place: Place | None = None
        self.picker = RoundPicker(self)
        self.picker.hide()
        self.card, self.list, self.pane, self.gauge = CaseCard(), RoundList(), SheetPane(), Gauge()
        self._round: int | None = None
        self._entries: list[Entry] = []
        self._shown: frozenset[int] | None = None
        self._draft: Draft | None = None
        self._shown_id: int | None = None
        self._no = MAIN
        self._greeted = False
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.pane)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "评分表"

    @property
    def scope(self) -> QWidget:
        """The picker of the round, for the bar."""
        return self.picker

    @property
    def begins(self) -> str:
        """The word on the button of Ctrl+N."""
        return "抽样"

    def begin(self) -> None:
        """抽样: goes on with the round shown where it is under way; what is typed is saved first."""
        if self.place is not None and self._saved():
            self.place.act(WALK, self._round or 0)

    def to_round(self, round_id: int) -> None:
        """Show a round at its first case still to be reviewed."""
        if self.place is not None:
            self._show_round(round_id)
            self._to_first(self.place)

    def _lay_out(self) -> None:
        self.left = QFrame()
        self.left.setProperty("ground", "surface")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card)
        column.addWidget(rule())
        top = QHBoxLayout()
        top.setContentsMargins(px(12), px(7), px(12), px(7))
        top.setSpacing(px(8))
        self.heading, self.counted = label("", "strong"), label("", "meta")
        top.addWidget(self.heading)
        top.addWidget(self.counted)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        edge = QFrame()
        edge.setProperty("frame", "divider")
        edge.setMaximumHeight(_TALLEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(edge)
        row.addWidget(self.pane, 1)

    def _connect(self) -> None:
        self.picker.picked.connect(self._pick_round)
        self.list.chosen.connect(self.go)
        self.list.left.connect(self.pane.setFocus)
        self.pane.turned.connect(self._turn)
        self.pane.switched.connect(self._switch)
        self.card.opened.connect(self._open_elsewhere)
        for key, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(
                QKeySequence(key),
                self,
                partial(self.picker.step, by),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    # the place it takes part in

    def sit_at(self, place: Place) -> None:
        """Take part in the place of the reviews: their list, panel and draft."""
        self.place = place
        place.panel.seat_gauge(self.gauge)
        place.form.changed.connect(self._follow)
        self._follow()

    def refresh(self, facts: Facts) -> None:
        """Read rounds and cases anew; cursor, folds and what is typed stay."""
        choices = reading.rounds(facts)
        if self._round not in [choice.id for choice in choices]:
            self._round = choices[0].id if choices else None
        self.picker.load(choices, self._round)
        self._load(facts)
        if not self._greeted and self.place is not None and self._entries:
            self._greeted = True
            self._to_first(self.place)
        self._draft = None
        self._follow()

    def _load(self, facts: Facts) -> None:
        self._entries = reading.entries(facts, self._round)
        self.list.load(self._entries, self._shown, self._record_id)
        self._count()

    def _count(self) -> None:
        """5月抽样　12 件，已评 3."""
        live = [one for one in self._entries if not one.struck]
        scored = sum(one.score != reading.NO_SCORE for one in live)
        self.heading.setText(self.picker.words or "评查")
        self.counted.setText(f"{len(live)} 件，已评 {scored}" if live else "还没有抽取案件")

    def _to_first(self, place: Place) -> None:
        """The first case still to be reviewed, else the first."""
        live = [one for one in self._entries if one.review_id is not None and not one.struck]
        first = next((one for one in live if not one.is_done), live[0] if live else None)
        if first is not None and first.review_id is not None:
            place.listing.table.go_to(first.review_id)

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """Show only these reviews of the round; all when None."""
        self._shown = frozenset(ids) if ids is not None else None
        self.list.load(self._entries, self._shown, self._record_id)

    def select(self, record_id: int) -> None:
        """Put the cursor on a review, in its round, without saying ``selected`` again."""
        draft = self.place.form.draft if self.place is not None else None
        if draft is not None and draft.record_id == record_id and draft[CaseReview.round_id] != self._round:
            self._show_round(draft[CaseReview.round_id])
        self.list.put(record_id)

    @property
    def _record_id(self) -> int | None:
        return self.place.record_id if self.place is not None else None

    # going from case to case

    def go(self, review_id: int) -> None:
        """To another case of the round; what is typed is saved first, and where it cannot be the case stays."""
        if review_id == self._record_id or self._saved():
            self.selected.emit(review_id)
        self.list.put(self._record_id)

    def _saved(self) -> bool:
        self.pane.shut()
        place = self.place
        if place is None or not place.form.is_changed or place.save():
            return True
        self.pane.say(next(iter(place.form.faults.values()), ""))
        return False

    def _turn(self, by: int) -> None:
        after = self.list.beside(self._record_id, by)
        if after is not None:
            self.go(after)
        elif self.place is not None:
            self.place.bus.said.emit("已是本轮最后一案" if by > 0 else "已是本轮第一案")

    def _pick_round(self, round_id: int | None) -> None:
        if self.place is None or not self._saved():
            self.picker.put(self._round)
            return
        self._show_round(round_id)
        self._to_first(self.place)
        self.pane.setFocus()

    def _show_round(self, round_id: int | None) -> None:
        if self.place is None:
            return
        self._round = round_id
        self.picker.put(round_id)
        with self.place.known.facts() as facts:
            self._load(facts)

    def _switch(self, no: int) -> None:
        """主评、复核."""
        self._no = no
        self._draft = None
        self._follow()
        self.pane.setFocus()

    def _open_elsewhere(self, kind: str, record_id: int) -> None:
        if self.place is not None and self._saved():
            self.led.emit(kind, record_id)

    # the draft

    def _follow(self) -> None:
        """The panel shows another review, or something was typed there or here."""
        place = self.place
        if place is None:
            return
        if place.panel.line is None:
            self._blank()
        elif self.isVisible() or self._draft is None:
            self._show(place)
        else:
            self._tell(Hand(place.form, MAIN).sheet())

    def _blank(self) -> None:
        self._draft = None
        self.pane.show_hand(None)
        self.card.show_case("", ())
        self.gauge.show_sheet(None)

    def _show(self, place: Place) -> None:
        draft = place.form.draft
        if draft is self._draft:
            self.pane.renew()
        else:
            self._no = self._no if draft.record_id == self._shown_id else MAIN
            self._draft, self._shown_id = draft, draft.record_id
            self._show_case(place, draft)
        sheet = self.pane.grid.sheet
        self._tell(sheet if sheet is not None and sheet.no == MAIN else Hand(place.form, MAIN).sheet())

    def _show_case(self, place: Place, draft: Draft) -> None:
        with place.known.facts() as facts:
            self.card.show_case(str(draft.values.get("number") or ""), reading.case_facts(facts, draft))
            known = defects(facts, draft[CaseReview.standard_id])
        self.pane.show_hand(Hand(place.form, self._no), known)

    def _tell(self, sheet: ScoreSheet) -> None:
        """What the sheet comes to, in gauge and panel."""
        place = self.place
        if place is None:
            return
        draft = place.form.draft
        self.gauge.show_sheet(sheet, str(draft[CaseReview.grade] or ""))
        seat = place.form.seats.get(CaseReview.score.key)
        scored = (
            draft[CaseReview.standard_id] is not None and draft.values.get(REVIEWS.state_name) != ReviewState.WAITING
        )
        if seat is not None and scored and place.form.current != CaseReview.score.key:
            seat.editor.show_value(sheet.score)

    # seen and unseen

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.place is not None:
            self.place.panel.head.show_title(False)
            self._draft = None
            self._follow()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.pane.shut()
        if self.place is not None:
            self.place.panel.head.show_title(True)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "left"):
            self._fit()
            self.list.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The left gives room to the sheet where there is little."""
        self.left.setFixedWidth(min(px(LEFT_PANE), max(px(LEFT_LEAST), self.width() * LEFT_SHARE // 100)))
