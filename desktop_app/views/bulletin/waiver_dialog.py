"""审核说明: a cross-check that does not come out, let pass with a reason and somebody who approves."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.models.bulletins import BulletinWaiver
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.spec import Field
from desktop_app.services.checking import Audited, waive
from desktop_app.services.outcome import Outcome
from desktop_app.views.controls import PRIMARY, label, link, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

FIELDS = (
    Field(BulletinWaiver.reason, "说明", required=True, lines=3, hint="写明为什么不平仍可印发"),
    Field(BulletinWaiver.approver_id, "批准人", required=True),
)


class WaiverDialog(VerbDialog):
    """What was found, and why it may stand. ``opened`` asks for the records it was found in, or the paragraph."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, bulletin_id: int, found: Audited) -> None:
        super().__init__(parent, "审核说明", known, recent, 620)
        self._bulletin_id, self.found = bulletin_id, found
        title = label(found.title, "title")
        said = label(found.said)
        for words in (title, said):
            words.setWordWrap(True)
        self.body.addWidget(title)
        self.body.addWidget(label(found.formula, "meta2"))
        self.body.addWidget(said)
        if found.rows or found.places:
            way = link("打开所涉记录" if found.rows else "转到这一段", self._open, "F2")
            way.setShortcut("F2")
            self.body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        if found.stale is not None:
            self.body.addWidget(label(f"◆ 已有说明针对的是另一结果，要重写：{found.stale.reason}", "note"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(FIELDS, {FIELDS[0].name: found.stale.reason if found.stale else ""}))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "说明随内部留存稿打印，印发稿上没有")
        self.add_cancel()
        self.verb = self.add_button("写明说明", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[FIELDS[0].name].editor.take_focus()

    def _open(self) -> None:
        self.reject()
        if self.answered:
            self.opened.emit(self.found)

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return waive(
            self.known.desk,
            BULLETINS,
            self._bulletin_id,
            self.found.id,
            str(values[FIELDS[0].name] or ""),
            values[FIELDS[1].name],
        )
