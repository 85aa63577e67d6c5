"""Modal dialogs in tests: what the officer does while one stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.views.preview import Preview
from tests.kit.keys import settled


def meanwhile(act: Callable[[], object], do: Callable[[QDialog], object]) -> QDialog:
    """Do ``act``, which opens a modal dialog, and ``do`` something in it; one left standing is given up."""
    met: list[QDialog] = []
    faults: list[BaseException] = []

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog), "no dialog stands"
        met.append(dialog)
        try:
            settled(dialog)
            do(dialog)
        except BaseException as fault:  # told below, outside Qt's loop
            faults.append(fault)
        if dialog.isVisible():
            dialog.done(QDialog.DialogCode.Rejected)

    QTimer.singleShot(0, work)
    act()
    if faults:
        raise faults[0]
    assert met, "no dialog was opened"
    return met[0]


@contextmanager
def previewing(look: Callable[[Preview], object] = QDialog.reject) -> Iterator[list[str]]:
    """Titles of the previews (打印预览) that come up meanwhile, each once ``look`` has left it."""
    met, left = list[Preview](), list[str]()

    def work() -> None:
        preview = QApplication.activeModalWidget()
        if isinstance(preview, Preview) and preview not in met:
            met.append(preview)
            title = preview.windowTitle()
            look(preview)
            left.append(title)

    timer = QTimer()
    timer.timeout.connect(work)
    timer.start(20)
    try:
        yield left
    finally:
        timer.stop()
