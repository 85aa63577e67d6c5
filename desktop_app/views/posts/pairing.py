"""换人: another pair for a post from a day on, with approver and reason; the old record ends the day before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.posts import Post
from desktop_app.registers.posts import POSTS
from desktop_app.registers.spec import Field
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.outcome import Outcome
from desktop_app.services.posts import change_pair
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog


class ChangePairDialog(VerbDialog):
    """The pair as it is, to be typed over; what becomes of the old record is told beneath."""

    FIELDS = (
        Field(Post.a_id, "A岗", required=True),
        Field(Post.b_id, "B岗"),
        Field(Post.since_on, "起日", required=True),
        Field(Post.approver_id, "批准人", required=True),
        Field(Post.change_reason, "换人原因", required=True, lines=2),
        Field(Post.sole, "无B岗理由", stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, post_id: int) -> None:
        super().__init__(parent, "换人", known, recent, 640)
        with known.facts() as facts:
            self.post = records.load(facts.session, Post, post_id, POSTS.lists)
            place = facts.label("department", self.post[Post.department_id])
            pair = [facts.label("officer", self.post[attr]) for attr in (Post.a_id, Post.b_id)]
        self.post_id = post_id
        since = self.post[Post.since_on]
        now = f"现任：A岗 {pair[0] or '待补'}　B岗 {pair[1] or '无'}　{f'自 {since}' if since else '起日待补'}"
        self.effect = label("", "strong")
        self.effect.setWordWrap(True)
        self.body.addWidget(label(f"{place} {self.post[Post.name]}".strip(), "title"))
        self.body.addWidget(label(now, "label"))
        self.body.addWidget(rule())
        given = {attr.key: self.post[attr] for attr in (Post.a_id, Post.b_id)}
        self.body.addWidget(self.seat_fields(self.FIELDS, {**given, Post.since_on.key: known.desk.today}))
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "起日可填 615、6.15、+30（从今天起）")
        self.add_cancel()
        self.verb = self.add_button("换人", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._tell_effect()
        self.seats[Post.a_id.key].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == Post.since_on.key:
            self._tell_effect()

    def _tell_effect(self) -> None:
        try:
            day = self.seats[Post.since_on.key].editor.read()
        except Unreadable:
            day = None
        said = f"原任期止于前一天，{day:%m-%d} 起另立一条；原记录保留" if isinstance(day, date) else ""
        self.effect.setText(said)

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return change_pair(
            self.known.desk,
            POSTS,
            self.post_id,
            values[Post.a_id.key],
            values[Post.b_id.key],
            values[Post.since_on.key],
            values[Post.approver_id.key],
            str(values[Post.change_reason.key] or ""),
            str(values[Post.sole.key] or ""),
        )


def ask_change_pair(parent: QWidget | None, known: Known, recent: Recent, post_id: int) -> Outcome | None:
    """换人 of one post: what was done, or None when the officer stepped back."""
    return asked(parent, "换人", lambda: ChangePairDialog(parent, known, recent, post_id))
