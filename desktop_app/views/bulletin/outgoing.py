"""What leaves the desk (打印、另存): the paper, another naming, the internal copy, the sources; frozen once issued."""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from desktop_app.models.bulletins import Bulletin
from desktop_app.reports import pdf
from desktop_app.reports.docx import write_docx
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import CopyKind, Naming
from desktop_app.services import issuing
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.manuscripts import manuscript
from desktop_app.store.preferences import Preferences
from desktop_app.system.errors import Refusal
from desktop_app.system.files import written_whole
from desktop_app.system.settings import Settings
from desktop_app.views.bulletin import making
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Cancelled, Jobs, Progress
from desktop_app.views.paper import Paper, Write, listed_paper

Entry = tuple[str, Callable[[], object]]
PAPER_ID = "bulletin"


class Outgoing:
    """Papers of one draft. A draft is set anew; what was issued is given out byte for byte."""

    def __init__(
        self, window: QWidget, desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences
    ) -> None:
        self._window, self.desk, self.bus, self.jobs = window, desk, bus, jobs
        self._settings, self._preferences = settings, preferences

    # printing

    def print_entries(self, draft: Draft) -> list[Entry]:
        """公文 / 另一种具名 / 内部留存稿 / 数字来源附录."""
        own = draft[Bulletin.naming]
        entries: list[Entry] = [(f"公文（{own.value}）", partial(self.preview, draft))]
        entries += [
            (f"公文改用{naming.value}", partial(self.preview, draft, naming)) for naming in Naming if naming is not own
        ]
        entries += [("内部留存稿", partial(self.preview_internal, draft))]
        entries += [("数字来源附录", partial(self.preview_sources, draft))]
        return entries

    def preview(self, draft: Draft, naming: Naming | None = None) -> None:
        """The paper as it goes out."""
        chosen = naming or draft[Bulletin.naming]
        if draft[Bulletin.snapshot]:
            self._show(titled(self.desk, draft), PAPER_ID, self._kept(draft, CopyKind.PAPER, chosen))
            return

        def write(out: io.BytesIO, progress: pdf.Progress) -> pdf.Report:
            return pdf.render(making.written(self.desk, draft, chosen), out, progress=progress)

        self._show(titled(self.desk, draft), PAPER_ID, write)

    def preview_internal(self, draft: Draft) -> None:
        """The copy kept in the office."""
        title = f"{titled(self.desk, draft)}（内部留存稿）"
        if draft[Bulletin.snapshot]:
            self._show(title, "bulletin_internal", self._kept(draft, CopyKind.INTERNAL))
        else:
            self._show(title, "bulletin_internal", self._listed("bulletin_internal", draft))

    def preview_sources(self, draft: Draft) -> None:
        """Where every number comes from, as the ledger answers today."""
        title = f"{titled(self.desk, draft)}（数字来源附录）"
        self._show(title, "bulletin_sources", self._listed("bulletin_sources", draft))

    def _listed(self, paper_id: str, draft: Draft) -> Write:
        """A paper of the catalogue about this bulletin as it is saved."""
        return listed_paper(paper_id, Request(self.desk, self.desk.today, record=str(draft[Bulletin.number])))[1]

    def _kept(self, draft: Draft, kind: CopyKind, naming: Naming | None = None) -> Write:
        def write(out: io.BytesIO, _progress: pdf.Progress) -> pdf.Report:
            with self.desk.facts() as facts:
                found = making.frozen_copy(facts, draft, kind, naming)
                out.write(issuing.copy_bytes(facts, found.id))
            return pdf.Report(found.pages, ())

        return write

    def _show(self, title: str, paper_id: str, write: Write) -> None:
        self._paper(title, paper_id, write).preview()

    def _paper(self, title: str, paper_id: str, write: Write) -> Paper:
        bus = self.bus
        return Paper(self._window, title, paper_id, write, self.jobs, self._settings, bus.failed.emit, bus.said.emit)

    # keeping as a file

    def save_entries(self, draft: Draft) -> list[Entry]:
        """PDF and .docx of the paper."""
        return [
            ("另存 PDF…", partial(self.save_pdf, draft)),
            ("另存 Word 文档（.docx）…", partial(self.save_docx, draft)),
        ]

    def save_pdf(self, draft: Draft) -> None:
        """The paper as PDF."""
        if draft[Bulletin.snapshot]:
            write = self._kept(draft, CopyKind.PAPER, draft[Bulletin.naming])
        else:
            write = self._fresh(draft)
        self._paper(titled(self.desk, draft), PAPER_ID, write).save()

    def _fresh(self, draft: Draft) -> Write:
        def write(out: io.BytesIO, progress: pdf.Progress) -> pdf.Report:
            return pdf.render(making.written(self.desk, draft), out, progress=progress)

        return write

    def save_docx(self, draft: Draft) -> None:
        """The same paper for a word processor."""
        folder = Path(self._settings.save_folder) if self._settings.save_folder else Path.home()
        title = titled(self.desk, draft)
        given, _ = QFileDialog.getSaveFileName(
            self._window, f"另存 — {title}", str(folder / f"{title}.docx"), "Word 文档 (*.docx)"
        )
        if not given:
            return
        path = Path(given)
        path = path if path.suffix.lower() == ".docx" else path.with_name(f"{path.name}.docx")
        self._settings.save_folder = str(path.parent)

        def work(progress: Progress) -> Path:
            progress.check()
            data = self.docx(draft)
            progress.check()
            with written_whole(path) as out:
                out.write(data)
            return path

        self.jobs.run(work, lambda done: self.bus.said.emit(f"已存 {done.name}"), self._failed, f"生成{title}")

    def docx(self, draft: Draft) -> bytes:
        """The bytes of the .docx: those frozen once it is issued."""
        if draft[Bulletin.snapshot]:
            with self.desk.facts() as facts:
                return issuing.copy_bytes(facts, making.frozen_copy(facts, draft, CopyKind.WORDS).id)
        out = io.BytesIO()
        write_docx(making.written(self.desk, draft), out)
        return out.getvalue()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, Refusal):
            raise error
        self.bus.failed.emit(error.said)


def titled(desk: Desk, draft: Draft) -> str:
    """The title with its marks said."""
    with desk.facts() as facts:
        return manuscript(facts, draft).title


def opened_menu(parent: QWidget, entries: list[Entry]) -> QMenu:
    """A menu of entries, the first one ready for Enter."""
    menu = QMenu(parent)
    for words, deed in entries:
        menu.addAction(words, deed)
    menu.setActiveAction(menu.actions()[0])
    return menu
