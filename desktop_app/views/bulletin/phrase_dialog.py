"""常用语 (F3) and people (Alt+L): one of a list, put into the text at the caret; a selection kept as a phrase."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QPlainTextEdit, QWidget

from desktop_app.models.basics import Term
from desktop_app.registers.basics import TERMS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.drafting import phrases
from desktop_app.services.facts import Facts
from desktop_app.services.outcome import Outcome
from desktop_app.services.setup import PHRASES
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin.picking import Picker
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.editors.choices import Choice
from desktop_app.views.register.editors.choices import records as live_records
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

OWN = "自存"
"""The heading of phrases kept from a text when the officer names none."""


class PickDialog(Dialog):
    """One of a list; ``choice`` is the one taken."""

    def __init__(self, parent: QWidget | None, title: str, caption: str, hint: str, verb: str) -> None:
        super().__init__(parent, title, 560)
        self.picker = Picker(caption, hint, title)
        self.picker.setMinimumHeight(px(300))
        self.body.addWidget(self.picker, 1)
        self.hint("↑↓", "选")
        self.hint("Enter", verb)
        self.add_cancel()
        self.verb = self.add_button(verb, "", self._take, PRIMARY)
        self.picker.picked.connect(self._take)
        self.picker.setFocus()

    def _take(self) -> None:
        if self.choice is not None:
            self.accept()

    @property
    def choice(self) -> Choice | None:
        return self.picker.choice


def ask_phrase(parent: QWidget | None, known: Known) -> str | None:
    """A set phrase, or None."""
    with known.facts() as facts:
        bank = phrases(facts)
    some = [Choice(phrase, phrase, head) for head, found in bank.items() for phrase in found]
    dialog = PickDialog(parent, "常用语", "找常用语", "首字母、拼音或汉字", "插入常用语")
    dialog.picker.offer(some)
    if not some:
        dialog.say("还没有常用语。选中正文里的一段，按 Shift+F3 存", "note")
    taken = _answer(dialog)
    return str(taken) if taken is not None else None


def ask_person(parent: QWidget | None, known: Known) -> int | None:
    """An officer by initials, or None."""
    dialog = PickDialog(parent, "插入人员", "找人员", "姓名首字母，如 czy", "插入人员")
    dialog.picker.offer(live_records("officer", known)())
    taken = _answer(dialog)
    return int(taken) if taken is not None else None


def _answer(dialog: PickDialog) -> Any:
    """The key of what was taken."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.choice.key if accepted and dialog.choice is not None else None


class KeepPhraseDialog(Dialog):
    """The selected words as a phrase under a heading; ``outcome`` once kept."""

    def __init__(self, parent: QWidget | None, desk: Desk, words: str, heads: list[str]) -> None:
        super().__init__(parent, "存为常用语", 520)
        self._desk = desk
        self.outcome: Outcome | None = None
        self._given = words
        self.words = QPlainTextEdit(words)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(px(84))
        self.body.addWidget(label("常用语", "label", self.words))
        self.body.addWidget(self.words)
        self.head = QComboBox()
        self.head.setEditable(True)
        self.head.addItems(heads or [OWN])
        self.body.addWidget(label("归在", "label", self.head))
        self.body.addWidget(self.head)
        self.add_cancel()
        self.add_button("存常用语", "Ctrl+Enter", self._keep, PRIMARY)

    @property
    def typed(self) -> str:
        words = self.words.toPlainText()
        return words if words != self._given else ""

    def _keep(self) -> None:
        words = " ".join(self.words.toPlainText().split())
        if not words:
            self.say("常用语是空的。写一句再存")
            return
        try:
            self.outcome = keep_phrase(self._desk, words, self.head.currentText().strip() or OWN)
        except Refusal as refused:
            self.say(refused.said)
        else:
            self.accept()


def keep_phrase(desk: Desk, words: str, head: str) -> Outcome:
    """Keep a phrase under a heading of the phrase bank; a new heading is made."""
    with desk.facts() as facts:
        if words in phrases(facts).get(head, ()):
            raise Refusal(f"“{head}”里已有这句。换一个归处")
        over = _head_id(facts, head)
        places = [row["position"] for row in facts.live(Term.__tablename__) if row["dictionary"] == PHRASES]
    last = max(places, default=0)
    if over is None:
        made = new_draft(Term, {"dictionary": PHRASES, "word": head, "position": last + 1})
        over = records.save(desk, TERMS, made).ids[0]
        last += 1
    draft = new_draft(Term, {"dictionary": PHRASES, "word": words, "position": last + 1, "parent_id": over})
    return records.save(desk, TERMS, draft)


def _head_id(facts: Facts, head: str) -> int | None:
    rows = (row for row in facts.live(Term.__tablename__) if row["dictionary"] == PHRASES)
    found = (row["id"] for row in rows if row["parent_id"] is None and row["word"] == head)
    return next(found, None)


def ask_keep_phrase(parent: QWidget | None, known: Known, words: str) -> Outcome | None:
    """Keep the selected words; None when the officer stepped back."""
    with known.facts() as facts:
        heads = list(phrases(facts))
    dialog = KeepPhraseDialog(parent, known.desk, words, heads)
    dialog.exec()
    return dialog.outcome
