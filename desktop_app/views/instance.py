"""One window per data folder: a second start shows the first one's window and goes."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1500
_RAISE = b"raise\n"


class Instance(QObject):
    """The right to open one data folder (单实例). ``called`` says that a second start asks for the window.

    A lock file keeps two writers apart, also when the folder is reached under two names; it names its process, so
    one left by a killed program is taken over. The socket only carries the wish to be raised.
    """

    called = Signal()

    def __init__(self, folder: Path, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def take(self) -> bool:
        """True when the folder is ours now."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def raise_first(self) -> bool:
        """Ask the program that holds the folder to show its window; whether it heard."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_RAISE)
        heard = socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()


def socket_name(folder: Path) -> str:
    """A name no other data folder has."""
    return f"guizhengtai-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
