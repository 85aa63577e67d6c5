"""Paper and workbook of exactly what is shown: the same rows, columns and order."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.exchange.exporting import export_register
from desktop_app.registers import reading, words
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.reports import pdf
from desktop_app.reports.ledgers import ledger_document
from desktop_app.reports.request import Request
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, Order
from desktop_app.system.errors import Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.paper import Paper
from desktop_app.views.register.listing import Listing

Item = Field | Parts


@dataclass(frozen=True)
class Shown:
    """What a list shows just now: its records in order, its columns, its title and what narrows it.

    ``stood_on`` is the day a list of the past is of (截至).
    """

    register: Register
    ids: tuple[int, ...]
    items: tuple[Item, ...]
    where: tuple[Condition, ...] = ()
    order: tuple[Order, ...] = ()
    note: str = ""
    stood_on: date | None = None

    @property
    def title(self) -> str:
        stood = f"（截至{self.stood_on}）" if self.stood_on is not None else ""
        return f"{self.register.title}台账{stood}"


def shown_of(listing: Listing) -> Shown:
    """What a list shows, with a sentence for what narrows it."""
    showing, register = listing.showing, listing.register
    with listing.known.facts() as facts:
        told = [narrowed.said(register, facts) for narrowed in showing.filters]
        where = tuple(showing.conditions(register, facts))
    chip = [register.chips[showing.chip].label] if showing.chip >= 0 else []
    text = [f"含“{showing.text.strip()}”"] if showing.text.strip() else []
    said = "；".join(filter(None, [*chip, *text, *told, showing.only_said]))
    ids, items = tuple(listing.grid.ids), listing.columns.items
    return Shown(register, ids, items, where, showing.order(register), f"筛选：{said}" if said else "")


def write_ledger(desk: Desk, shown: Shown, out: io.BytesIO, progress: pdf.Progress) -> pdf.Report:
    """The list as a paper ledger."""
    items = tuple(item for item in shown.items if item.name != "number" or item.width)
    with desk.facts() as facts:
        lines = reading.lines(facts, shown.register, shown.ids, items)
        rows = [_cells(line, items, facts) for line in lines]
        document = ledger_document(Request(desk, desk.today), facts, shown.title, items, rows, shown.note)
    return pdf.render(document, out, progress=progress)


def _cells(line: Line, items: Sequence[Item], facts: Facts) -> list[str]:
    return [words.cell(item, line.values, facts) for item in items]


def print_shown(parent: QWidget, desk: Desk, shown: Shown, jobs: Jobs, settings: Settings, bus: Bus) -> None:
    """Make the ledger in the worker and show its pages."""
    paper = Paper(
        parent,
        shown.title,
        f"list:{shown.register.kind}",
        lambda out, progress: write_ledger(desk, shown, out, progress),
        jobs,
        settings,
        bus.failed.emit,
        bus.said.emit,
    )
    paper.preview()


def ask_workbook(parent: QWidget, shown: Shown, settings: Settings) -> Path | None:
    """Where to keep the workbook."""
    folder = Path(settings.save_folder) if settings.save_folder else Path.home()
    offered = str(folder / f"{shown.title}.xlsx")
    given, _kind = QFileDialog.getSaveFileName(parent, f"导出 — {shown.title}", offered, "Excel (*.xlsx)")
    if not given:
        return None
    path = Path(given)
    path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    settings.save_folder = str(path.parent)
    return path


def export_shown(parent: QWidget, desk: Desk, shown: Shown, jobs: Jobs, settings: Settings, bus: Bus) -> None:
    """Ask where, write the workbook in the worker, say how it went."""
    path = ask_workbook(parent, shown, settings)
    if path is not None:
        export_to(path, desk, shown, jobs, bus)


def export_to(path: Path, desk: Desk, shown: Shown, jobs: Jobs, bus: Bus) -> None:
    """Write the workbook in the worker."""

    def failed(error: Exception) -> None:
        if isinstance(error, Refusal):
            bus.failed.emit(error.said)
        elif not isinstance(error, Cancelled):
            raise error

    jobs.run(
        lambda progress: export_register(
            desk, shown.register, path, shown.where, shown.order, shown.items, progress=progress
        ),
        lambda count: bus.said.emit(f"已导出 {count} {shown.register.measure}到 {path.name}"),
        failed,
        f"导出{shown.title}",
    )
