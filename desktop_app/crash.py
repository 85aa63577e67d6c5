"""Last words (崩溃处理): write the log, keep what is typed, say so in Chinese."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop_app.system.errors import Damaged, Refusal
from desktop_app.views.dialogs import tell

_log = logging.getLogger("guizhengtai")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_OFFSCREEN_SAYS = "This plugin does not support propagateSizeHints()"
"""Said by the platform without a screen for every window with a least size; it means nothing."""


class Watch:
    """Catches what nobody caught (未处理的错误).

    A Refusal or Damaged that reached the event loop is said by ``refused``; anything else is logged, ``keep`` keeps
    unsaved typing as a draft, and the officer is told once per kind of error.
    """

    def __init__(self, log: Path | None) -> None:
        self._log = log
        self._told: set[str] = set()
        self.forget()

    def forget(self) -> None:
        """No desk is open: nothing to keep, nowhere to say a refusal."""
        self.keep: Callable[[], object] = lambda: None
        self.refused: Callable[[str], object] | None = None

    def install(self) -> None:
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        hear_qt()

    def _in_thread(self, what: threading.ExceptHookArgs) -> None:
        _log.critical("in thread %s", what.thread, exc_info=what.exc_value)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What ``sys.excepthook`` does."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, (Refusal, Damaged)) and self.refused is not None:
            self.refused(error.said)
            return
        _log.critical("uncaught", exc_info=(kind, error, trace))
        kept = self._keep_typing()
        said = f"{kind.__name__}"
        if said not in self._told and QApplication.instance() is not None:
            self._told.add(said)
            tell(QApplication.activeWindow(), "程序出错", self.sentence(kept))

    def _keep_typing(self) -> bool:
        try:
            self.keep()
        except Exception:
            _log.exception("draft not kept")
            return False
        return True

    def sentence(self, kept: bool) -> str:
        """What the officer reads."""
        typed = "正在填写的内容已存为草稿。" if kept else "正在填写的内容未能存为草稿，先抄下再关。"
        where = f"经过记在 {self._log}。" if self._log is not None else ""
        return f"程序出了错，已保存的数据没有受影响。{typed}退出后重新打开，可接着做。{where}"


def hear_qt() -> None:
    """What Qt says goes to the log, or to standard error where none was begun."""
    qInstallMessageHandler(_from_qt)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, said: str) -> None:
    if said == _OFFSCREEN_SAYS:
        return
    where = getattr(context, "category", None) or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "qt %s: %s", where, said)
