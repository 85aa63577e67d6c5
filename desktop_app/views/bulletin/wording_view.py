"""模板: what each kind of draft says, to be read; beside it the phrase bank (常用语), to be changed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.models.basics import Term
from desktop_app.registers.basics import TERMS
from desktop_app.rules.vocabulary import BulletinKind
from desktop_app.services import records
from desktop_app.services.draft import new_draft
from desktop_app.services.outcome import Outcome
from desktop_app.services.setup import PHRASES
from desktop_app.services.wordings import template_of
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin.outline import pane_head
from desktop_app.views.bulletin.templates import Wording, lacking, readable
from desktop_app.views.bus import Bus
from desktop_app.views.controls import label, link
from desktop_app.views.dialogs import ask_reason, ask_text
from desktop_app.views.register.bar import Outside, Views
from desktop_app.views.register.known import Known
from desktop_app.views.screen import Deeds
from desktop_app.views.theme import colour, px

WORD = "模板"
KIND = str(Term.__tablename__)


class WordingBar(QFrame):
    """The view switch, and what can be done to the phrases."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self.setProperty("frame", "bar")
        self.setFixedHeight(px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        self.views = Views([WORD], self, outside)
        self.views.choose(0)
        row.addWidget(self.views)
        row.addWidget(label("初稿怎么写由模板定，只读；常用语可改，正文里按 F3 插入", "meta2"))
        row.addStretch(1)


class WordingView(QWidget):
    """Templates at the left, phrases at the right. ``told``: status or deeds changed."""

    told = Signal()

    def __init__(self, known: Known, bus: Bus, outside: Outside) -> None:
        super().__init__()
        self.known, self.bus, self.desk = known, bus, known.desk
        self.bar = WordingBar(outside)
        self.kinds, self.text, self.phrases = self._kinds(), self._text(), self._phrases()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(_pane("种类", self.kinds))
        split.addWidget(_pane("初稿的话", self.text))
        split.addWidget(_pane("常用语", self.phrases, self._phrase_deeds()))
        split.setSizes([px(200), px(720), px(440)])
        column.addWidget(split, 1)
        self.kinds.currentRowChanged.connect(lambda _row: self._show())
        self.setFocusProxy(self.kinds)
        self._bind()

    @staticmethod
    def _kinds() -> QListWidget:
        made = QListWidget()
        made.setAccessibleName("种类")
        made.setProperty("look", "lines")
        made.setFrameShape(QFrame.Shape.NoFrame)
        return made

    def _fill_kinds(self) -> None:
        for kind in BulletinKind:
            gone = lacking(template_of(kind))
            item = QListWidgetItem(kind.value + ("　待台账" if gone else ""))
            item.setToolTip(f"还没有台账：{'、'.join(gone)}" if gone else template_of(kind).about)
            if gone:
                item.setForeground(colour("ink3"))
            self.kinds.addItem(item)
        self.kinds.setCurrentRow(0)

    @staticmethod
    def _text() -> QTextBrowser:
        made = QTextBrowser()
        made.setAccessibleName("初稿的话")
        made.setOpenLinks(False)
        return made

    def _phrases(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setHeaderHidden(True)
        made.setAccessibleName("常用语")
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setWordWrap(True)
        made.itemActivated.connect(lambda _item, _column: self.change())
        return made

    def _phrase_deeds(self) -> list[QWidget]:
        return [
            link("新增", self.add, "Ctrl+N"),
            link("修改", self.change, "F2"),
            link("删除", self.drop, "Delete"),
            link("在字典里看", self._open_all),
        ]

    def _bind(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+N": self.add,
            "F2": self.change,
            "F5": self.refresh,
            "F6": self.next_pane,
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self, deed)
        QShortcut(
            QKeySequence("Delete"), self.phrases, self.drop, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    # the templates

    def _show(self) -> None:
        if self.kinds.currentRow() < 0:
            return
        kind = list(BulletinKind)[self.kinds.currentRow()]
        template = template_of(kind)
        self.text.clear()
        cursor = self.text.textCursor()
        gone = lacking(template)
        head = [Wording(template.about), *([Wording(f"还没有台账：{'、'.join(gone)}")] if gone else [])]
        for one in head:
            _write(cursor, one.text, quiet=True)
        for one in readable(template):
            _write(cursor, "　" * 2 * one.depth + one.text, strong=one.heading)
            if one.when:
                _write(cursor, "　" * 2 * (one.depth + 1) + f"条件：{one.when}", quiet=True)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.told.emit()

    # the phrases

    def refresh(self) -> None:
        """Read the phrases anew, the cursor where it was; the templates once."""
        if not self.kinds.count():
            self._fill_kinds()
        kept = self._current_id()
        self.phrases.clear()
        with self.known.facts() as facts:
            rows = [row for row in facts.live(KIND) if row["dictionary"] == PHRASES]
        rows.sort(key=lambda row: (row["position"], row["id"]))
        items: dict[int, QTreeWidgetItem] = {}
        for row in sorted(rows, key=lambda row: row["parent_id"] is not None):
            item = QTreeWidgetItem([str(row["word"])])
            item.setToolTip(0, str(row["word"]))
            item.setData(0, Qt.ItemDataRole.UserRole, row["id"])
            items[row["id"]] = item
            parent = items.get(row["parent_id"] or 0)
            if parent is None:
                self.phrases.addTopLevelItem(item)
            else:
                parent.addChild(item)
        self.phrases.expandAll()
        now = items.get(kept or 0) or self.phrases.topLevelItem(0)
        if now is not None:
            self.phrases.setCurrentItem(now)
        self.told.emit()

    def _current_id(self) -> int | None:
        item = self.phrases.currentItem()
        return int(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else None

    def _heading_id(self) -> int | None:
        item = self.phrases.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return int(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else None

    def add(self) -> None:
        """A new phrase under the heading of the cursor; without one, a new heading."""
        heading = self._heading_id()
        word = ask_text(self.window(), "新增常用语", "常用语", "新增常用语")
        if not word:
            return
        with self.known.facts() as facts:
            last = max((row["position"] for row in facts.live(KIND) if row["dictionary"] == PHRASES), default=0)
        values = {"dictionary": PHRASES, "word": word, "parent_id": heading, "position": last + 1}
        self._save(lambda: records.save(self.desk, TERMS, new_draft(Term, values)))

    def change(self) -> None:
        """Other words for the phrase of the cursor."""
        term_id = self._current_id()
        if term_id is None:
            return
        with self.desk.store.read() as session:
            draft = records.load(session, Term, term_id)
        word = ask_text(self.window(), "修改常用语", "常用语", "保存", str(draft[Term.word]))
        if word and word != draft[Term.word]:
            draft[Term.word] = word
            self._save(lambda: records.save(self.desk, TERMS, draft))

    def drop(self) -> None:
        """Delete the phrase of the cursor."""
        term_id, item = self._current_id(), self.phrases.currentItem()
        if term_id is None or item is None:
            return
        reason = ask_reason(self.window(), "删除常用语", f"删除：{item.text(0)}", "删除常用语", dangerous=True)
        if reason is not None:
            self._save(lambda: records.retire(self.desk, TERMS, [term_id], reason))

    def _save(self, act: Callable[[], Outcome]) -> None:
        try:
            outcome = act()
        except Refusal as refused:
            self.bus.failed.emit(refused.said)
            return
        self.known.forget()
        self.bus.mended.emit()
        self.bus.committed.emit(outcome)
        self.refresh()

    def _open_all(self) -> None:
        with self.known.facts() as facts:
            ids = tuple(row["id"] for row in facts.live(KIND) if row["dictionary"] == PHRASES)
        self.bus.open_records.emit(KIND, ids, PHRASES)

    def next_pane(self) -> None:
        """F6: kinds → what is said → phrases."""
        panes = (self.kinds, self.text, self.phrases)
        at = next((at for at, pane in enumerate(panes) if pane.hasFocus()), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    # what the screen asks

    def status(self) -> list[str]:
        tops = self.phrases.topLevelItemCount()
        items = (self.phrases.topLevelItem(at) for at in range(tops))
        count = sum(item.childCount() for item in items if item is not None)
        return [f"模板 {self.kinds.count()} 种", f"常用语 {tops} 组 {count} 条"]

    def deeds(self) -> Deeds:
        return {"new": self.add, "refresh": self.refresh}


def _pane(title: str, inner: QWidget, deeds: list[QWidget] | None = None) -> QWidget:
    made = QWidget()
    made.setProperty("ground", "surface")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(pane_head(label(title, "panel"), end=deeds or ()))
    column.addWidget(inner, 1)
    return made


def _write(cursor: QTextCursor, text: str, *, strong: bool = False, quiet: bool = False) -> None:
    look = QTextCharFormat()
    look.setForeground(colour("ink3" if quiet else "ink"))
    look.setFontWeight(700 if strong else 400)
    look.setProperty(QTextCharFormat.Property.FontPixelSize, px(12 if quiet else 13))
    cursor.insertText(text, look)
    cursor.insertBlock()
