"""标签 on the screen: the words and the square code the paper label has."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.reports.label_face import Label
from desktop_app.reports.square_code import Matrix, matrix, runs
from desktop_app.views.theme import Role, T, font, px

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
HEIGHT, SIDE, AIR, LINE, QUIET = 98, 12, 5, 16, 9


REST_MS = 60
"""How long the cursor has to rest on an item before its code is worked out, which takes longer than all else."""


class LabelView(QWidget):
    """One label; the code is drawn in squares of whole pixels once the cursor rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label: Label | None = None
        self.code: Matrix = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._work_out)
        self.setFixedHeight(px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_label(self, label: Label) -> None:
        if self.label is None or self.label.number != label.number:
            self.code = ()
            self._rest.start()
        self.label = label
        lines = "，".join(word for group in label.lines for word in group if word)
        self.setAccessibleName(f"标签 {label.number} {label.name} {label.much}，{lines}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(320), px(HEIGHT))

    def _work_out(self) -> None:
        if self.label is not None:
            self.code = matrix(self.label.number)
            self.update()

    @property
    def code_box(self) -> QRect:
        """Where the code stands, its white edge not counted."""
        room = self.height() - 2 * px(QUIET)
        side = room if not self.code else max(1, room // len(self.code)) * len(self.code)
        return QRect(self.width() - px(SIDE) - side, (self.height() - side) // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setPen(QPen(QColor(T.field), 1))
        painter.setBrush(QColor(T.surface))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
        if self.label is not None:
            self._words(painter, self.label)
            self._code(painter)
        painter.end()

    def _words(self, painter: QPainter, label: Label) -> None:
        right = self.width() - self.height() - px(SIDE)
        top, lines = px(AIR), ["　".join(filter(None, group)) for group in label.lines]
        name = f"{label.name}　{label.much}".strip()
        for text, role, ink, tall in (
            (f"{label.house}　{label.title}".strip(), Role.META, T.ink2, LINE),
            (label.number, Role.TITLE, T.ink, LINE + 6),
            (name, Role.BODY, T.ink, LINE + 2),
            *((line, Role.META, T.ink2, LINE) for line in lines if line),
        ):
            box = QRect(px(SIDE), top, right - px(SIDE), px(tall))
            metrics = QFontMetrics(font(role))
            painter.setFont(font(role))
            painter.setPen(QColor(ink))
            painter.drawText(box, LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width()))
            top += px(tall)

    def _code(self, painter: QPainter) -> None:
        if not self.code:
            return
        box, square = self.code_box, self.code_box.width() // len(self.code)
        for row, start, end in runs(self.code):
            place = QRect(box.left() + start * square, box.top() + row * square, (end - start) * square, square)
            painter.fillRect(place, QColor(T.ink))
