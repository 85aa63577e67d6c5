"""新增通报: the kind, the period, how people are named; beside them the first lines of what will be drafted."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.registers.bulletins import BULLETINS
from desktop_app.rules.vocabulary import BulletinKind, Naming
from desktop_app.services import drafting
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import Offer
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import manuscript
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, joined, label, mark_bad
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Cancelled, Job, Jobs, Progress
from desktop_app.views.theme import px

PAUSE_MS = 200
LINES = 9
"""How many paragraphs of the draft are shown before it is written."""


@dataclass(frozen=True)
class Asked:
    """What is to be drafted."""

    kind: BulletinKind
    period: str
    naming: Naming


class NewDialog(Dialog):
    """Begin a bulletin. ``outcome`` is what was drafted; the deed is done in the worker."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        jobs: Jobs,
        kind: BulletinKind | None = None,
        naming: Naming = Naming.CODED,
    ) -> None:
        super().__init__(parent, "新增通报", 860)
        self.desk, self._jobs = desk, jobs
        self.outcome: Outcome | None = None
        self._job: Job | None = None
        self._writing = False
        with desk.facts() as facts:
            self.offers = drafting.offers(facts)
        self.kinds = self._kinds()
        self.period = self._period()
        self.naming = self._naming(naming)
        self.lacking = label("", "note")
        self.first = QPlainTextEdit()
        self.first.setReadOnly(True)
        self.first.setAccessibleName("初稿前几段")
        self.first.setMinimumSize(QSize(px(440), px(300)))
        self._seat()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.kinds.currentRowChanged.connect(lambda _row: self._kind_chosen())
        self.period.editTextChanged.connect(lambda _text: self._changed())
        self.hint("↑ ↓", "选种类")
        self.hint("Tab", "期间")
        self.hint("", "期间可填 2015-04、2015Q1、2015-04-01至2015-05-15")
        self.add_cancel()
        self.verb = self.add_button("起草", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.verb.setAutoDefault(True)
        self._choose(kind)
        self.kinds.setFocus()

    # what it is made of

    def _kinds(self) -> QListWidget:
        made = QListWidget()
        made.setProperty("frame", "box")
        made.setAccessibleName("种类")
        made.setProperty("look", "lines")
        made.setFixedWidth(px(196))
        for offer in self.offers:
            item = QListWidgetItem(offer.title if offer.alive else f"{offer.title}　待台账")
            item.setToolTip(offer.about if offer.alive else lacking_words(offer))
            if not offer.alive:
                item.setForeground(made.palette().placeholderText())
            made.addItem(item)
        made.setMinimumHeight(made.count() * px(30) + px(8))
        made.itemActivated.connect(lambda _item: self.period.setFocus())
        return made

    def _period(self) -> QComboBox:
        made = QComboBox()
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.setAccessibleName("期间")
        made.setMinimumWidth(px(200))
        return made

    def _naming(self, chosen: Naming) -> QButtonGroup:
        group = QButtonGroup(self)
        for at, word in enumerate(Naming):
            button = QPushButton(word.value)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "segment")
            button.setProperty("place", joined(at, len(Naming)))
            button.setChecked(word is chosen)
            group.addButton(button, at)
        group.idClicked.connect(lambda _at: self._changed())
        return group

    def _seat(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.addWidget(label("种类", "label"), 0, 0)
        grid.addWidget(self.kinds, 1, 0, 4, 1)
        grid.addWidget(label("期间 (&Q)", "label", self.period.lineEdit()), 0, 1)
        grid.addWidget(self.period, 1, 1)
        grid.addWidget(label("具名方式", "label"), 0, 2)
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in self.naming.buttons():
            row.addWidget(button)
        row.addStretch(1)
        grid.addLayout(row, 1, 2)
        grid.addWidget(self.lacking, 2, 1, 1, 2)
        grid.addWidget(label("初稿前几段", "label"), 3, 1, 1, 2)
        grid.addWidget(self.first, 4, 1, 1, 2)
        grid.setRowStretch(4, 1)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)

    def _choose(self, kind: BulletinKind | None) -> None:
        wanted = [at for at, offer in enumerate(self.offers) if offer.kind is kind]
        alive = [at for at, offer in enumerate(self.offers) if offer.alive]
        self.kinds.setCurrentRow((wanted or alive or [0])[0])

    # choosing

    @property
    def offer(self) -> Offer:
        return self.offers[max(self.kinds.currentRow(), 0)]

    @property
    def asked(self) -> Asked:
        chosen = tuple(Naming)[self.naming.checkedId()]
        said = self.period.currentText().strip()
        known = next((typed for typed, words in self.offer.periods if words == said), said)
        return Asked(self.offer.kind, known, chosen)

    def _kind_chosen(self) -> None:
        """Another kind: its periods, what it lacks."""
        offer, kept = self.offer, self.period.currentText()
        self.period.blockSignals(True)
        self.period.clear()
        self.period.addItems([words for _typed, words in offer.periods])
        if kept in [words for _typed, words in offer.periods]:
            self.period.setCurrentText(kept)
        self.period.blockSignals(False)
        self.lacking.setText(offer.about if offer.alive else f"! {lacking_words(offer)}")
        self.lacking.setProperty("role", "meta2" if offer.alive else "note")
        self.lacking.style().polish(self.lacking)
        self._changed()

    def _changed(self) -> None:
        self.say("")
        mark_bad(self.period, False)
        self._pause.start()

    # looking before writing

    def _look(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        asked = self.asked
        if not self.offer.alive or not asked.period:
            self.first.setPlainText("")
            return

        def work(progress: Progress) -> str:
            progress.check()
            with self.desk.facts() as facts:
                return first_lines(drafting.drafted(facts, asked.kind, asked.period, naming=asked.naming), facts)

        job = self._jobs.run(work, lambda said: self._seen(job, said), lambda error: self._failed(job, error))
        self._job = job

    def _seen(self, job: Job, said: str) -> None:
        if isValid(self) and job is self._job:
            self._job = None
            self.first.setPlainText(said)

    def _failed(self, job: Job, error: Exception) -> None:
        if not isValid(self) or job is not self._job or isinstance(error, Cancelled):
            return
        self._job, self._writing = None, False
        self.verb.setEnabled(True)
        if not isinstance(error, Refusal):
            raise error
        self.first.setPlainText("")
        self.say(error.said)

    # writing

    def carry_out(self) -> None:
        """起草: the draft is written and kept."""
        asked = self.asked
        if self._writing:
            return
        if not self.offer.alive:
            self.say(lacking_words(self.offer))
            return
        if not asked.period:
            mark_bad(self.period, True)
            self.say("没填期间。填好再起草，如 2015-04")
            self.period.setFocus()
            return
        self._pause.stop()
        self._writing = True
        self.verb.setEnabled(False)
        self.say("正在起草", "meta2")

        def work(progress: Progress) -> Outcome:
            progress.check()
            return drafting.draft(self.desk, BULLETINS, asked.kind, asked.period, naming=asked.naming)

        if self._job is not None:
            self._job.cancel()
        job = self._jobs.run(work, self._written, lambda error: self._failed(job, error))
        self._job = job

    def _written(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if isValid(self):
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.period.hasFocus():
            self.verb.setFocus()
            return
        super().keyPressEvent(event)


def lacking_words(offer: Offer) -> str:
    """Why a kind cannot be drafted yet, and what to do: 还没有台账：案件评查。可选“其他”自己写."""
    return f"还没有台账：{'、'.join(offer.lacking)}。可选“{BulletinKind.OTHER.value}”自己写"


def first_lines(draft: Draft, facts: Facts) -> str:
    """Title and first paragraphs as they will be read."""
    paper = manuscript(facts, draft)
    lines = [line.number + (line.grid.caption if line.grid else line.text) for line in paper.lines]
    head = [paper.title, f"{paper.addressee.rstrip('：:')}：" if paper.addressee else ""]
    rest = [f"…… 另有 {len(lines) - LINES} 段"] if len(lines) > LINES else []
    return "\n".join(filter(None, [*head, *lines[:LINES], *rest]))
