"""A paper on its way out (打印件): made in the worker, shown, printed or saved."""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.reports import catalogue, pdf
from desktop_app.reports.request import PRACTICE, Request
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.system.files import plain_name, written_whole
from desktop_app.system.settings import Settings
from desktop_app.views import printing
from desktop_app.views.jobs import Cancelled, Job, Jobs, Progress
from desktop_app.views.pages import Pages
from desktop_app.views.paper_bar import OptionsBar
from desktop_app.views.paper_offer import Offer
from desktop_app.views.preview import Preview

Write = Callable[[io.BytesIO, pdf.Progress], pdf.Report]
Made = tuple[bytes, tuple[str, ...]]
"""A PDF, and what it replaces of what was written."""


class Paper:
    """One paper of one desk. ``fail`` says what went wrong where the officer looks.

    With ``offer`` its options stand over the preview and make it anew when changed.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        paper_id: str,
        write: Write,
        jobs: Jobs,
        settings: Settings,
        fail: Callable[[str], object],
        said: Callable[[str], object] = lambda _said: None,
        offer: Offer | None = None,
    ) -> None:
        self._parent, self.title, self.paper_id = parent, title, paper_id
        self._write, self._jobs, self._settings, self._fail, self._said = write, jobs, settings, fail, said
        self._window: Preview | None = None
        self._offer = offer
        self._job: Job | None = None
        self._data: bytes | None = None

    def preview(self) -> None:
        """Make it and show the preview; remembered options that no longer do are left out."""
        self._make(self._show, self._without)

    def _without(self, error: Exception) -> None:
        if isinstance(error, Refusal) and self._offer is not None and self._offer.forget():
            self._make(self._show)
        else:
            self._failed(error)

    def print(self) -> None:
        """Make it and go straight to the printer."""
        self._make(lambda made: self._print(made[0]))

    def save(self) -> None:
        """Make it and ask where to keep it."""
        self._make(lambda made: self._save(made[0]))

    def _make(self, done: Callable[[Made], None], failed: Callable[[Exception], None] | None = None) -> None:
        def work(progress: Progress) -> Made:
            out = io.BytesIO()
            report = self._write(out, lambda at, whole: _told(progress, at, whole))
            return out.getvalue(), report.substitutions

        self._job = self._jobs.run(work, done, failed or self._failed, f"生成{self.title}")

    def _show(self, made: Made) -> None:
        self._data, notes = made
        window = Preview(self._parent, self.title, self._data, notes, self._bar())
        window.print_asked.connect(lambda: self._shown(self._print))
        window.save_asked.connect(lambda: self._shown(self._save))
        self._window = window
        window.exec()
        self._window = None
        window.deleteLater()

    def _bar(self) -> OptionsBar | None:
        choices = self._offer.choices() if self._offer is not None else {}
        if self._offer is None or not choices:
            return None
        bar = OptionsBar(choices, self._offer.values)
        bar.changed.connect(self._anew)
        return bar

    def _anew(self, values: dict[str, str]) -> None:
        """Other options: the pages of the last ones are no longer asked for."""
        if self._offer is None or self._window is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._data = None
        self._offer.choose(values)
        self._window.say("正在重新生成…", "meta2")
        self._make(self._changed)

    def _changed(self, made: Made) -> None:
        self._data, notes = made
        if self._window is not None:
            self._window.show_pages(self._data, notes)
            self._window.say("", "meta2")

    def _shown(self, act: Callable[[bytes], None]) -> None:
        """Do it with the pages of the options that stand; while there are none, nothing goes out."""
        if self._data is not None:
            act(self._data)
        elif self._window is not None:
            self._window.say("页面还没有按选项重新生成。稍候，或把选项改好")

    def _print(self, data: bytes) -> None:
        pages = Pages(data)
        asked = self._offer.request if self._offer is not None else None
        try:
            printer = printing.ask_printer(self._parent, self.title, self.paper_id, pages, self._settings)
        except Refusal as refused:
            self._failed(refused)
            return
        if printer is None:
            return

        def sent(count: int) -> None:
            whole = self._offer is not None and asked is not None and count == len(pages)
            after = self._offer.printed(asked) if whole and self._offer is not None and asked is not None else ""
            self._tell("。".join(filter(None, (f"已送打印机：{self.title} {count} 页", after))))

        work = partial(printing.draw, pages, printer)
        self._jobs.run(work, sent, self._failed, f"打印{self.title}")

    def _save(self, data: bytes) -> None:
        folder = Path(self._settings.save_folder) if self._settings.save_folder else Path.home()
        given, _ = QFileDialog.getSaveFileName(
            self._parent, f"另存 — {self.title}", str(folder / f"{plain_name(self.title)}.pdf"), "PDF (*.pdf)"
        )
        if not given:
            return
        path = Path(given)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._settings.save_folder = str(path.parent)
        try:
            with written_whole(path) as out:
                out.write(data)
        except Refusal as refused:
            self._failed(refused)
        else:
            self._tell(f"已存 {path.name}")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, (Cancelled, pdf.Stopped)):
            return
        if not isinstance(error, Refusal):
            raise error
        if self._window is not None:
            self._window.say(f"! {error.said}")
        else:
            self._fail(error.said)

    def _tell(self, said: str) -> None:
        if self._window is not None:
            self._window.say(said, "meta2")
        self._said(said)


def _told(progress: Progress, at: int, whole: int) -> bool:
    if progress.stopped:
        return False
    progress(at, whole)
    return True


def offered_paper(
    parent: QWidget,
    paper_id: str,
    request: Request,
    jobs: Jobs,
    settings: Settings,
    fail: Callable[[str], object],
    said: Callable[[str], object],
) -> Paper:
    """A paper of the catalogue with its options."""
    offer = Offer(paper_id, request, settings)
    return Paper(parent, offer.title, paper_id, offer.write, jobs, settings, fail, said, offer)


def listed_paper(paper_id: str, request: Request) -> tuple[str, Write]:
    """Title and writer of a paper of the catalogue."""

    def write(out: io.BytesIO, progress: pdf.Progress) -> pdf.Report:
        return catalogue.make_pdf(paper_id, request, out, progress)

    return catalogue.paper(paper_id).title, write


def recovery_writer(desk: Desk, recovery: str) -> Write:
    """The sheet for the sealed envelope."""
    from desktop_app.reports.recovery import recovery_sheet

    def write(out: io.BytesIO, progress: pdf.Progress) -> pdf.Report:
        with desk.facts() as facts:
            unit = str(facts.unit.get("name") or "")
        practice = PRACTICE if desk.store.practice else ""
        sheet = recovery_sheet(unit, recovery.split("-"), desk.clock.now(), practice)
        return pdf.render(sheet, out, progress=progress)

    return write
