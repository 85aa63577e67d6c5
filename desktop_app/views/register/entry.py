"""新增: the dialog for a new record, made for many in a row."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.registers.spec import Register
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, HintButton, link
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.form import Form
from desktop_app.views.register.keeper import EVERY_MS, Keeper
from desktop_app.views.register.panel import counted
from desktop_app.views.theme import px

Save = Callable[[Draft], Outcome]


class Entry(Dialog):
    """One new record after another (新增). ``saved`` carries each outcome; what is unsaved is kept as a draft."""

    saved = Signal(object)

    def __init__(self, parent: QWidget | None, register: Register, form: Form, keeper: Keeper, save: Save) -> None:
        super().__init__(parent, f"新增{register.title}", 800)
        self.register = register
        self.form = form
        self.number = ""
        self._keeper = keeper
        self._save = save
        self._done = False
        self._kept_at = ""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._scrolled(form))
        for key, words in (
            ("Enter", "下一项"),
            ("Ctrl+D", "同上一条"),
            ("Ctrl+Shift+D", "全部同上"),
            ("F8", "登记新的"),
        ):
            self.hint(key, words)
        self.hint("", "日期可填 +30、515、5.15")
        self.said.hide()
        self.faults = HintButton("", "", "link", clicked=self._go_to_fault)
        self.faults.setProperty("tone", "red")
        foot = self._row(self._foot)
        foot.insertWidget(0, self.faults)
        self.fresh = link("从头填", self.start_afresh)
        self.fresh.hide()
        foot.insertWidget(2, self.fresh)
        foot.insertStretch(3)
        self.cancel = self.add_button("取消", "Esc", self.reject)
        self.again = self.add_button("保存并新增", "Ctrl+Shift+Enter", partial(self.save, again=True))
        self.store = self.add_button("保存", "Ctrl+Enter", self.save, PRIMARY)
        form.changed.connect(self._typed)
        form.settled.connect(self.keep)
        form.ended.connect(self.store.setFocus)
        form.cancelled.connect(self.reject)
        self.store.setAutoDefault(True)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self.begin(*self._first_draft())

    def _scrolled(self, form: Form) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("ground", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(24), px(18), px(24), px(12))
        column.addWidget(form)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self._inner = inner
        return scroll

    def _first_draft(self) -> tuple[Draft, set[str]]:
        """A blank record, or what was typed and never saved."""
        kept = self._keeper.find(None)
        draft = new_draft(self.register.model)
        if kept is not None:
            kept.over(draft)
            self.fresh.show()
            self._kept_at = f"接着上次未存的草稿（{kept.kept_at.astimezone():%m-%d %H:%M}）"
        return draft, kept.names if kept is not None else set()

    def start_afresh(self) -> None:
        """Forget what was kept and begin with a blank record."""
        self._keeper.drop(None)
        self._kept_at = ""
        self.fresh.hide()
        self.begin(new_draft(self.register.model))

    def begin(self, draft: Draft, typed: Iterable[str] = ()) -> None:
        """Show a draft and put the cursor into its first field."""
        self._done = False
        self.form.load(draft, typed)
        self.form.focus_first()
        self._timer.start()
        self._typed()

    def _name_it(self) -> None:
        """The title tells the number the record is going to get."""
        with self.form.known.facts() as facts:
            self.number = self.register.promised(self.form.draft, facts)
        title = f"新增{self.register.title}"
        self.setWindowTitle(f"{title}　{self.number}" if self.number else title)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self.form.jump(event):
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._name_it()
        faults = self.form.shown_faults
        self.faults.setText(counted(faults, self.form))
        self.faults.setVisible(bool(faults))
        self.say(self._kept_at, "meta")
        self.said.setVisible(bool(self._kept_at))

    def keep(self) -> None:
        """Keep what is typed so far and not yet saved."""
        if not self._done and self.form.is_changed and self._keeper.keep(self.form.draft):
            self._kept_at = f"草稿已自动存 {self._keeper.store.clock.now().astimezone():%H:%M}"
            self._typed()

    def _go_to_fault(self) -> None:
        self.form.focus_field(next(iter(self.form.shown_faults), ""))

    def save(self, again: bool = False) -> None:
        """Save, or go to the first fault; ``again`` opens the next one."""
        if not self.form.ask_all():
            return
        try:
            outcome = self._save(self.form.draft)
        except Refusal as refused:
            self._refused(refused)
            return
        self._done = True
        self._keeper.drop(None)
        self._kept_at = ""
        self.fresh.hide()
        self._timer.stop()
        self.saved.emit(outcome)
        if again:
            self.say(outcome.said, "good")
            self.begin(new_draft(self.register.model))
            self.say(outcome.said, "good")
            self.said.show()
        else:
            self.accept()

    def _refused(self, refused: Refusal) -> None:
        self.form.refused(refused.field, refused.said)
        if refused.field not in self.form.seats:
            self.say(refused.said)
            self.said.show()

    def reject(self) -> None:
        """Leaving keeps what was typed; it is offered at the next 新增."""
        if not self._done:
            if self.form.is_changed:
                self.keep()
            else:
                self._keeper.drop(None)
        self._timer.stop()
        super().reject()

    def fit(self, room: int) -> None:
        """As tall as the fields need, as far as the window allows."""
        wanted = self._inner.sizeHint().height() + px(110)
        self.resize(px(800), min(wanted, room))
