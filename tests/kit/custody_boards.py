"""涉案财物 of a small office at the end of May: two cabinets, two cases, items in every state, shown in a window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.seizures import StoragePlace
from desktop_app.registers.seizures import PLACES
from desktop_app.rules.vocabulary import CustodyAct, Disposal, PlaceKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.office import furnished, officer
from tests.kit.property import event, item, taking

TODAY = date(2015, 5, 31)
OTHER = "清源检反贪受[2015]61902300031号"
ACTS = CustodyAct


def place(desk: Desk, name: str, kind: PlaceKind, parent: int | None = None) -> int:
    """A place of the store."""
    draft = new_draft(StoragePlace, {"name": name, "kind": kind, "parent_id": parent})
    return records.save(desk, PLACES, draft).ids[0]


def furnish(desk: Desk) -> dict[str, int]:
    """Seven items by name, where they lie and who keeps them; seized on Monday 11 May."""
    ids = {name: officer(desk, name, "案件管理办公室") for name in ("姚思齐",)}
    ids["库"] = place(desk, "赃证物库", PlaceKind.ROOM)
    for cabinet in ("A柜", "B柜"):
        ids[cabinet] = place(desk, cabinet, PlaceKind.CABINET, ids["库"])
    for shelf in ("A柜-01", "A柜-02", "A柜-10"):
        ids[shelf] = place(desk, shelf, PlaceKind.SHELF, ids["A柜"])
    first, second = taking(desk), taking(desk, OTHER, case_name="冯某贪污案")
    for name, head in (("手机", first), ("电脑", first), ("账册", first), ("现金", second), ("房产", second),
                       ("轿车", second), ("手镯", second)):  # fmt: skip
        amount = {"现金": 84_600_00, "手镯": 5_000_50}.get(name)
        ids[name] = item(desk, head, name, unit="件", amount=amount)
    _events(desk, ids)
    return ids


def _events(desk: Desk, ids: dict[str, int]) -> None:
    """手机 is back from court, 电脑 out and late, 账册 stored late without a place, 轿车 still to be moved."""
    for name, on in (("手机", 13), ("电脑", 13)):
        event(desk, ids[name], ACTS.STORED, date(2015, 5, on), place_id=ids["A柜-02" if name == "手机" else "A柜-10"],
              taker_id=ids["姚思齐"])  # fmt: skip
    ids["入库"] = event(desk, ids["账册"], ACTS.STORED, date(2015, 5, 18))
    ids["出库"] = event(
        desk, ids["手机"], ACTS.LENT, date(2015, 5, 18), due_on=date(2015, 5, 20), outside="清源县人民法院"
    )
    ids["归还"] = event(desk, ids["手机"], ACTS.RETURNED, date(2015, 5, 25))
    event(desk, ids["电脑"], ACTS.LENT, date(2015, 5, 18), due_on=date(2015, 5, 20), outside="清源县公安局")
    event(desk, ids["现金"], ACTS.DEPOSITED, date(2015, 5, 12))
    event(desk, ids["房产"], ACTS.KEPT, date(2015, 5, 11))
    event(desk, ids["手镯"], ACTS.STORED, date(2015, 5, 12), place_id=ids["A柜-02"])
    event(desk, ids["手镯"], ACTS.DISPOSED, date(2015, 5, 29), way=Disposal.VICTIM, amount=5_000_50)


@dataclass
class CustodyTab:
    """The tab over that office; ``ids`` are its records by name, ``papers`` what was asked to be printed."""

    desk: Desk
    bus: Bus
    screen: RegisterScreen
    ids: dict[str, int]
    papers: list[tuple[str, str]] = field(default_factory=list)

    def back_in(self, qtbot: QtBot) -> None:
        """A dialog is closed: the window has the keys again."""
        self.screen.activateWindow()
        qtbot.waitUntil(lambda: self.screen.isActiveWindow() and QApplication.focusWidget() is not None)


@contextmanager
def custody_tab(root: Path, qapp: QApplication) -> Iterator[CustodyTab]:
    """The tab of a copy of that office, as wide as a workstation's screen."""
    theme.apply(qapp)
    desk, ids = furnished("custody-boards", furnish, root, TurnedClock(TODAY))
    bus, jobs = Bus(), Jobs()
    (tab,) = [one for one in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if one.code == "seizures"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    made.resize(1366, 642)
    made.show()
    office = CustodyTab(desk, bus, made, ids)
    bus.paper_asked.connect(lambda *asked: office.papers.append(asked))
    yield office
    jobs.close()
    made.hide()
    made.deleteLater()
    desk.store.close()
