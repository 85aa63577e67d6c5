"""The 台账 screen of a tab: any registers, any boards of the first one, one bar, one list, one panel."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from desktop_app.registers.spec import Register
from desktop_app.reports.catalogue import BY_ID as PAPERS_BY_ID
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.inspecting import office_only, rest
from desktop_app.views.jobs import Jobs
from desktop_app.views.register import board as views
from desktop_app.views.register import output
from desktop_app.views.register.bar import Bar, Outside, below
from desktop_app.views.register.board import Board, BoardMaker, FigureBoard, RosterBoard, begin, home, renew, seat
from desktop_app.views.register.deeds import Deeds, Trail, open_from_board, record_deeds, walk
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.face import Faces, seat_face
from desktop_app.views.register.keeper import unsaved
from desktop_app.views.register.keys import own_key, shortcuts
from desktop_app.views.register.known import Known
from desktop_app.views.register.nothing import Nothing
from desktop_app.views.register.place import Place
from desktop_app.views.register.saved import SavedViews, entry
from desktop_app.views.register.showing import Showing
from desktop_app.views.register.split import Split
from desktop_app.views.register.verbs import ActionDialog

LEDGER = "台账"
"""The word for the list of the first register where boards stand beside it."""


class RegisterScreen(QWidget):
    """A tab that keeps registers (台账). ``told`` says that ``status`` or ``deeds`` changed.

    ``views`` of the switch: the boards, then the lists; with ``list_first`` the first list, called 台账, before them.
    ``outside`` names views of the tab that are no part of this screen; ``PLACE`` is what its registers stand in.
    """

    told = Signal()
    PLACE: type[Place] = Place

    def __init__(
        self,
        desk: Desk,
        bus: Bus,
        jobs: Jobs,
        register: Register,
        boards: Sequence[BoardMaker] = (),
        registers: Sequence[Register] = (),
        *,
        list_first: bool = False,
        settings: Settings | None = None,
        preferences: Preferences | None = None,
        dialogs: Mapping[str, ActionDialog] | None = None,
        faces: Faces | None = None,
        outside: Outside = ((), ()),
    ) -> None:
        super().__init__()
        self.desk, self.bus, self.jobs = desk, bus, jobs
        self.settings = settings or Settings()
        self.preferences = preferences or Preferences(desk.store)
        self.known, self.recent, self.trail = Known(desk), Recent(), Trail()
        self.register = register
        self.registers = (register, *(kept for kept in registers if kept.kind != register.kind))
        self.boards: list[Board] = [make(desk) for make in boards]
        first = [register] if list_first and boards else []
        self.order: list[Board | Register] = [*first, *self.boards, *self.registers[len(first) :]]
        self._dialogs, self._faces = dict(dialogs or {}), dict(faces or {})
        self._places: dict[str, Place] = {}
        self._greeted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = Bar([LEDGER if first and view is register else view.title for view in self.order], None, outside)
        column.addWidget(self.bar)
        self.split = Split(register.tab, self.preferences)
        self.views, self.panels = self.split.views, self.split.panels
        for board in self.boards:
            assert isinstance(board, QWidget)
            self.views.addWidget(board)
        column.addWidget(self.split, 1)
        self.nothing = self._offer(Nothing())
        self.views.addWidget(self.nothing)
        self.saved = SavedViews(self, self.preferences, lambda: self.place.listing, self._show_as, bus.said.emit)
        self._connect()
        self._bind()
        if desk.inspecting:
            rest(self.bar.new, self.nothing.new, self.nothing.take_in)
        self.show_view(0)

    def _connect(self) -> None:
        bar = self.bar
        bar.views.chosen.connect(self.show_view)
        bar.chips.chosen.connect(lambda at: self._narrow(chip=at))
        bar.filter.settled.connect(lambda text: self._narrow(text=text))
        bar.filter.done.connect(self.back)
        bar.print_button.clicked.connect(self.print_view)
        bar.new.clicked.connect(self.new_record)
        bar.excel.clicked.connect(lambda: below(self.excel_menu(), bar.excel))
        bar.more_views.triggered.connect(lambda: below(self.saved.menu(), bar.filter))
        self.bus.committed.connect(self._committed)
        for board in self.boards:
            board.selected.connect(lambda record_id: self.place.listing.table.go_to(record_id))
            board.opened.connect(partial(self.open_record, home(board, self.registers).kind))
            views.lead(board, partial(self.show_only, self.register.kind), self.bus, partial(open_from_board, self))

    def _offer(self, nothing: Nothing) -> Nothing:
        """Let an empty state do what it offers."""
        nothing.new_asked.connect(self.new_record)
        nothing.import_asked.connect(self.import_files)
        return nothing

    def _bind(self) -> None:
        for key, deed in shortcuts(self).items():
            QShortcut(QKeySequence(key), self, deed)

    def act_by_key(self, key: str) -> None:
        """Carry out the verb of the register shown that has this key."""
        found = next((action for action in self.place.register.actions if action.key == key), None)
        if found is not None:
            self.place.act(found.code)

    # which view

    @property
    def board(self) -> Board | None:
        """The board shown, None when a list is."""
        view = self.order[self.bar.views.current]
        return None if isinstance(view, Register) else view

    @property
    def place(self) -> Place:
        """The register shown, or the one the board belongs to."""
        view = self.order[self.bar.views.current]
        return self.place_of(view if isinstance(view, Register) else home(view, self.registers))

    def place_of(self, register: Register) -> Place:
        """The place of a register, made when first needed."""
        if register.kind not in self._places:
            kept = self.preferences, self.recent, self._dialogs
            made = self.PLACE(register, self.known, self.bus, self.jobs, *kept, self)
            self._places[register.kind] = made
            self.views.addWidget(made.listing)
            self.panels.addWidget(made.panel)
            self._offer(made.listing.nothing)
            made.told.connect(partial(self._told_by, made))
            made.back_asked.connect(self.back)
            made.panel.closed.connect(self.toggle_panel)
            seat_face(self._faces, made, partial(open_from_board, self))
            made.refresh()
            seat(self.boards, made, self.registers)
        return self._places[register.kind]

    def show_view(self, at: int) -> None:
        """Show a board or a list."""
        self.bar.views.choose(at)
        place = self.place
        if isinstance(self.board, FigureBoard):
            views.count_all(place.listing)
        views.dress(self.board, place.register, self.bar, self.split)
        self.panels.setCurrentWidget(place.panel)
        self._refresh_board()
        self._told_by(place)
        self.bar.arrange()
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and not self.bar.isAncestorOf(focus):
            self.back()

    def show_kind(self, register: Register) -> None:
        """Show the list of a register."""
        self.show_view(self.order.index(register))

    def _refresh_board(self) -> None:
        board, place = self.board, self.place
        self.nothing.show_for(place.register, place.listing.showing)
        self.views.setCurrentWidget(self._front)
        shown = board is not None and renew(board, self.known, self.jobs, place.listing, self._refresh_board)
        if board is not None and shown and place.record_id is not None:
            board.select(place.record_id)

    @property
    def _front(self) -> QWidget:
        """What is seen now; a board of an empty register gives way to what can be done about it."""
        listing = self.place.listing
        board = self.nothing if views.gives_way(self.board, listing) else self.board
        return board if isinstance(board, QWidget) else listing

    def _told_by(self, place: Place) -> None:
        """A list was read anew or its selection changed."""
        if place is not self._places.get(self.place.register.kind):
            return
        if self.board is not None and place.record_id is not None:
            self.board.select(place.record_id)
        views.tell(self.board, place.listing, self.bar)
        self.told.emit()

    def _show_as(self, showing: Showing) -> None:
        self.place.listing.show_as(showing)
        self._refresh_board()

    def _narrow(self, **by: Any) -> None:
        """A chip or a text (``chip``, ``text``): of the board's own rows, else of the list."""
        if isinstance(self.board, RosterBoard):
            self.board.narrow(**by)
        else:
            self._show_as(replace(self.place.listing.showing, **by))

    def to_filter(self) -> None:
        """Ctrl+F, /, 、."""
        self.bar.filter.setFocus()
        self.bar.filter.selectAll()

    def show_only(self, kind: str, ids: Sequence[int], said: str) -> bool:
        """Show just the records behind a figure (穿透); False when the kind is not kept here."""
        if (register := self._kept(kind)) is not None:
            self.show_kind(register)
            self._show_as(Showing(only=tuple(ids), only_said=said))
        return register is not None

    def _kept(self, kind: str) -> Register | None:
        return next((register for register in self.registers if register.kind == kind), None)

    # verbs of the bar

    @office_only
    def new_record(self) -> None:
        begin(self.board, self.place)

    def begin(self, kind: str) -> bool:
        """Begin a new record of a kind; False when it is not kept here."""
        if (register := self._kept(kind)) is not None:
            self.show_kind(register)
            self.new_record()
        return register is not None

    def save_and_new(self) -> None:
        """Ctrl+Shift+Enter in the panel: save, then a new record."""
        if not self.place.form.is_changed or self.place.save():
            self.place.new()

    def shown(self) -> output.Shown:
        """What is shown just now, for paper and workbook."""
        return views.shown(self.board, self.place.listing)

    def print_view(self) -> None:
        """打印: the paper of a board of numbers, else the list as it is shown."""
        if (asked := views.paper_of(self.board))[0] in PAPERS_BY_ID:
            self.bus.paper_asked.emit(*asked)
            return
        output.print_shown(self, self.desk, self.shown(), self.jobs, self.settings, self.bus)

    def export_view(self) -> None:
        """导出: the list as it is shown, as a workbook."""
        output.export_shown(self, self.desk, self.shown(), self.jobs, self.settings, self.bus)

    @office_only
    def import_files(self) -> None:
        """从 Excel 导入: the same dialog as in the menu."""
        from desktop_app.views.import_preview import import_ledgers

        import_ledgers(self.window(), self.desk, self.jobs, self.bus)

    def excel_menu(self) -> QMenu:
        """What goes to a spreadsheet and comes from one."""
        blocks, menu = self.place.blocks, QMenu(self)
        entry(menu, "导出本页…\tCtrl+E", self.export_view)
        entry(menu, "从 Excel 导入…\tCtrl+Shift+I", self.import_files)
        menu.addSeparator()
        entry(menu, "粘贴为新记录…\tCtrl+V", blocks.paste)
        entry(menu, "复制选中行\tCtrl+C", blocks.copy)
        return menu

    # going round

    def back(self) -> None:
        """The cursor goes back into the list; a board that takes all the room gets it back."""
        self.split.rest()
        self._front.setFocus()

    def toggle_panel(self) -> None:
        """F4."""
        self.split.toggle()
        if self.split.hidden:
            self.back()

    def next_pane(self) -> None:
        """F6: bar → list → panel."""
        focus = QApplication.focusWidget()
        if focus is not None and self.bar.isAncestorOf(focus):
            self.back()
        elif focus is not None and self.views.isAncestorOf(focus) and not self.split.hidden:
            self.place.form.focus_first()
        else:
            self.bar.filter.setFocus()

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show a record and put the cursor into its first field; False when it is not kept here."""
        if not self.reveal(kind, record_id):
            return False
        self.trail.add(kind, record_id)
        self.split.open()
        self.place.edit()
        return True

    def reveal(self, kind: str, record_id: int) -> bool:
        """Show a record in its list, clearing filters that hide it."""
        register = self._kept(kind)
        if register is None:
            return False
        if register.kind != self.place.register.kind or isinstance(self.board, views.CountingBoard):
            self.show_kind(register)
        listing = self.place.listing
        if listing.grid.place(record_id) is None:
            line = listing.line(record_id)
            if line is None:
                return False
            listing.show_as(Showing(retired=line.values.get("retired_at") is not None), record_id)
        listing.table.go_to(record_id)
        self._refresh_board()
        return True

    def walk(self, by: int) -> None:
        """Alt+←, Alt+→."""
        walk(self, by)

    def arrive(self) -> None:
        """Come to from another tab: the trail of opened records begins here."""
        self.trail = Trail(outside=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not own_key(self, event):
            super().keyPressEvent(event)

    def widen(self) -> None:
        """Esc: every filter off."""
        self.place.listing.widen()
        self._refresh_board()

    # what the window asks

    def _committed(self, _outcome: Outcome) -> None:
        self.known.forget()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read anew; what is being typed stays."""
        self.known.forget()
        for place in self._places.values():
            place.refresh()
        self._refresh_board()
        self._told_by(self.place)

    def status(self) -> list[str]:
        return views.status(self.board, self.place.listing)

    def deeds(self) -> Deeds:
        """What the menus may carry out now."""
        place = self.place
        deeds: Deeds = {
            "new": self.new_record,
            "find": self.to_filter,
            "print": self.print_view,
            "export": self.export_view,
            "paste": place.blocks.paste,
            "panel": self.toggle_panel,
            "refresh": self.refresh,
            "bin": self.saved.bin,
            **record_deeds(place),
        }
        if place.form.is_changed:
            deeds |= {"save": place.save, "save_new": self.save_and_new}
        steps = {"back": -1, "forward": 1}
        return {**deeds, **{code: partial(self.walk, by) for code, by in steps.items() if self.trail.can(by)}}

    def leave(self) -> bool:
        """Keep what is typed as drafts."""
        for place in self._places.values():
            place.leave()
        return True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        focus = QApplication.focusWidget()
        if focus is None or not self.views.isAncestorOf(focus):
            self.back()
        if not self._greeted:
            self._greeted = True
            if said := unsaved(self.desk.store, self.registers):
                self.bus.said.emit(f"有没保存的草稿：{said}。打开即可接着写")
