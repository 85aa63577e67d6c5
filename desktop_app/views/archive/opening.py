"""Opening the page of an officer or a case from wherever the officer is (Ctrl+J)."""

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.registers.finding import Offer
from desktop_app.registers.relations import PEOPLE
from desktop_app.registers.spec import Register
from desktop_app.rules.cases import case_key
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.views.archive.asking import Whose, WhoseDialog, of_record, typed_for
from desktop_app.views.archive.window import ArchiveWindow
from desktop_app.views.bus import Bus

FEW = 3
"""More people or cases than this are not offered: the hits tell them."""


def open_archive(parent: QWidget, desk: Desk, bus: Bus, register: Register | None = None, record_id: int = 0) -> None:
    """The page of the officer or case under the cursor; where there are several or none, whose is asked."""
    first: list[Whose] = []
    if register is not None and record_id:
        with desk.facts() as facts:
            first = of_record(facts, register, record_id)
    if len(first) == 1:
        show_archive(parent, desk, bus, first[0])
        return
    asked = WhoseDialog(parent, desk, first)
    taken = asked.exec() == QDialog.DialogCode.Accepted
    asked.deleteLater()
    if taken and asked.chosen is not None:
        show_archive(parent, desk, bus, asked.chosen)


def show_archive(parent: QWidget, desk: Desk, bus: Bus, whose: Whose) -> None:
    """The page itself; a line opens its record, 打印 the paper."""
    window = ArchiveWindow(parent, desk, whose.kind, whose.about)
    window.chosen.connect(bus.open_record)
    window.print_asked.connect(partial(_print, window, bus))
    bus.gate_turned.connect(window.read_again)
    window.exec()
    window.deleteLater()


def offered_pages(facts: Facts, typed: str) -> list[Offer]:
    """The pages that a search offers before its hits: of the people so called, of the case of that number."""
    met = typed_for(facts, typed)
    people = [one for one in met if one.kind == PEOPLE]
    cases = [one for one in met if one.kind != PEOPLE and case_key(typed) in str(one.about)]
    offered = (one for some in (people, cases) if len(some) <= FEW for one in some)
    return [Offer(one.kind, str(one.about), one.said) for one in offered]


def show_offered(parent: QWidget, desk: Desk, bus: Bus, kind: str, about: str) -> None:
    """The page a search offered."""
    show_archive(parent, desk, bus, Whose(kind, int(about) if kind == PEOPLE else about, ""))


def _print(window: ArchiveWindow, bus: Bus, paper: str, record: str) -> None:
    window.accept()
    bus.paper_asked.emit(paper, record)
