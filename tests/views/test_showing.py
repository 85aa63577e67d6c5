"""Practice without a screen: pictures that are not blank, every paper as PDF with 演练 on every page, their places
printed."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_app.reports.catalogue import PAPERS
from tests.kit.paper import page_texts, solid

ROOT = Path(__file__).resolve().parents[2]


def test_the_practice_county_shows_windows_and_papers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--practice", "--show", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [Path(line) for line in done.stdout.splitlines()]
    assert all(path.exists() for path in told)
    pictures = [QImage(str(path)) for path in told if path.suffix == ".png"]
    assert len(pictures) == 49
    assert all(
        len(set(image.scaled(64, 64).convertToFormat(image.Format.Format_RGB888).constBits())) > 8 for image in pictures
    )
    papers = [path for path in told if path.suffix == ".pdf"]
    assert len(papers) == len(PAPERS)
    printed = {path.name: page_texts(path.read_bytes()) for path in papers}
    assert [name for name, pages in printed.items() if not all("演练" in solid(page) for page in pages)] == []
