"""新增: the dialog for a new record, made for many in a row."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.registers.spec import Register
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome, Twin
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, HintButton, link
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.alike import Alike, LookDialog, said_of, with_recurrence
from desktop_app.views.register.faults import counted
from desktop_app.views.register.form import Form
from desktop_app.views.register.keeper import EVERY_MS, Keeper
from desktop_app.views.register.sight import InSight
from desktop_app.views.theme import px

Save = Callable[[Draft], Outcome]


class Entry(Dialog):
    """One new record after another (新增). ``saved`` carries each outcome; what is unsaved is kept as a draft.

    After 保存并新增 the next record begins with what the register carries over, the cursor in the first field it does
    not. With ``jobs`` to ask by, what may be said already (疑似重复) is noted under the subject.
    """

    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        register: Register,
        form: Form,
        keeper: Keeper,
        save: Save,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__(parent, f"新增{register.title}", 800)
        self.register = register
        self.form = form
        self.number = ""
        self._keeper = keeper
        self._save = save
        self._done = False
        self._kept_at = ""
        self._room = 0
        self._growing = QTimer(self)
        self._told = ("", "")
        self.twins: Sequence[Twin] = ()
        self.alike = Alike(register, form.known, jobs, self) if jobs is not None and register.alike else None
        self.body.setContentsMargins(0, 0, 0, 0)
        self._scroll = self._scrolled(form)
        self.body.addWidget(self._scroll)
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
        self._listen()
        self.store.setAutoDefault(True)
        self.again.setAutoDefault(True)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._open()

    def _listen(self) -> None:
        form = self.form
        form.changed.connect(self._forgive)
        form.changed.connect(self._typed)
        self._growing.setSingleShot(True)
        self._growing.timeout.connect(self._grow)
        form.changed.connect(self._growing.start)
        for fold in form.folds:
            fold.head.toggled.connect(lambda _on: self._growing.start())
        form.settled.connect(self.keep)
        form.ended.connect(self._ended)
        form.cancelled.connect(self.reject)
        if self.alike is not None:
            form.settled.connect(self._ask)
            self.alike.found.connect(self._show_twins)
            form.seats[self.register.subject.key].tip.clicked.connect(self.look)
            QShortcut(QKeySequence("F9"), self, self.look)

    def _ask(self) -> None:
        if self.alike is not None:
            self.alike.ask(self.form.draft)

    def _ended(self) -> None:
        """Enter on the last field: on to saving, in a burst to saving and the next."""
        (self.again if self.form.carried else self.store).setFocus()

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
        self._sight = InSight(scroll)
        return scroll

    def _open(self) -> None:
        """A blank record, or what was typed and never saved."""
        kept, draft = self._keeper.find(None), self._blank()
        if kept is None:
            self.begin(draft)
            return
        self.fresh.show()
        self._kept_at = f"接着上次未存的草稿（{kept.kept_at.astimezone():%m-%d %H:%M}）"
        self.begin(kept.over(draft), kept.names, kept.carried)
        self.form.retype(kept.texts)

    def _blank(self) -> Draft:
        with self.form.known.facts() as facts:
            return self.register.blank(facts)

    def _next(self) -> None:
        """The next of a burst: what the register carries over stands there already (同上)."""
        before, draft = self.form.draft, self._blank()
        newly = self.register.newly
        names = newly.carried_names if newly is not None else frozenset()
        carried = {name for name in names if before.values.get(name) or before.parts.get(name)}
        for name in carried:
            if rows := before.parts.get(name):
                draft.parts[name] = [{key: value for key, value in row.items() if key != "id"} for row in rows]
            else:
                draft.values[name] = before.values[name]
        self.begin(draft, (), carried)

    def start_afresh(self) -> None:
        """Forget what was kept and begin with a blank record."""
        self._keeper.drop(None)
        self._kept_at = ""
        self.fresh.hide()
        self.begin(self._blank())

    def begin(self, draft: Draft, typed: Iterable[str] = (), carried: Iterable[str] = ()) -> None:
        """Show a draft and put the cursor into its first field that was not carried over."""
        self._done = False
        self._told = ("", "")
        self.form.load(draft, typed, carried)
        if self.alike is not None:
            self.alike.forget()
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
        self.faults.setText(counted(faults, self.register))
        self.faults.setVisible(bool(faults))
        said, role = self._told if self._told[0] else (self._kept_at, "meta")
        self.say(said, role)
        self.said.setVisible(bool(said))

    def _show_twins(self, twins: Sequence[Twin]) -> None:
        self.twins = twins
        self.form.seats[self.register.subject.key].suggest(said_of(twins))
        self._growing.start()

    def look(self) -> None:
        """F9: read what may be said already; what is typed stays."""
        if self.twins:
            back = QApplication.focusWidget()
            dialog = LookDialog(self, self.register, self.form.known, self.twins)
            dialog.exec()
            dialog.deleteLater()
            if back is not None:
                back.setFocus()

    def keep(self) -> None:
        """Keep what is typed so far and not yet saved."""
        form = self.form
        if not self._done and form.is_changed and self._keeper.keep(form.draft, form.unread, form.carried):
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
        outcome = with_recurrence(outcome, self.register, self.form.known)
        if self.alike is not None:
            self.alike.own.update(outcome.ids)
        self.saved.emit(outcome)
        if again:
            self._next()
            warned = next((f"{outcome.said}。注意：{warning.said}" for warning in outcome.warnings), "")
            self._told = (warned, "note") if warned else (outcome.said, "good")
            self._typed()
        else:
            self.accept()

    def _forgive(self) -> None:
        """What was refused is changed: the refusal need not stand any longer."""
        self._told = ("", "") if self._told[1] == "error" else self._told

    def _refused(self, refused: Refusal) -> None:
        self.form.refused(refused.field, refused.said)
        if refused.field not in self.form.seats:
            self._told = (refused.said, "error")
            self._typed()

    def reject(self) -> None:
        """Leaving keeps what was typed; it is offered at the next 新增."""
        if not self._done:
            if self.form.is_changed:
                self.keep()
            else:
                self._keeper.drop(None)
        self._timer.stop()
        super().reject()

    def done(self, result: int) -> None:
        if self.alike is not None:
            self.alike.stop()
        super().done(result)

    def fit(self, room: int) -> None:
        """As tall as the fields need, as far as the window allows; taller when notes and rows are added."""
        self._room = room
        self.resize(px(800), self._wanted)

    @property
    def _wanted(self) -> int:
        return min(self._inner.sizeHint().height() + px(30) + px(56) + 4, self._room)

    def _grow(self) -> None:
        if self._room and self._wanted > self.height():
            self.resize(self.width(), self._wanted)
