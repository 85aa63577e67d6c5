"""Preview and printing: the bytes of the PDF, page by page, on the paper they were made for."""

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop_app.reports import catalogue
from desktop_app.reports.request import Request
from desktop_app.services.desk import Desk
from desktop_app.views import printing
from desktop_app.views.pages import Pages, paper_name
from desktop_app.views.preview import Preview


@pytest.fixture
def ledger(desk: Desk) -> bytes:
    """The ledger of deadline rules: a few A4 pages."""
    out = io.BytesIO()
    catalogue.make_pdf("ledger.rules", Request(desk, desk.today), out)
    return out.getvalue()


def test_every_page_is_there_at_its_own_size(ledger: bytes) -> None:
    pages = Pages(ledger)
    assert len(pages) > 1
    assert {paper_name(*size) for size in pages.sizes} == {"A4"}
    image = pages.image(0, 2.0)
    assert (image.width(), image.height()) == tuple(round(side * 2) for side in pages.sizes[0])
    dark = sum(image.pixelColor(x, 120).lightness() < 128 for x in range(image.width()))
    assert dark < image.width()
    assert not pages.has_colour(0)
    pages.close()


def test_pages_turn_and_zoom_by_keys(qtbot: QtBot, ledger: bytes) -> None:
    window = Preview(None, "节假日台账", ledger)
    qtbot.addWidget(window)
    window.resize(900, 700)
    with qtbot.waitActive(window):
        window.show()
    assert window.page_text.startswith("1 /")
    fitted = window.percent
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert window.page_text.startswith("2 /")
    qtbot.keyClick(window, Qt.Key.Key_Home)
    assert window.page_text.startswith("1 /")
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.percent > fitted
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.percent == fitted
    window.close()


def test_printing_and_saving_are_asked_for(qtbot: QtBot, ledger: bytes) -> None:
    window = Preview(None, "节假日台账", ledger, ("宋体：本机没有宋体，用思源宋体代替",))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    with qtbot.waitSignal(window.print_asked):
        qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.save_asked):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.close()


def to_file(pages: Pages, path: Path) -> QPrinter:
    printer = printing.printer_for(pages, "节假日台账")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_print_has_every_page_on_the_same_paper(ledger: bytes, tmp_path: Path) -> None:
    pages = Pages(ledger)
    printer = to_file(pages, tmp_path / "printed.pdf")
    assert printing.draw(pages, printer) == len(pages)
    del printer
    printed = Pages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == len(pages)
    for before, after in zip(pages.sizes, printed.sizes, strict=True):
        assert after == pytest.approx(before, abs=1.0)
    before, after = pages.image(0, 4.0), printed.image(0, 4.0)
    assert darkness(after) == pytest.approx(darkness(before), rel=0.2)
    pages.close()
    printed.close()


def darkness(image: object) -> float:
    """Mean darkness of a page: proof that something is printed, and as much of it as in the original."""
    grey = image.convertToFormat(image.Format.Format_Grayscale8)  # type: ignore[attr-defined]
    rows = (bytes(grey.constScanLine(y))[: grey.width()] for y in range(grey.height()))
    return sum(255 * grey.width() - sum(row) for row in rows) / (grey.width() * grey.height())


def test_a_range_of_pages_is_printed_alone(ledger: bytes, tmp_path: Path) -> None:
    pages = Pages(ledger)
    printer = to_file(pages, tmp_path / "printed.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert printing.draw(pages, printer) == 1
    del printer
    printed = Pages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == 1
    assert darkness(printed.image(0, 4.0)) == pytest.approx(darkness(pages.image(1, 4.0)), rel=0.2)
    pages.close()
    printed.close()


@pytest.mark.parametrize(
    ("size", "named"),
    [((595.3, 841.9), "A4"), ((841.9, 595.3), "A4"), ((1190.6, 841.9), "A3"), ((300.0, 200.0), "71×106 毫米")],
)
def test_paper_is_named_by_its_size(size: tuple[float, float], named: str) -> None:
    assert paper_name(*size) == named
