"""The log: a small rotating file in the data folder, with no case data in it."""

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

NAME = "guizhengtai.log"
FATAL = "fatal.log"
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def begin(folder: Path) -> Path | None:
    """Write warnings and worse to ``folder``; the path of the log, None when the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / NAME, maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_FORM))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return folder / NAME


def watch_for_fatal(folder: Path) -> TextIO | None:
    """Have the interpreter write its stacks to ``fatal.log`` should it die; keep the file open as long as it runs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FATAL).open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file


def stop_watching(file: TextIO) -> None:
    """Close what ``watch_for_fatal`` opened."""
    faulthandler.disable()
    file.close()
