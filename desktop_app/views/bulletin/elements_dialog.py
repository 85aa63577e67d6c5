"""公文要素: what stands on the paper around the text — format, seal, 主送, 版记 — in one dialog over the draft."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.bulletins import Bulletin
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.spec import Field
from desktop_app.rules.bulletins import TEXT_OPEN
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.views.controls import PRIMARY
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

_NAMES = (
    "format", "naming", "addressee", "attachments", "annotation", "sealing", "signed_as", "secrecy", "secrecy_term",
    "urgency", "copy_no", "copied_to", "issuer", "copies", "issue_no", "preprinted", "duplex", "drafter_id",
    "reviewer_id",
)  # fmt: skip
_PART_OF_TEXT = ("addressee", "attachments", "annotation")
"""Elements that close with the text once it is sent."""


def element_fields(draft: Draft) -> tuple[Field, ...]:
    """The fields of the register asked here; those that belong to the text only while it is open."""
    by_name = {item.name: item for item in BULLETINS.fields}
    shut = () if draft[Bulletin.state] in TEXT_OPEN else _PART_OF_TEXT
    return tuple(by_name[name] for name in _NAMES if name in by_name and name not in shut)


class ElementsDialog(VerbDialog):
    """``values`` are what was typed; they are saved with the text."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, draft: Draft, first: str = "") -> None:
        super().__init__(parent, "公文要素", known, recent, 760)
        self.values: dict[str, Any] = {}
        fields = element_fields(draft)
        self.body.addWidget(self.seat_fields(fields, draft.values))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        open_text = draft[Bulletin.state] in TEXT_OPEN
        self.hint("", "套用后看预览，Ctrl+S 一并保存" if open_text else "正文已送审；这里套用就保存")
        self.add_cancel()
        self.verb = self.add_button("套用", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[first if first in self.seats else fields[0].name].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        self.values = {name: _kept(name, value) for name, value in values.items()}
        return Outcome(BULLETINS.kind, (), "")


def _kept(name: str, value: Any) -> Any:
    """An empty text is kept as one."""
    column = Bulletin.__table__.columns[name]
    return "" if value is None and not column.nullable and column.type.python_type is str else value
