"""Printing: the pages of the PDF drawn at the printer's own resolution, on the paper they were made for."""

from collections.abc import Iterable

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.system.errors import Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.preview import Pages, paper_name

_POINTS_PER_INCH = 72
_MOST_DPI = 600


def ask_and_print(parent: QWidget | None, title: str, paper_id: str, data: bytes, settings: Settings) -> bool:
    """The print dialog (printer, pages, copies), then the paper; whether it was printed.

    The printer used for this paper last is offered again. Raises Refusal when no printer is set up.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise Refusal("没有可用的打印机。装好打印机，或另存 PDF")
    pages = Pages(data)
    printer = printer_for(pages, title)
    last = settings.printers.get(paper_id, "")
    if last in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(last)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 — {title}")
    dialog.setMinMax(1, len(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        settings.printers[paper_id] = printer.printerName()
        draw(pages, printer)
    finally:
        pages.close()
    return True


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


def draw(pages: Pages, printer: QPrinter) -> int:
    """Draw the pages asked for; how many. Copies are the printer's own unless it cannot."""
    wanted = list(_wanted(pages, printer))
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal("打印机没有应答。检查是否开机、联机，再打印一次")
    for number, at in enumerate(wanted * copies):
        if number:
            _set_layout(printer, *pages.sizes[at])
            printer.newPage()
        _draw_page(pages, at, painter, printer)
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
    image = pages.image(at, min(printer.resolution(), _MOST_DPI) / _POINTS_PER_INCH)
    dots = printer.resolution() / _POINTS_PER_INCH
    painter.drawImage(QRectF(0, 0, wide * dots, high * dots), image)
