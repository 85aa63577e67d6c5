"""Dialogs that ask for secrets: a password, a change of password, the inspector's password."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.views.controls import PRIMARY, label, mark_bad
from desktop_app.views.dialogs import Dialog
from desktop_app.views.passwords import accepted, strength
from desktop_app.views.unlock import SecretField

CHANGED = "现已设有督查口令，换了新的，旧的就打不开。"


class PasswordDialog(Dialog):
    """Asks one secret."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent, title, 420)
        said = label(sentence)
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.secret = SecretField("口令", "Alt+V")
        self.secret.returned.connect(self._accept)
        self.body.addWidget(self.secret)
        self.add_cancel()
        self.add_button(verb, "Enter", self._accept, PRIMARY)
        self.secret.line.setFocus()

    def _accept(self) -> None:
        if self.secret.text:
            self.accept()
        else:
            self.say("没输口令。输入后再继续")


def ask_password(parent: QWidget | None, title: str, sentence: str, verb: str) -> str | None:
    """The secret typed, or None."""
    dialog = PasswordDialog(parent, title, sentence, verb)
    return dialog.secret.text if dialog.exec() == QDialog.DialogCode.Accepted else None


class ChangePassword(Dialog):
    """Old password, new one twice."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "改口令", 440)
        self.old, self.new, self.again = SecretField("原口令"), SecretField("新口令", "Alt+V"), SecretField("再输一次")
        for said, field in (("原口令 (&O)", self.old), ("新口令 (&N)", self.new), ("再输一次 (&A)", self.again)):
            self.body.addWidget(label(said, "label", field.line))
            self.body.addWidget(field)
            field.returned.connect(self._accept)
        self.new.line.textChanged.connect(lambda typed: self.say(strength(typed)[1] if typed else "", "meta2"))
        self.add_cancel()
        self.add_button("改口令", "Ctrl+Enter", self._accept, PRIMARY)
        self.old.line.setFocus()

    def _accept(self) -> None:
        fault = "没输原口令。输入后再改" if not self.old.text else accepted(self.new.text, self.again.text)
        mark_bad(self.old.line, not self.old.text)
        if fault:
            self.say(f"! {fault}")
        else:
            self.accept()


def ask_change(parent: QWidget | None) -> tuple[str, str] | None:
    """Old and new password, or None."""
    dialog = ChangePassword(parent)
    accepted_now = dialog.exec() == QDialog.DialogCode.Accepted
    return (dialog.old.text, dialog.new.text) if accepted_now else None


class InspectorDialog(Dialog):
    """督查口令: the officer's own password, and the one that lets an inspector read, twice. ``withdrawn``: none."""

    def __init__(self, parent: QWidget | None, there: bool) -> None:
        super().__init__(parent, "督查口令", 460)
        self.withdrawn = False
        said = label("督查人员凭督查口令打开工作库，能查看、打印、导出、核验，不能改。" + (CHANGED if there else ""))
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.own = SecretField("办公室口令")
        self.new, self.again = SecretField("督查口令", "Alt+V"), SecretField("再输一次")
        for words, field in (("办公室口令 (&O)", self.own), ("督查口令 (&N)", self.new), ("再输一次 (&A)", self.again)):
            self.body.addWidget(label(words, "label", field.line))
            self.body.addWidget(field)
            field.returned.connect(self._set)
        self.new.line.textChanged.connect(lambda typed: self.say(strength(typed)[1] if typed else "", "meta2"))
        if there:
            self.add_button("收回督查口令", "Alt+W", self._withdraw)
        self.add_cancel()
        self.add_button("换督查口令" if there else "设督查口令", "Ctrl+Enter", self._set, PRIMARY)
        self.own.line.setFocus()

    def _lacks_own(self) -> bool:
        mark_bad(self.own.line, not self.own.text)
        if not self.own.text:
            self.say("! 没输办公室口令。输入后再继续")
        return not self.own.text

    def _set(self) -> None:
        if self._lacks_own():
            return
        fault = accepted(self.new.text, self.again.text)
        fault = fault or ("督查口令不能与办公室口令相同。换一个" if self.new.text == self.own.text else "")
        if fault:
            self.say(f"! {fault}")
        else:
            self.accept()

    def _withdraw(self) -> None:
        if not self._lacks_own():
            self.withdrawn = True
            self.accept()


def ask_inspector(parent: QWidget | None, there: bool) -> tuple[str, str] | None:
    """The officer's password and the inspector's new one, empty to withdraw it; None when stepped back."""
    dialog = InspectorDialog(parent, there)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return dialog.own.text, "" if dialog.withdrawn else dialog.new.text
