"""成批添加照片: many files at once, each shown with the item its name begins with, attached as one act."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.models.seizures import SeizedItem
from desktop_app.registers.seizures import ITEMS
from desktop_app.services.item_photos import ENDINGS, Match, attach_all, matched, opened
from desktop_app.services.outcome import Outcome
from desktop_app.store.attachments import shown_name
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.draw.press import Press
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.jobs import Cancelled, Job, Progress
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import rename
from desktop_app.views.theme import px

T = TypeVar("T")
_HEADS, _WIDTHS = ("文件", "物品编号", "名称", "核对"), (230, 170, 150, 0)
TOLD = "文件名以物品编号开头：清检物2015-0012-03.jpg、2015-0012-03_1.jpg；只选了一案时写 03_1.jpg 也可以。"


class PhotoDialog(Dialog):
    """``among`` are the items a bare serial number may mean. ``outcome`` is what was attached."""

    def __init__(self, parent: QWidget | None, known: Known, press: Press, among: Sequence[int]) -> None:
        super().__init__(parent, "成批添加照片", 760)
        self.known, self.press, self.among = known, press, tuple(among)
        self.outcome: Outcome | None = None
        self.matches: list[Match] = []
        self.job: Job | None = None
        self.counts, self.how = label("先选照片", "title"), label(TOLD, "meta2")
        self.how.setWordWrap(True)
        self.cells = Cells(_HEADS)
        self.table = table(self.cells, _WIDTHS, len(_HEADS) - 1, "照片")
        self.tick = QCheckBox("这些物品的手续“照片”记为有（写明“缺”的不改）")
        self.tick.setChecked(True)
        for part in (self.counts, self.how):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.tick)
        self.add_cancel()
        self.choose = self.add_button("选照片…", "Ctrl+O", self.ask_files)
        self.verb = self.add_button("存入", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.verb.setEnabled(False)
        self.resize(px(820), px(520))
        self.choose.setFocus()

    def ask_files(self) -> None:
        """The dialog of the system; several files at once."""
        endings = " ".join(f"*{ending}" for ending in sorted(ENDINGS))
        paths, _kind = QFileDialog.getOpenFileNames(self, "选照片", "", f"照片 ({endings});;所有文件 (*)")
        if paths:
            self.look_at([Path(path) for path in paths])

    def look_at(self, paths: Sequence[Path]) -> None:
        """Read and match the files, by the worker."""

        def work(progress: Progress) -> list[Match]:
            files = []
            for at, path in enumerate(paths):
                progress(at, len(paths))
                files.append(opened(path.name, partial(_read, path)))
            with self.known.desk.facts() as facts:
                return matched(facts, files, self.among)

        self._run(work, self._show, "正在读照片")

    def _show(self, matches: list[Match]) -> None:
        self.matches = matches
        with self.known.facts() as facts:
            names = {row["number"]: str(row["name"]) for row in facts.live(SeizedItem.__tablename__)}
        rows = [
            (shown_name(one.file.name), one.number, names.get(one.number, ""), one.why or "✓ 对上") for one in matches
        ]
        self.cells.show_rows(rows, ["ink" if one.item is not None else "red7" for one in matches])
        taken = [one for one in matches if one.item is not None]
        items = len({one.item for one in taken})
        left = len(matches) - len(taken)
        self.counts.setText(f"{len(taken)} 张对上 {items} 件" + (f"，{left} 张不存" if left else ""))
        rename(self.verb, f"存入 {len(taken)} 张")
        self.verb.setEnabled(bool(taken))
        (self.verb if taken else self.choose).setFocus()

    def carry_out(self) -> None:
        """Attach what was matched."""
        if self.job is not None or not any(one.item is not None for one in self.matches):
            return
        desk, matches, tick = self.known.desk, self.matches, self.tick.isChecked()
        self._run(lambda progress: attach_all(desk, ITEMS, matches, tick, progress), self._attached, "正在存入")

    def _attached(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.known.forget()
        self.accept()

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], object], said: str) -> None:
        """Work by the worker; nothing can be pressed meanwhile but Esc."""
        self._busy(True)
        self.say(f"{said}，Esc 停止", "meta2")

        def over(answer: T) -> None:
            if isValid(self):
                self._busy(False)
                self.say("")
                done(answer)

        self.job = self.press.jobs.run(work, over, self._failed, said)

    def _busy(self, on: bool) -> None:
        self.job = self.job if on else None
        for part in (self.choose, self.verb, self.tick):
            part.setEnabled(not on)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._busy(False)
        self.verb.setEnabled(any(one.item is not None for one in self.matches))
        if isinstance(error, Cancelled):
            self.say("已停止，一张也没有存", "note")
        elif isinstance(error, Refusal):
            self.say(error.said)
        else:
            raise error

    def reject(self) -> None:
        """Esc: stop what runs, else leave."""
        if self.job is not None:
            self.job.cancel()
        else:
            super().reject()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(f"“{shown_name(path.name)}”读不出来。看看是否被占用，再选一次") from error


def ask_photos(press: Press, parent: QWidget, known: Known, recent: Recent, chosen: Sequence[int]) -> Outcome | None:  # noqa: ARG001
    """Photos of the selected items; of one alone, those of its whole case may be meant by their serials."""
    with known.facts() as facts:
        head = facts.row(SeizedItem.__tablename__, chosen[0]).get(SeizedItem.seizure_id.key) if chosen else None
        if len(chosen) == 1 and head is not None:
            found = facts.having(SeizedItem.__tablename__, SeizedItem.seizure_id.key, head)
            chosen = [row["id"] for row in found]
    dialog = PhotoDialog(parent, known, press, chosen)
    dialog.exec()
    outcome = dialog.outcome
    dialog.deleteLater()
    return outcome
