"""台账 and 文号 of the tab: the usual screen of a register, whose bulletins are opened, begun and issued elsewhere."""

from PySide6.QtCore import Signal

from desktop_app.models.bulletins import Bulletin
from desktop_app.registers.bulletins import BULLETINS, DOC_NUMBERS
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views.bulletin.late_list import LateBoard
from desktop_app.views.bulletin.numbers_dialog import ask_numbers
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.bar import Outside
from desktop_app.views.register.place import Place
from desktop_app.views.register.screen import RegisterScreen

KIND = str(Bulletin.__tablename__)
ISSUE = "印发"


class BulletinPlace(Place):
    """The list of bulletins: Enter writes on, 印发 has a dialog of its own."""

    write_asked = Signal(int)
    issue_asked = Signal(int)

    def edit(self) -> None:
        """Enter: to the text of the bulletin."""
        if self.register is BULLETINS and self.record_id is not None:
            self.write_asked.emit(self.record_id)
        else:
            super().edit()

    def step(self, verb: str) -> None:
        """One step of its way; numbering and freezing need a day, a number and the papers."""
        if verb == ISSUE and self.record_id is not None:
            self.issue_asked.emit(self.record_id)
        else:
            super().step(verb)


class Ledger(RegisterScreen):
    """The lists of the tab. ``write_asked`` opens a bulletin's text, ``draft_asked`` begins one."""

    write_asked = Signal(int)
    issue_asked = Signal(int)
    draft_asked = Signal()
    correct_asked = Signal(int)
    PLACE = BulletinPlace

    def __init__(
        self, desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences, outside: Outside
    ) -> None:
        super().__init__(
            desk,
            bus,
            jobs,
            BULLETINS,
            (lambda of: LateBoard(of, jobs),),
            (DOC_NUMBERS,),
            list_first=True,
            settings=settings,
            preferences=preferences,
            outside=outside,
        )
        late = self.late
        late.row_asked.connect(bus.open_record)
        late.rows_asked.connect(bus.open_records)
        late.correct_asked.connect(self.correct_asked)

    @property
    def late(self) -> LateBoard:
        """台账有变."""
        board = self.boards[0]
        assert isinstance(board, LateBoard)
        return board

    def place_of(self, register: Register) -> Place:
        """The place of a register, listened to when it is made."""
        fresh = register.kind not in self._places
        place = super().place_of(register)
        if fresh and isinstance(place, BulletinPlace):
            place.write_asked.connect(self.write_asked)
            place.issue_asked.connect(self.issue_asked)
        return place

    def new_record(self) -> None:
        """A bulletin is drafted from the data, never typed into an empty form; numbers are entered by the range."""
        if self.place.register is BULLETINS:
            self.draft_asked.emit()
        elif self.place.register is DOC_NUMBERS:
            self.enter_numbers()
        else:
            super().new_record()

    def enter_numbers(self) -> None:
        """预留、作废、程序外已用: one number or a range."""
        outcome = ask_numbers(self.window(), self.known, self.recent)
        if outcome is not None:
            self.known.forget()
            self.bus.committed.emit(outcome)

    def open_record(self, kind: str, record_id: int) -> bool:
        """A bulletin opens with its text."""
        if kind == KIND:
            self.write_asked.emit(record_id)
            return True
        return super().open_record(kind, record_id)
