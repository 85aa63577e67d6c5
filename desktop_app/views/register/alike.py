"""疑似重复: what a new record may repeat, asked off the window's thread; reading it loses nothing typed."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.registers import reading, words
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.rules.problems import Fault, Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.outcome import Outcome, Twin
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

_NAMED = 18
"""Characters of a subject quoted in the note."""


def said_of(twins: Sequence[Twin]) -> str:
    """疑似重复：2015-侦监-个-003 讯问笔录…（同案同类）; with a count when there are more."""
    if not twins:
        return ""
    first = twins[0]
    name = first.name if len(first.name) <= _NAMED else f"{first.name[:_NAMED]}…"
    more = f" 等 {len(twins)} 条" if len(twins) > 1 else ""
    return f"疑似重复：{first.number} {name}（{first.why}）{more}"


def with_recurrence(outcome: Outcome, register: Register, known: Known) -> Outcome:
    """The outcome, warning of records just saved that came back after a closing (反弹、重复发生)."""
    if register.recurs is None or not outcome.ids:
        return outcome
    with known.facts() as facts:
        said = register.recurs(outcome.ids, facts)
    warning = Problem(register.subject.key, Fault.CAUTION, "recurring", said)
    return replace(outcome, warnings=(warning, *outcome.warnings)) if said else outcome


class Alike(QObject):
    """Asks ``Register.alike`` for a draft when what it looks at may have changed; ``found`` carries the twins.

    Records in ``own`` were entered a moment ago in this dialog: they count only when they say just the same.
    """

    found = Signal(object)

    def __init__(self, register: Register, known: Known, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.own: set[int] = set()
        self._register, self._known, self._jobs = register, known, jobs
        self._asked: Any = None
        self._closed = False

    def forget(self) -> None:
        """Another record is begun."""
        self._asked = None
        self.found.emit([])

    def stop(self) -> None:
        """The dialog closes: an answer on its way is not waited for, and nothing more is asked."""
        self._asked, self._closed = None, True

    def ask(self, draft: Draft) -> None:
        """A field was left: ask unless nothing changed, or nothing is said yet."""
        subject = draft.values.get(self._register.subject.key)
        question = copy.deepcopy((draft.values, draft.parts))
        if self._closed or self._register.alike is None or not subject or question == self._asked:
            return
        self._asked = question
        asked = Draft(draft.model, values=question[0], parts=question[1])
        self._jobs.run(lambda _progress: self._look(asked), lambda twins: self._answer(question, twins), _unheard)

    def _look(self, draft: Draft) -> list[Twin]:
        alike, desk = self._register.alike, self._known.desk
        assert alike is not None
        with desk.store.read() as session:
            twins = alike(draft, Facts(session, desk.today))
        subject = draft.values.get(self._register.subject.key)
        return [twin for twin in twins if twin.id not in self.own or twin.name == subject]

    def _answer(self, question: Any, twins: list[Twin]) -> None:
        """An answer to what is no longer asked is dropped."""
        if question == self._asked:
            self.found.emit(twins)


def _unheard(_error: Exception) -> None:
    """A note that cannot be had is no reason to disturb the typing."""


class LookDialog(Dialog):
    """Records to read, one under the other; nothing can be changed here."""

    def __init__(self, parent: QWidget, register: Register, known: Known, twins: Sequence[Twin]) -> None:
        super().__init__(parent, f"疑似重复的{register.title}", 640)
        column = QVBoxLayout()
        column.setSpacing(px(12))
        with known.facts() as facts:
            for twin, line in zip(twins, reading.lines(facts, register, [twin.id for twin in twins]), strict=False):
                column.addWidget(_card(register, line, twin.why, facts))
        column.addStretch(1)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        inner.setLayout(column)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        self.body.addWidget(scroll)
        self.back = self.add_button("接着填", "Esc", self.accept, PRIMARY)
        self.back.setDefault(True)
        self.resize(px(640), px(420))
        self.back.setFocus()


def _card(register: Register, line: Line, why: str, facts: Facts) -> QFrame:
    """Number, subject and every field that holds something."""
    card = QFrame()
    card.setProperty("frame", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(px(12), px(8), px(12), px(8))
    grid.setColumnStretch(1, 1)
    head = label(f"{register.call(line.values)}（{why}）", "strong")
    head.setWordWrap(True)
    grid.addWidget(head, 0, 0, 1, 2)
    items: tuple[Field | Parts, ...] = (*register.fields, *register.parts)
    for item in items:
        said = words.cell(item, line.values, facts)
        if said not in ("", "0", words.NO) and item.name != register.subject.key:
            value = label(said)
            value.setWordWrap(True)
            grid.addWidget(label(item.label, "label"), grid.rowCount(), 0)
            grid.addWidget(value, grid.rowCount() - 1, 1)
    return card
