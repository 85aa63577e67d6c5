"""Printing: the pages of the PDF drawn at the printer's own resolution, on the paper they were made for."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.system.errors import Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.pages import POINTS_PER_INCH, Pages, paper_name

_MOST_DPI = 600

Tell = Callable[[int, int], object]
"""Told how many pages of how many are sent; may raise to stop."""


def ask_printer(parent: QWidget | None, title: str, paper_id: str, pages: Pages, settings: Settings) -> QPrinter | None:
    """The print dialog (printer, pages, copies); None when the officer stepped back.

    The printer used for this paper last is offered again. Raises Refusal when no printer is set up.
    """
    there = QPrinterInfo.availablePrinterNames()
    if not there:
        raise Refusal("没有可用的打印机。装好打印机，或另存 PDF")
    printer = printer_for(pages, title)
    last = settings.printers.get(paper_id, "")
    if last in there:
        printer.setPrinterName(last)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 — {title}")
    dialog.setMinMax(1, len(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    locked = list[bool]()
    dialog.rejected.connect(lambda: locked.append(True))
    if dialog.exec() != QDialog.DialogCode.Accepted or locked:
        return None
    settings.printers[paper_id] = printer.printerName()
    return printer


def printer_for(pages: Pages, title: str) -> QPrinter:
    """A printer set to full pages of the paper's own size and turn."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    _set_layout(printer, *pages.sizes[0])
    return printer


def _set_layout(printer: QPrinter, wide: float, high: float) -> None:
    turned = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    sizes = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
    known = sizes.get(paper_name(wide, high))
    size = QPageSize(known) if known else QPageSize(QRectF(0, 0, *sorted((wide, high))).size(), QPageSize.Unit.Point)
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))


def draw(pages: Pages, printer: QPrinter, tell: Tell | None = None) -> int:
    """Draw the pages asked for; how many. Copies are the printer's own unless it cannot. Runs in any thread."""
    wanted = list(_wanted(pages, printer))
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal("打印机没有应答。检查是否开机、联机，再打印一次")
    try:
        for number, at in enumerate(wanted * copies):
            if tell is not None:
                tell(number, len(wanted) * copies)
            if number:
                _set_layout(printer, *pages.sizes[at])
                printer.newPage()
            _draw_page(pages, at, painter, printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(wanted)


def _wanted(pages: Pages, printer: QPrinter) -> Iterable[int]:
    ranged = printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage() > 0
    first = printer.fromPage() - 1 if ranged else 0
    last = min(printer.toPage(), len(pages)) if ranged else len(pages)
    order = range(first, last)
    return order if printer.pageOrder() == QPrinter.PageOrder.FirstPageFirst else reversed(order)


def _draw_page(pages: Pages, at: int, painter: QPainter, printer: QPrinter) -> None:
    wide, high = pages.sizes[at]
    finest = min(printer.resolution(), _MOST_DPI) / POINTS_PER_INCH
    image = pages.image(at, finest, grey=not pages.has_colour(at))
    dots = printer.resolution() / POINTS_PER_INCH
    painter.drawImage(QRectF(0, 0, wide * dots, high * dots), image)
