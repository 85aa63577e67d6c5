"""How long the officer looks at nothing after starting the program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from benchmarks import display, offices
from benchmarks.sides import Measure, Sides, Skipped

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
window.setWindowTitle("bare")
window.setCentralWidget(QTableView())
window.resize(1280, 720)
window.show()
app.exec()
"""


@contextmanager
def window(folder: Path) -> Iterator[Sides]:
    """From the start of the process to the unlock screen of an office, against a bare Qt window with a table."""
    if find_spec("desktop_app.bootstrap") is None:
        raise Skipped("the window has no entrance yet")
    bare = [sys.executable, "-c", BARE]
    with offices.spare(folder, 0) as desk, display.screen() as seen:
        root = desk.store.folder.root
        desk.store.close()
        ours, told = [sys.executable, str(ROOT / "main.py")], {"GUIZHENGTAI_DATA": str(root)}
        yield Sides(
            lambda: display.first_window(seen, ours, ROOT, told),
            lambda: display.first_window(seen, bare, ROOT, {}),
        )


MEASURES = (Measure("start.window", 1.15, window, rounds=9),)
