"""The cases of a round in drawn order, each with its score or —; struck ones struck through."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.review.cells import ELIDE, LEFT, RIGHT
from desktop_app.views.review.grid import NONE_LEFT, Index
from desktop_app.views.review.ink import Ink
from desktop_app.views.review.reading import NO_SCORE, Entry
from desktop_app.views.theme import px

ROW = 28
_WITH_WHO = 230
"""From this width on a line names the handler; the pointer tells him below it."""


class Entries(QAbstractListModel):
    """The entries on show."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.every: tuple[Entry, ...] = ()
        self.entries: tuple[Entry, ...] = ()

    def load(self, every: Sequence[Entry], shown: Collection[int] | None) -> None:
        """``shown`` are ids of reviews left by chips and filter; None for all."""
        self.every = tuple(every)
        kept = tuple(one for one in every if shown is None or one.review_id in shown)
        if kept == self.entries:
            return
        self.beginResetModel()
        self.entries = kept
        self.endResetModel()

    def place(self, review_id: int | None) -> int:
        return next((at for at, one in enumerate(self.entries) if one.review_id == review_id), -1)

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        one = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(filter(None, (one.position, one.case_no, one.who, one.struck or f"得分 {one.score}")))
        return one.struck or f"{one.case_no}　{one.who}　{one.state}" if role == Qt.ItemDataRole.ToolTipRole else None


class _Draw(QStyledItemDelegate):
    """Position, case number, handler, score."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.renew()

    def renew(self) -> None:
        self.ink = Ink()
        self.struck = QFont(self.ink.body)
        self.struck.setStrikeOut(True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(px(120), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Entries)
        one, box = model.entries[index.row()], QRect(option.rect)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(box, tone("blue1" if chosen else "surface"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
        if chosen:
            view = self.parent()
            focused = isinstance(view, QWidget) and view.hasFocus()
            painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if focused else "field"))
        self._write(painter, box, one, chosen)
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, one: Entry, chosen: bool) -> None:
        inner = box.adjusted(px(12), 0, -px(12), 0)
        struck, ink = bool(one.struck), self.ink
        painter.setFont(ink.meta)
        painter.setPen(tone("ink3"))
        painter.drawText(inner, LEFT, one.position)
        score = inner.adjusted(inner.width() - px(36), 0, 0, 0)
        painter.setFont(ink.strong if chosen and one.score != NO_SCORE else ink.body)
        painter.setPen(
            tone("blue6" if chosen and one.score != NO_SCORE else "ink3" if one.score == NO_SCORE else "ink")
        )
        painter.drawText(score, RIGHT, "撤出" if struck else one.score)
        wide = px(46) if box.width() >= px(_WITH_WHO) else 0
        who = QRect(score.left() - wide, box.top(), wide, box.height())
        painter.setFont(ink.meta)
        painter.setPen(tone("ink3"))
        painter.drawText(who, LEFT, ink.meta_room.elidedText(one.who, ELIDE, who.width()))
        number = QRect(inner.left() + px(24), box.top(), who.left() - inner.left() - px(28), box.height())
        painter.setFont(self.struck if struck else ink.body)
        painter.setPen(tone("ink3" if struck else "ink"))
        painter.drawText(number, LEFT, self._short(one.case_no, number.width()))

    def _short(self, case_no: str, room: int) -> str:
        """A case number that has no room loses first what is before its year."""
        metrics = self.ink.body_room
        year = case_no[max(0, case_no.find("[")) :]
        fits = (said for said in (case_no, year) if metrics.horizontalAdvance(said) <= room)
        return next(fits, metrics.elidedText(case_no, Qt.TextElideMode.ElideLeft, room))


class RoundList(QListView):
    """``chosen`` carries the review the officer went to, ``left`` that Enter goes on into the sheet."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept = Entries(self)
        self._draw = _Draw(self)
        self._silent = False
        self.setModel(self.kept)
        self.setItemDelegate(self._draw)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("本轮抽样")
        self.selectionModel().currentChanged.connect(self._moved)

    def renew(self) -> None:
        self._draw.renew()
        self.doItemsLayout()

    def load(self, every: Sequence[Entry], shown: Collection[int] | None, current: int | None) -> None:
        """Show the cases of a round; the cursor stays on its review."""
        self._silent = True
        self.kept.load(every, shown)
        self._silent = False
        self.put(current)
        self.viewport().update()

    def put(self, review_id: int | None) -> None:
        """The cursor onto a review, without saying so."""
        self._silent = True
        at = self.kept.place(review_id) if review_id is not None else -1
        self.setCurrentIndex(self.kept.index(at) if at >= 0 else QModelIndex())
        self._silent = False

    def beside(self, review_id: int | None, step: int) -> int | None:
        """The review before or after one, passing over what was struck; None at the end."""
        at = self.kept.place(review_id) + step
        while 0 <= at < len(self.kept.entries):
            one = self.kept.entries[at]
            if one.review_id is not None and not one.struck:
                return one.review_id
            at += step
        return None

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        one = self.kept.entries[now.row()] if 0 <= now.row() < len(self.kept.entries) else None
        if one is not None and one.review_id is not None and not self._silent:
            self.chosen.emit(one.review_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        pages = {Qt.Key.Key_PageUp: Qt.Key.Key_Up, Qt.Key.Key_PageDown: Qt.Key.Key_Down}
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in pages and not held:
            after = self.beside(self._current, 1 if pages[key] == Qt.Key.Key_Down else -1)
            if after is not None:
                self.chosen.emit(after)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.left.emit()
        elif key in moves and not held:
            super().keyPressEvent(event)
        else:
            event.ignore()

    @property
    def _current(self) -> int | None:
        at = self.currentIndex().row()
        return self.kept.entries[at].review_id if 0 <= at < len(self.kept.entries) else None

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()
