"""抽样: one dialog from the month's round to the reviewers of every drawn case; what is done already is passed by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models.reviews import ReviewRound, RoundReviewer
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.round_tests import round_name
from desktop_app.registers.rounds import ROUNDS
from desktop_app.registers.spec import Field
from desktop_app.rules.draws import Ask
from desktop_app.rules.periods import read_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import RoundKind
from desktop_app.services import assigning, draws, records
from desktop_app.services.coming_round import coming
from desktop_app.services.draft import Draft
from desktop_app.services.draw_pool import Preview
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.draw import doing, reading
from desktop_app.views.draw.asking import ASKED, DAY, FROM, NULLABLE, PAPERS, PERIOD, SEED, TO, VERBS, WITNESSES, ask_of
from desktop_app.views.draw.dice import DiceEditor
from desktop_app.views.draw.doing import Seen
from desktop_app.views.draw.pages import ListPage, PoolPage, Strip, captioned, team_group
from desktop_app.views.draw.patience import PatientDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.draw.reading import Begun, Stage
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.tokens import TokenEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import rename
from desktop_app.views.theme import px

_WIDE, _TALL, _EDGE = 1240, 620, 48


class DrawDialog(PatientDialog):
    """The walk of a draw (抽样). Ctrl+Enter does the step and goes on; sealing and drawing cannot be taken back.

    With ``wander`` it goes on with what is under way where the round given is over; without, it refuses such a round.
    ``round_id`` after the walk is the round walked; ``walked`` says that it came to its end. ``outcome`` is what was
    done, also when the officer stopped half way; None when nothing was.
    """

    def __init__(
        self,
        parent: QWidget | None,
        known: Known,
        recent: Recent,
        press: Press,
        round_id: int | None = None,
        *,
        wander: bool = False,
    ) -> None:
        super().__init__(parent, "抽样", known, recent, _EDGE, press.jobs)
        room = self.screen().availableSize()
        self.resize(min(px(_WIDE), room.width() - _EDGE), min(px(_TALL), room.height() - _EDGE))
        self.press = press
        self.round_id: int | None = None
        self.walked = False
        self.stage = Stage.ROUND
        self.seen: Preview | None = None
        self._draft: Draft | None = None
        self._proposals: list[assigning.Proposal] = []
        with known.facts() as facts:
            if round_id is not None and not wander:
                reading.stage_of(facts.row(ReviewRound.__tablename__, round_id))
            begun = reading.rounds(facts, None if wander else round_id)
        self._build()
        self._finish()
        self.go_on(reading.go_on_with(begun, round_id), begun)

    # making it

    def _build(self) -> None:
        self.strip = Strip()
        self.team = TokenEditor(team_group(), self.known, self.recent)
        self.team.setAccessibleName("评查员")
        bodies = {stage: self.seat_fields(fields) for stage, fields in ASKED.items()}
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(bodies[Stage.ROUND])
        column.addLayout(captioned("评查员", self.team))
        column.addWidget(label("下一步看候选名单，那里可改比例和件数。名单封存以前，这里都可以改。", "meta2"))
        column.addStretch(1)
        self.pool = PoolPage(bodies[Stage.POOL], bodies[Stage.DICE])
        self.list = ListPage(self.known, self.recent)
        self.pages = QStackedWidget()
        for page in (first, self.pool, self.list):
            self.pages.addWidget(page)
        self.name = label("", "title")
        self.name.setWordWrap(True)
        for part in (self.strip, rule(), self.name):
            self.body.addWidget(part)
        self.body.addWidget(self.pages, 1)
        self.strip.picked.connect(self._pick)
        self.team.advance.connect(self.after_last)
        self.pool.table.left.connect(self.after_last)
        self.pool.table.printed.connect(self.print)
        self.list.table.printed.connect(self.print)
        self.list.table.left.connect(self.carry_out)
        self.list.team_changed.connect(self._name_team)

    def _finish(self) -> None:
        self.hint("Enter", "下一项")
        self.hint("Ctrl+Enter", "办这一步")
        self.hint("Ctrl+PgUp PgDn", "换轮次")
        self.hint("", "封存和抽取办了不能撤销；抽错的作废这一轮，另立一轮")
        self.stop = self.add_cancel()
        self.back = self.add_button("改轮次", "Alt+1", partial(self.show_stage, Stage.ROUND))
        self.paper = self.add_button("打印", "Ctrl+P", self.print)
        self.verb = self.add_button(VERBS[Stage.ROUND], "Ctrl+Enter", self.carry_out, PRIMARY)
        for key, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(key), self, partial(self.strip.turn, by))

    def editor(self, item: Field) -> Editor:
        return DiceEditor(item) if item.name == SEED else super().editor(item)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._take_focus()

    def make_room(self) -> None:
        """Everything has its room; messages push the list, not the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter on the verb does it; elsewhere it never does."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.verb is not None and self.verb.hasFocus():
            self.verb.click()

    def steered(self) -> Iterable[QWidget]:
        return self.strip, self.pages, self.stop, self.back, self.paper, *((self.verb,) if self.verb else ())

    # which round, which step

    def _pick(self, begun: Begun) -> None:
        if self.typed:
            self.say("填了还没存。先办这一步，或按 Esc 放弃")
            self.strip.offer(self.strip.begun, self.round_id)
        elif begun.id != self.round_id:
            self.go_on(begun, self.strip.begun)

    def go_on(self, begun: Begun, every: Any = None) -> None:
        """Show a round at its own step."""
        self.say("")
        self.round_id = begun.id
        with self.known.facts() as facts:
            self.strip.offer(every or reading.rounds(facts, begun.id), begun.id)
            self._draft = ROUNDS.blank(facts) if begun.id is None else None
        self._load()
        self.show_stage(begun.stage)

    def _load(self) -> None:
        """What the fields begin with."""
        if self.round_id is not None:
            with self.known.desk.store.read() as session:
                self._draft = records.load(session, ReviewRound, self.round_id, ROUNDS.lists)
        assert self._draft is not None
        values = {**self._draft.values, DAY: self.known.desk.today}
        for name, seat in self.seats.items():
            seat.editor.show_value(values.get(name))
            seat.say("", "")
        for team in (self.team, self.list.team):
            team.show_value(self._draft.rows(RoundReviewer))
        self.name.setText(str(values.get(ReviewRound.name.key) or ""))

    def show_stage(self, stage: Stage, *, anew: bool = True) -> None:
        """Show a step, with what it needs read; ``anew`` puts the cursor where the step begins."""
        round_id = self.round_id
        if round_id is None or stage is Stage.ROUND:
            self._show(stage, None, anew)
            return
        self.do(
            lambda: doing.read(self.known.desk, round_id, stage),
            lambda seen: self._show(stage, seen, anew),
            lambda facts: doing.is_much(facts, round_id, stage),
            "正在读取名单",
            self._show_first,
        )

    def _show_first(self, refused: Refusal) -> None:
        """What a round lacks to have a pool is asked by the first step."""
        self._show(Stage.ROUND, None)
        self._refused(refused)

    def _show(self, stage: Stage, seen: Seen | None, anew: bool = True) -> None:
        self.stage = stage
        if seen is not None:
            self._fill(seen)
        self.strip.show_stage(stage)
        self.pages.setCurrentIndex({Stage.ROUND: 0, Stage.LIST: 2}.get(stage, 1))
        self.back.setVisible(stage is Stage.POOL)
        self.back.setEnabled(stage is Stage.POOL)
        self.paper.setVisible(stage in PAPERS)
        if stage in PAPERS:
            rename(self.paper, PAPERS[stage][1])
        assert self.verb is not None
        lists = stage is Stage.LIST and not any(one.officers for one in self._proposals)
        rename(self.verb, "完成" if lists else VERBS[stage])
        self._offered = self._all_written()
        if anew:
            self._take_focus()

    def _fill(self, seen: Seen) -> None:
        if seen.pool is None:
            self._proposals = [one.proposal for one in seen.lines if one.proposal is not None]
            self.list.show_round(seen.row)
            self.list.show_lines(seen.lines)
            self.say(seen.said)
            return
        self.seen = seen.pool
        self.pool.sealed.show_round(seen.row)
        self.pool.show_pool(seen.pool, *seen.rows)
        self.pool.show_above(self.stage is Stage.DICE)

    def _take_focus(self) -> None:
        """The cursor where the step begins; one that only wants Enter has it on its verb."""
        if self.stage is Stage.DICE:
            self.seats[SEED].editor.take_focus()
        elif self.stage is Stage.ROUND and self.verb is not None:
            self.verb.setFocus()
        else:
            (self.list if self.stage is Stage.LIST else self.pool).table.setFocus()

    # what is typed

    @property
    def asked(self) -> dict[str, Any]:
        """The fields of the step shown."""
        return {item.name: self.seats[item.name] for item in ASKED[self.stage]}

    def _all_written(self) -> str:
        return f"{self._written()}\n{self.team.readable()!r} {self.team.text}"

    @property
    def typed(self) -> str:
        now = self._all_written()
        return now if now != self._offered else ""

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == PERIOD:
            self._follow_month()
        elif self.stage is Stage.POOL:
            self._try()
        dice = self.seats[SEED].editor
        if name == SEED and isinstance(dice, DiceEditor) and dice.strange:
            self.seats[SEED].say("", "只填骰子的数字")

    def _follow_month(self) -> None:
        """Another month: its days, as the round before had them."""
        try:
            month = read_period(str(self.seats[PERIOD].editor.read() or ""))
        except Unreadable:
            return
        with self.known.facts() as facts:
            days = reading.days_for(month, coming(facts))
        for name, day in zip((FROM, TO), days, strict=True):
            self.seats[name].editor.show_value(day)
        if self._draft is not None and self._draft[ReviewRound.kind] == RoundKind.REGULAR:
            self.name.setText(round_name(f"{month.first:%Y-%m}"))

    def _try(self) -> None:
        """Strata and counts with the numbers as typed; half a number changes nothing."""
        try:
            ask = self._ask()
        except (Unreadable, Refusal):
            return
        if self.seen is not None:
            self.seen = reading.tried(self.seen, ask)
            self.pool.show_quotas(self.seen)

    def _ask(self) -> Ask:
        return ask_of({item.name: self.seats[item.name].editor.read() for item in ASKED[Stage.POOL]})

    def _left(self, name: str) -> None:
        if name != SEED:
            super()._left(name)

    def after_last(self) -> None:
        """Enter in the last field: behind the first step stand its reviewers."""
        if self.stage is Stage.ROUND and not self.team.line.hasFocus():
            self.team.take_focus()
        else:
            super().after_last()

    def _name_team(self) -> None:
        """Other reviewers for the round: written at once, and proposed anew."""
        rows, draft = self.list.team.readable(), self._draft
        if self.round_id is None or draft is None or rows == draft.rows(RoundReviewer):
            return
        draft.parts[RoundReviewer.__tablename__] = rows
        try:
            self._keep(records.save(self.known.desk, ROUNDS, draft))
        except Refusal as refused:
            self.say(refused.said)
            return
        with self.known.desk.store.read() as session:
            self._draft = records.load(session, ReviewRound, self.round_id, ROUNDS.lists)
        self.team.show_value(self._draft.rows(RoundReviewer))
        self.show_stage(Stage.LIST, anew=False)

    # doing it

    def carry_out(self) -> None:
        """Do the step and go on; a refusal stands at its field."""
        values = None if self.busy else self.read()
        if values is None:
            return
        self.say("")
        try:
            work, cases = self._work({name: values[name] for name in self.asked})
        except Refusal as refused:
            self._refused(refused)
            return
        most = doing.MANY if self.stage is Stage.POOL else doing.SEVERAL
        self.do(work, self._did, lambda _facts: cases > most, f"正在{VERBS[self.stage]}")

    def _did(self, outcome: Outcome) -> None:
        self._keep(outcome)
        if self.stage is Stage.LIST:
            self.walked = True
            self.accept()
            return
        with self.known.facts() as facts:
            row = facts.row(ReviewRound.__tablename__, self.round_id)
            begun = reading.rounds(facts, self.round_id)
        self.strip.offer(begun, self.round_id)
        self._load()
        self.show_stage(reading.stage_of(row))

    def _work(self, values: Mapping[str, Any]) -> tuple[Callable[[], Outcome], int]:
        """What is to be done, and to how many cases; what is typed is written first."""
        desk, round_id, seen = self.known.desk, self.round_id, self.seen
        if self.stage is Stage.ROUND:
            saved = self._save(values, self.team.read())
            return lambda: saved, 0
        assert round_id is not None
        if self.stage is Stage.POOL:
            ask = self._ask()
            self._keep(self._save(dict(zip(values, (ask.ratio, ask.minimum, ask.target), strict=True))))
            return partial(draws.seal, desk, ROUNDS, round_id), len(seen.lines) if seen is not None else 0
        if self.stage is Stage.DICE:
            told = (values[SEED], values[WITNESSES], values[DAY])
            return partial(draws.draw, desk, ROUNDS, REVIEWS, round_id, *told), seen.expected if seen is not None else 0
        if not any(one.officers for one in self._proposals):
            return partial(Outcome, ROUNDS.kind, (round_id,), ""), 0
        return partial(assigning.assign, desk, REVIEWS, self._proposals), len(self._proposals)

    def _save(self, values: Mapping[str, Any], team: Any = None) -> Outcome:
        """The round with these values."""
        draft = self._draft
        assert draft is not None
        for item, value in values.items():
            draft.values[item] = value if value is not None or item in NULLABLE else ""
        if team is not None:
            draft.parts[RoundReviewer.__tablename__] = team
        if self.round_id is not None and not draft.changed:
            return Outcome(ROUNDS.kind, (self.round_id,), "")
        outcome = records.save(self.known.desk, ROUNDS, draft)
        self.round_id = outcome.ids[0]
        with self.known.desk.store.read() as session:
            self._draft = records.load(session, ReviewRound, self.round_id, ROUNDS.lists)
        return outcome

    def _keep(self, outcome: Outcome) -> None:
        """Remember what was done for whoever opened the dialog; the facts read before are old."""
        self.known.forget()
        if outcome.batch is None:
            return
        before = self.outcome
        touched = outcome.touched | {outcome.kind} | (before.touched if before is not None else frozenset())
        self.outcome = replace(outcome, kind=ROUNDS.kind, ids=(self.round_id or 0,), touched=touched)
        rename(self.stop, "关闭")

    def _refused(self, refused: Refusal) -> None:
        """Said at its field; one of the first step leads back there."""
        if self.stage is Stage.POOL and refused.field in {item.name for item in ASKED[Stage.ROUND]}:
            self.show_stage(Stage.ROUND)
        if refused.field == RoundReviewer.__tablename__:
            self.team.take_focus()
        super()._refused(refused)

    def print(self) -> None:
        """The list of this step on paper."""
        if self.stage in PAPERS and self._draft is not None:
            self.press.show(self, PAPERS[self.stage][0], str(self._draft.values["number"]))
