"""附件 (Alt+D): the files of one record; added by dialog or dropped on the list, opened as a copy."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from desktop_app.models.keeping import Attachment
from desktop_app.registers.spec import Register
from desktop_app.services import attached
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store import attachments
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog, ask_reason, ask_text
from desktop_app.views.icons import icon
from desktop_app.views.inspecting import rest
from desktop_app.views.register.tail import sized
from desktop_app.views.theme import px


class AttachmentDialog(Dialog):
    """The attachments of one record. ``changed`` carries the outcome of every act."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, register: Register, record_id: int, title: str) -> None:
        super().__init__(parent, f"附件　{title}", 560)
        self._desk, self._register, self._record_id = desk, register, record_id
        self._rows: list[Attachment] = []
        self._copies = QTemporaryDir()
        self.list = QListWidget()
        self.list.setProperty("frame", "box")
        self.list.setAccessibleName("附件")
        self.list.setMinimumHeight(px(200))
        self.list.itemActivated.connect(lambda _entry: self.open_copy())
        self.body.addWidget(self.list)
        self.body.addWidget(label("也可以把文件拖到这里。附件存进加密的数据文件，原文件不动。", "meta"))
        self.setAcceptDrops(not desk.inspecting)
        drop = self.add_button("去掉…", "Delete", self.drop, "plain")
        note = self.add_button("说明…", "F2", self.annotate)
        self.add_button("打开副本", "Enter", self.open_copy)
        add = self.add_button("添加…", "Alt+A", self.ask_files, PRIMARY)
        if desk.inspecting:
            rest(drop, note, add)
        self.add_button("关闭", "Esc", self.accept)
        self.fill()

    def fill(self) -> None:
        with self._desk.store.read() as session:
            self._rows = attachments.of_record(session, self._register.kind, self._record_id)
        self.list.clear()
        for row in self._rows:
            note = f"　{row.note}" if row.note else ""
            said = f"{attachments.shown_name(row.name)}　{sized(row.size)}　{row.added_at.astimezone():%m-%d}{note}"
            self.list.addItem(QListWidgetItem(icon("paperclip"), said))
        if self._rows:
            self.list.setCurrentRow(0)
        self.say("" if self._rows else "还没有附件。", "meta")

    @property
    def current(self) -> Attachment | None:
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def ask_files(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, "添加附件")
        self.add_files([Path(path) for path in paths])

    def add_files(self, paths: list[Path]) -> None:
        """Attach files by path."""
        if not paths:
            return
        try:
            files = [(path.name, path.read_bytes()) for path in paths if path.is_file()]
        except OSError:
            self.say("文件读不出来。看看是否被占用，再添加一次")
            return
        self._carry_out(lambda: attached.attach(self._desk, self._register, self._record_id, files))

    def annotate(self) -> None:
        row = self.current
        if row is not None:
            note = ask_text(self, "附件说明", attachments.shown_name(row.name), "存说明", row.note)
            if note is not None:
                self._carry_out(lambda: attached.annotate(self._desk, self._register, row.id, note))

    def drop(self) -> None:
        row = self.current
        if row is None:
            return
        name = attachments.shown_name(row.name)
        reason = ask_reason(self, "去掉附件", f"去掉附件“{name}”？可撤销。", "去掉附件", dangerous=True)
        if reason is not None:
            self._carry_out(lambda: attached.detach(self._desk, self._register, row.id, reason))

    def open_copy(self) -> None:
        """Write a copy aside and hand it to the program that opens such files; the copy goes with this dialog."""
        row = self.current
        if row is None:
            return
        with self._desk.store.read() as session:
            data = attachments.open_bytes(session, row.id)
        copy = Path(self._copies.path()) / attachments.shown_name(row.name)
        copy.write_bytes(data)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.say("这台机器上没有能打开它的程序")

    def _carry_out(self, act: Callable[[], Outcome]) -> None:
        try:
            outcome = act()
        except Refusal as refused:
            self.say(refused.said)
            return
        self.fill()
        self.changed.emit(outcome)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        urls = event.mimeData().urls()
        self.add_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()
