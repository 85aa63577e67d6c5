"""The progress of long work: a dialog that comes only when the work is long, with 停止."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop_app.views.controls import label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Job, Jobs

PATIENCE_MS = 400


class ProgressBox(Dialog):
    """What is being done, how far, and a way to stop it."""

    def __init__(self, parent: QWidget, job: Job) -> None:
        super().__init__(parent, job.title, 420)
        self._job = job
        self._text = label("正在准备…")
        self.body.addWidget(self._text)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(job.title)
        self.body.addWidget(self.bar)
        self.stop = self.add_button("停止", "Esc", self.reject)

    def move_to(self, done: int, total: int, said: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counted = f"{done} / {total}" if total else ""
        self._text.setText("　".join(filter(None, [said, counted])) or "正在处理…")

    def reject(self) -> None:
        """Ask the work to stop; the box goes when it has."""
        self._job.cancel()
        self.stop.setEnabled(False)
        self._text.setText("正在停止…")


class ProgressWatch(QObject):
    """Shows a box for every titled job that takes longer than ``PATIENCE_MS``."""

    def __init__(self, jobs: Jobs, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent or window)
        self._jobs, self._window = jobs, window
        self._job: Job | None = None
        self._box: ProgressBox | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._show)
        jobs.began.connect(self._began)
        jobs.moved.connect(self._moved)
        jobs.ended.connect(self._ended)

    @Slot(object)
    def _began(self, job: Job) -> None:
        if job.title:
            self._job = job
            self._patience.start()

    def _show(self) -> None:
        if self._jobs.held:
            self._patience.start()
        elif self._job is not None:
            self._box = ProgressBox(self._window, self._job)
            self._box.show()

    @Slot(object, int, int, str)
    def _moved(self, job: Job, done: int, total: int, said: str) -> None:
        if self._box is not None and job is self._job:
            self._box.move_to(done, total, said)

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._patience.stop()
        self._job = None
        if self._box is not None:
            self._box.done(0)
            self._box.deleteLater()
            self._box = None
