"""The open desk on the window: tabs, menus, status, undo, papers, backup, locking."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_app.registers.saved_tables import SAVED_TABLES
from desktop_app.reports.request import Request
from desktop_app.services import access
from desktop_app.services.bin import Deleted
from desktop_app.services.desk import SHUT, Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store import undo
from desktop_app.store.file import Store
from desktop_app.store.preferences import Preferences
from desktop_app.store.undo import Undone
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.views import help as pages
from desktop_app.views import theme
from desktop_app.views.archive.opening import offered_pages, open_archive, show_offered
from desktop_app.views.badges import badges
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.bus import Bus
from desktop_app.views.envelope import EnvelopePage
from desktop_app.views.finder import Finder
from desktop_app.views.front import Given
from desktop_app.views.gate import Gate
from desktop_app.views.import_preview import import_ledgers
from desktop_app.views.inspecting import WRITING, refused
from desktop_app.views.jobs import Cancelled
from desktop_app.views.keeping import Keeping
from desktop_app.views.menus import MenuStrip
from desktop_app.views.month_close import close_months
from desktop_app.views.package_dialog import pack
from desktop_app.views.paper import Paper, offered_paper, recovery_writer
from desktop_app.views.papers import about, choose_paper
from desktop_app.views.past.asking import AsOf
from desktop_app.views.progress import ProgressWatch
from desktop_app.views.recycle import BinDialog, read_bin
from desktop_app.views.register.guarded import GuardedScreen
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from desktop_app.views.secrets import ask_change, ask_inspector, ask_password
from desktop_app.views.sensitive import TABS as SENSITIVE_TABS
from desktop_app.views.sensitive import Sensitive
from desktop_app.views.tables.window import Given as TableGiven
from desktop_app.views.tables.window import Tables
from desktop_app.views.text import INSPECTING, PRACTICE
from desktop_app.views.workspace import Workspace

UNDONE = "已撤销"


class Session(QObject):
    """From unlocking to closing. ``restore_wanted`` asks to begin again from a backup file, the desk being closed."""

    restore_wanted = Signal(object)

    def __init__(self, given: Given, desk: Desk) -> None:
        super().__init__(given.window)
        self.given, self.desk = given, desk
        self.bus = Bus(self)
        self.window, self.settings = given.window, given.settings
        self.keeping = Keeping(desk, self.bus, given.jobs, given.settings, given.window.status)
        self.preferences = Preferences(desk.store)
        self.gate = Gate(given, desk, self.leave, self)
        self.sensitive = Sensitive(desk, given.settings, self)
        self.gate.locked.connect(self.sensitive.close)
        ProgressWatch(given.jobs, given.window, self)
        self.tables = Tables(given.window, TableGiven(desk, self.bus, given.jobs, given.settings))
        self._unsealed = ""
        self.as_of = AsOf(desk, self.bus, given.jobs, given.settings, self.preferences, self)
        self.deeds: Mapping[str, Callable[[], object]] = self._own_deeds()
        self._build()
        self._connect()

    def _build(self) -> None:
        """What has to be made anew when the scale changes."""
        desk, jobs = self.desk, self.given.jobs
        self.workspace = Workspace(
            self.bus, tabs(desk, self.bus, jobs, self.settings, self.preferences, self.sensitive)
        )
        self.menu = MenuStrip(self._ready, self._current, self._mark)
        self.finder = Finder(desk, self.menu.search, self.window, jobs, (offered_pages,))
        self.menu.asked.connect(self.do)
        self.menu.chosen.connect(self._choose)
        self.finder.chosen.connect(self._found)
        self.finder.all_chosen.connect(self.bus.open_records)
        self.finder.offered.connect(partial(show_offered, self.window, desk, self.bus))
        self.sensitive.shut.connect(self.finder.leave)
        self.gate.locked.connect(self.finder.leave)
        self.workspace.told.connect(self._tell)

    def _connect(self) -> None:
        self.bus.committed.connect(self._committed)
        self.sensitive.opened.connect(self.bus.gate_turned)
        self.sensitive.shut.connect(self.bus.gate_turned)
        self.sensitive.shut.connect(lambda: self.as_of.leave(self.workspace, SENSITIVE_TABS))
        self.bus.said.connect(self.window.status.say)
        self.bus.paper_asked.connect(self.preview)
        self.bus.import_asked.connect(lambda _kind: self.do("import"))
        self.window.status.pressed.connect(self.do)
        self.gate.unlocked.connect(self._back)
        self.gate.renewed.connect(self._show_envelope)

    def start(self, first: str = "") -> None:
        """Show the desk; ``first`` may ask for the import dialog."""
        with self.desk.facts() as facts:
            self.settings.unit = str(facts.unit.get("name") or "")
            self.settings.year = int(facts.unit.get("year") or 0)
        self.window.set_mark(self._mark)
        self._show()
        self.workspace.show_tab(0)
        self._badge()
        self.keeping.start()
        if first == "import":
            self.do("import")

    @property
    def _mark(self) -> str:
        """What kind of desk it is, where it is not the office's own."""
        return INSPECTING if self.desk.inspecting else PRACTICE if self.desk.store.practice else ""

    def _show(self) -> None:
        self.window.show_desk(self.workspace, self.menu)
        self._tell()
        self.keeping.tell_again()

    def leave(self) -> bool:
        """Let every screen keep what is typed as a draft; False when one asks to stay."""
        return self.workspace.leave()

    def close(self) -> bool:
        """Keep what is typed, stop watching; False when a screen asks to stay."""
        if not self.gate.may_close() or not self.leave():
            return False
        self.gate.stop()
        self.sensitive.stop()
        self.keeping.stop()
        self.as_of.close()
        return True

    def _own_deeds(self) -> dict[str, Callable[[], object]]:
        window = self.window
        return {
            "import": lambda: import_ledgers(window, self.desk, self.given.jobs, self.bus),
            "backup": self.keeping.now,
            "backup_place": self._choose_second,
            "restore_backup": self._restore,
            "lock": self.gate.lock,
            "quit": window.close,
            "undo": partial(self._give_back, undo.undo, UNDONE),
            "redo": partial(self._give_back, undo.redo, "已重做"),
            "search": self._search,
            "as_of": self._as_of,
            "scale": lambda: None,
            "idle": lambda: None,
            "sensitive": lambda: None,
            "papers": self._papers,
            "archive": self._archive,
            "tables": self.tables.open,
            "print_record": self._print_record,
            "month_close": lambda: close_months(window, self.desk, self.bus, self.workspace.tab_now),
            "verify": self.keeping.verify,
            "package": lambda: pack(window, self.desk, self.given.jobs, self.settings, self.bus),
            "password": self._change_password,
            "inspector": self._set_inspector,
            "recycled": self._read_bin,
            "new_recovery": self._new_recovery,
            "folder": self._open_folder,
            "help": lambda: pages.show_help(window, self.workspace.tab_now),
            "keys": lambda: pages.show_keys(window),
            "about": lambda: pages.show_about(window, str(self.desk.store.folder.root)),
        }

    def _deed(self, code: str) -> Callable[[], object] | None:
        screen = self.workspace.screen_now
        offered = {**self.workspace.deeds(), **(screen.deeds() if screen is not None else {}), **self.deeds}
        return offered.get(code)

    def _ready(self, code: str) -> bool:
        return self._deed(code) is not None and not (self.desk.inspecting and code in WRITING)

    def do(self, code: str) -> None:
        """Carry out a command; a refusal is shown above the table."""
        deed = self._deed(code)
        if deed is None or self.gate.is_locked or (code in WRITING and refused(self.desk, self.bus)):
            return
        try:
            deed()
        except (Refusal, Damaged) as trouble:
            self.bus.failed.emit(trouble.said)

    def _current(self, code: str) -> int:
        return {
            "scale": theme.scale(),
            "idle": self.settings.idle_minutes,
            "sensitive": self.settings.sensitive_minutes,
        }.get(code, 0)

    def _choose(self, code: str, value: int) -> None:
        if code == "idle":
            self.gate.set_minutes(value)
            self.bus.said.emit(f"闲置 {value} 分钟自动锁定")
        elif code == "sensitive":
            self.sensitive.set_minutes(value)
            self.bus.said.emit(f"敏感台账 {value} 分钟不用再锁")
        elif code == "scale":
            self.settings.scale = value
            self._rebuild(value)
            self.bus.said.emit(f"字号 {value}%")
        self._remember()

    def _remember(self) -> None:
        """Habits to the disk at once: the power may go. A practice county leaves nothing behind."""
        if self.desk.store.keeps_habits:
            self.settings.write(self.desk.store.folder.settings)

    def _rebuild(self, percent: int) -> None:
        """The screens again at the new scale, on the same tab; what is typed comes back as a draft.

        The old ones go before the style changes: dressing them anew would take most of the time.
        """
        self.leave()
        tab, old = self.workspace.tab_now, self.workspace
        self.finder.deleteLater()
        self.window.drop_desk()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)
        theme.apply(app, percent)
        self._build()
        self._show()
        self.workspace.show_code(tab)
        self._badge()

    def _committed(self, outcome: Outcome) -> None:
        self.window.status.say("　".join(filter(None, (outcome.said, self._way_back(outcome)))))
        if outcome.batch is not None:
            self.keeping.saved(self.desk.clock.now())
        self._badge()

    def _way_back(self, outcome: Outcome) -> str:
        """The key that turns an act round; empty where nothing was written or it stands for good."""
        if outcome.batch is None:
            return ""
        if outcome.said.startswith(UNDONE):
            return "重做 Ctrl+Y"
        with self.desk.store.read() as session:
            return "撤销 Ctrl+Z" if undo.undoable(session) is not None else ""

    def _badge(self) -> None:
        self.workspace.set_badges(badges(self.desk))

    def _tell(self) -> None:
        screen = self.workspace.screen_now
        if screen is not None and not self.gate.is_locked:
            self.window.status.counts(screen.status())

    def _give_back(self, act: Callable[[Store], Undone], how: str) -> None:
        done = act(self.desk.store)
        for kind, ids in done.ids.items():
            self.bus.committed.emit(Outcome(kind, ids, f"{how} {done.act}", done.batch_id))

    def _search(self) -> None:
        self.menu.search.setFocus()
        self.menu.search.selectAll()

    def _found(self, kind: str, record_id: int) -> None:
        """Open what was searched for: a statistical table counted, anything else in its register."""
        if kind == SAVED_TABLES.kind:
            self.tables.open(record_id)
        else:
            self.bus.open_record.emit(kind, record_id)

    def _papers(self) -> None:
        """Every paper; those of the record the cursor is on first."""
        screen = self.workspace.screen_now
        if isinstance(screen, GuardedScreen) and screen.is_drawn:
            raise Refusal(SHUT)
        place = screen.place if isinstance(screen, RegisterScreen) else None
        one = about(self.desk, place.register, place.record_id) if place is not None and place.record_id else None
        chosen = choose_paper(self.window, self.workspace.tab_now, one)
        if chosen:
            self.preview(*chosen)

    def _print_record(self) -> None:
        """The papers of the record the cursor is on."""
        screen = self.workspace.screen_now
        if isinstance(screen, BulletinScreen):
            screen.acts.print()
            return
        if not isinstance(screen, RegisterScreen) or screen.place.record_id is None:
            raise Refusal("没有选中记录。先选一条再打印")
        self._papers()

    def _archive(self) -> None:
        """The pages of people and cases; those of the record the cursor is on first."""
        screen = self.workspace.screen_now
        place = screen.place if isinstance(screen, RegisterScreen) else None
        about_it = (place.register, place.record_id or 0) if place is not None else (None, 0)
        open_archive(self.window, self.desk, self.bus, *about_it)

    def preview(self, paper_id: str, record: str = "") -> None:
        """Make a paper of the catalogue and show it."""
        request = Request(self.desk, self.desk.today, None, record)
        fail, said = self.bus.failed.emit, self.bus.said.emit
        offered_paper(self.window, paper_id, request, self.given.jobs, self.settings, fail, said).preview()

    def _as_of(self) -> None:
        """截至某日; a tab with sensitive registers only while these are open."""
        if self.workspace.tab_now in SENSITIVE_TABS and not self.sensitive.any_open:
            raise Refusal(SHUT)
        self.as_of.ask(self.workspace)

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window, "第二备份位置", self.settings.second_backup)
        if chosen:
            self.settings.second_backup = chosen
            self._remember()
            self.bus.said.emit(f"第二备份位置：{chosen}")
            self.keeping.now()

    def _restore(self) -> None:
        backups = str(self.desk.store.folder.backups)
        chosen, _ = QFileDialog.getOpenFileName(self.window, "选择备份", backups, "规整台备份 (*.gzt)")
        if chosen and self.close():
            self.restore_wanted.emit(Path(chosen))

    def _change_password(self) -> None:
        asked = ask_change(self.window)
        if asked:
            self.given.jobs.run(
                lambda _progress: access.change_password(self.desk, *asked), self.bus.said.emit, self._failed
            )

    def _read_bin(self) -> None:
        self.given.jobs.run(lambda progress: read_bin(self.desk, progress), self._show_bin, self._failed, "读回收站")

    def _show_bin(self, found: list[Deleted]) -> None:
        dialog = BinDialog(self.window, self.desk, found)
        dialog.opened.connect(self.bus.open_record)
        dialog.restored.connect(self.bus.committed)
        self.sensitive.shut.connect(dialog.reject)
        dialog.exec()
        dialog.deleteLater()

    def _set_inspector(self) -> None:
        asked = ask_inspector(self.window, access.has_inspector(self.desk))
        if asked is None:
            return
        secret, new = asked
        act = (
            partial(access.set_inspector, self.desk, secret, new)
            if new
            else partial(access.withdraw_inspector, self.desk, secret)
        )
        self.given.jobs.run(lambda _progress: act(), self.bus.said.emit, self._failed)

    def _new_recovery(self) -> None:
        said = "换新恢复码后，信封里的旧码作废。输入口令继续"
        secret = ask_password(self.window, "换恢复码", said, "换恢复码")
        if secret:
            self.given.jobs.run(
                lambda _progress: access.renew_recovery(self.desk, secret), self._show_envelope, self._failed
            )

    def _show_envelope(self, recovery: str) -> None:
        page = EnvelopePage(recovery)
        write = recovery_writer(self.desk, recovery)
        paper = Paper(self.window, "恢复码", "recovery", write, self.given.jobs, self.settings, page.say, page.tell)
        page.offer(paper.print, paper.save)
        page.kept.connect(self._sealed)
        self._unsealed = recovery
        self.window.show_front(page, "恢复码", "")

    def _sealed(self) -> None:
        self._unsealed = ""
        self._show()

    def _back(self) -> None:
        """Unlocked: to the desk, or to the recovery key that is not on paper yet."""
        if self._unsealed:
            self._show_envelope(self._unsealed)
        else:
            self._show()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.store.folder.root)))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        self.bus.failed.emit(error.said)
