"""测算方案: rules on the right, people by periods on the left; shown first, written as 拟定 only when adopted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.models.people import Department
from desktop_app.models.rotations import RotationBatch
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.rotation_check import row_of
from desktop_app.rules.rotation_plan import RULE_NAMES, Cell, Person, Pin, Plan, Problem
from desktop_app.services.outcome import Outcome
from desktop_app.services.proposing import Answer, Ease, Infeasible, Proposal, adopt, answer, ask
from desktop_app.services.rotation_asking import batch_of, span
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.draw.patience import PatientDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.posts.proposal_grid import HOME, Line, PlanTable
from desktop_app.views.posts.proposal_grid import Cell as Shown
from desktop_app.views.posts.proposal_side import Side
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.theme import px

_WIDE, _TALL, _EDGE = 1200, 680, 48
_AT_ONCE = 24
"""Cells of a question that is answered while the key is still down; a larger one goes to the worker."""
_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_LISTED = 12
"""Changes named one by one."""


class ProposalDialog(PatientDialog):
    """P pins a cell, Enter chooses its department, Alt+digit turns a rule, F5 proposes, Ctrl+Enter adopts.

    ``problem`` is the question as the officer has it now, ``plan`` what was proposed last.
    """

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, press: Press, batch_id: int) -> None:
        super().__init__(parent, "测算方案", known, recent, _WIDE, press.jobs)
        self.batch_id = batch_id
        with known.facts() as facts:
            self.stored: Problem = ask(facts, batch_id)
            self.batch = batch_of(facts, batch_id)
            self.shorts = {p.id: facts.short_label(Department.__tablename__, p.id) for p in self.stored.places}
            for person in self.stored.people:
                self.shorts[person.home or 0] = facts.short_label(Department.__tablename__, person.home)
                self.shorts[person.wish or 0] = facts.short_label(Department.__tablename__, person.wish)
        self.problem = self.stored
        self.plan: Plan = self.stored.last
        self.answer: Answer | None = None
        self._before: Plan = {}
        self._build()

    def _build(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(px(_WIDE), room.width() - _EDGE), min(px(_TALL), room.height() - _EDGE))
        heads = [self._head(period) for period in range(1, self.problem.periods + 1)]
        self.title = label(str(self.batch[RotationBatch.title.key]), "title")
        self.table = PlanTable(heads)
        self.table.setMinimumHeight(px(_TALL) // 2)
        self.side = Side(int(self.batch["capacity"]))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.side)
        self.body.addWidget(self.title)
        self.body.addLayout(row, 1)
        for key, text in (
            ("↑↓←→", "选格"),
            ("P", "固定、取消固定"),
            ("Enter", "改部门"),
            ("Del", "清除固定"),
            ("Alt+1—8", "开关规则"),
        ):
            self.hint(key, text)
        self.stop = self.add_cancel()
        self.again = self.add_button("重新测算", "F5", self.propose)
        self.verb = self.add_button("采用", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.table.pin.connect(self.turn_pin)
        self.table.choose.connect(self._choose)
        self.table.clear.connect(self._clear)
        self.side.rules.turned.connect(self.turn_rule)

    def _head(self, period: int) -> str:
        first, last = span(self.batch, period, period)
        return f"第 {period} 期 {first:%m-%d}—{last:%m-%d}"

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.answer is None and not self.busy:
            self.propose()

    def steered(self) -> Iterable[QWidget]:
        return tuple(part for part in (self.table, self.side, self.stop, self.again, self.verb) if part is not None)

    def make_room(self) -> None:
        """Everything has its room."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter outside the grid does nothing by itself."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @property
    def typed(self) -> str:
        """What the officer set by hand since the dialog opened."""
        now, then = self.problem, self.stored
        same = (now.rules, now.places, set(now.pins)) == (then.rules, then.places, set(then.pins))
        return "" if same else f"{now.rules} {now.places} {now.pins}"

    # asking

    def propose(self) -> None:
        """Ask again with the rules and pins as they stand; what was proposed last is kept to where it can."""
        if self.busy:
            return
        question = replace(self.problem, last=self.plan or self.stored.last)
        much = len(question.people) * question.periods > _AT_ONCE
        self.do(partial(answer, question), self._answered, lambda _facts: much, "正在测算")

    def _answered(self, found: Answer) -> None:
        self.answer = found
        if isinstance(found, Proposal):
            self._before, self.plan = found.problem.last, found.plan
        self._show()
        self.table.setFocus()

    def _ask_with(self, problem: Problem) -> None:
        self.problem = problem
        self.propose()

    # showing

    def _show(self) -> None:
        found = self.answer
        self.side.rules.show_rules(self.problem)
        self.table.show_lines([self._line(person, found) for person in self.problem.people])
        assert self.verb is not None
        self.verb.setEnabled(isinstance(found, Proposal))
        if isinstance(found, Proposal):
            self.side.show_result(self._summary(found), "\n".join(self._told(found)), good=True)
        elif isinstance(found, Infeasible):
            more = "只要办一项就能排出：" if found.eases else "没有查到单独放宽就能排出的一条，可放宽两条以上再试"
            self.side.show_result(f"排不出：{found.said}", more, good=False)
            self.side.offer(found.eases, self._take)
        elif found is not None:
            self.side.show_result(found.said, "", good=False)

    def _summary(self, found: Proposal) -> str:
        away = sum(place != self._home(cell[0]) for cell, place in found.plan.items())
        people = len(found.problem.people) - len(found.stayed)
        said = f"排出：{people} 人轮岗，{away} 人次"
        met, wishing = found.wishes
        return f"{said}；有意愿的 {wishing} 人，满足 {met} 人" if wishing else said

    def _told(self, found: Proposal) -> Iterator[str]:
        """Who stays, and what changed since the last proposal."""
        names = {person.id: person.name for person in found.problem.people}
        if found.stayed:
            yield f"不轮：{'、'.join(names[one] for one in found.stayed)}"
        if not self._before:
            return
        yield f"比上次方案改 {len(found.changes)} 处" if found.changes else "与上次方案一样"
        for one in found.changes[:_LISTED]:
            was, now = (self.shorts.get(place or 0, "") if place else HOME for place in (one.was, one.now))
            yield f"　{names[one.officer_id]} 第 {one.period} 期：{was} → {now}"
        if len(found.changes) > _LISTED:
            yield f"　等 {len(found.changes)} 处，格内标有“原”"

    def _home(self, officer_id: int) -> int | None:
        return next(person.home for person in self.problem.people if person.id == officer_id)

    def _line(self, person: Person, found: Answer | None) -> Line:
        row = row_of(self.problem, person.id, self.plan)
        pins = {pin.period: pin for pin in self.problem.held if pin.person == person.id}
        cells = [self._cell(person, at + 1, place, pins.get(at + 1)) for at, place in enumerate(row)]
        wish = self.shorts[person.wish] if person.wish else ""
        met = "✓" if person.wish and person.wish in row else ""
        blamed = isinstance(found, Infeasible) and person.id in found.people
        name = f"! {person.name}" if blamed else person.name
        return Line(name, self.shorts.get(person.home or 0, ""), tuple(cells), f"{wish} {met}".strip(), blamed)

    def _cell(self, person: Person, period: int, place: int | None, pin: Pin | None) -> Shown:
        shown = pin.place if pin is not None else place
        if pin is not None:
            return Shown(self._short(person, shown), "已定" if pin.settled else "固定", pinned=True)
        was = self._before.get((person.id, period)) if self._before else place
        changed = isinstance(self.answer, Proposal) and self._short(person, was) != self._short(person, place)
        return Shown(self._short(person, shown), f"原{self._short(person, was) or '部门'}" if changed else "")

    def _short(self, person: Person, place: int | None) -> str:
        return "" if place is None or place == person.home else self.shorts.get(place, "")

    # by hand

    def _pin_at(self, row: int, period: int) -> tuple[Cell, Pin | None]:
        cell = self.problem.people[row].id, period + 1
        return cell, next((pin for pin in self.problem.held if (pin.person, pin.period) == cell), None)

    def turn_pin(self, row: int, period: int) -> None:
        """Pin a cell as it is, or let it go."""
        cell, pin = self._pin_at(row, period)
        if pin is None:
            place = self.plan.get(cell)
            self.set_cell(row, period, None if place == self.problem.people[row].home else place)
        else:
            self._clear(row, period)

    def _clear(self, row: int, period: int) -> None:
        cell, pin = self._pin_at(row, period)
        if pin is None:
            return
        if pin.settled:
            self.say("这一格已经批准，或当期在别处轮岗，这里不能改")
            return
        kept = tuple(one for one in self.problem.pins if (one.person, one.period) != cell)
        self._ask_with(replace(self.problem, pins=kept))

    def set_cell(self, row: int, period: int, place: int | None) -> None:
        """Put a department into a cell by hand: it is pinned there, and the others are proposed anew."""
        cell, pin = self._pin_at(row, period)
        if pin is not None and pin.settled:
            self.say("这一格已经批准，或当期在别处轮岗，这里不能改")
            return
        kept = tuple(one for one in self.problem.pins if (one.person, one.period) != cell)
        self._ask_with(replace(self.problem, pins=(*kept, Pin(*cell, place))))

    def _choose(self, row: int, period: int) -> None:
        """The departments as a list with one key each; those a rule forbids say which."""
        menu = self.menu(row, period)
        menu.exec(self.table.foot_of(row, period))
        menu.deleteLater()
        self.table.setFocus()

    def menu(self, row: int, period: int) -> QMenu:
        """0 is the own department; a place the rules forbid can be read, not chosen."""
        person = self.problem.people[row]
        menu = QMenu(self)
        menu.addAction(
            f"&0  {HOME}（{self.shorts.get(person.home or 0, '')}）", partial(self.set_cell, row, period, None)
        )
        for key, place in zip(_KEYS, (p for p in self.problem.places if p.id != person.home), strict=False):
            against = "、".join(RULE_NAMES[name] for name in self.problem.why_not(person, place.id))
            said = f"（{against}）" if against else "　意愿" if place.id == person.wish else ""
            act = menu.addAction(f"&{key}  {place.name}{said}", partial(self.set_cell, row, period, place.id))
            act.setEnabled(not against)
        return menu

    def turn_rule(self, name: str, on: bool) -> None:
        """Switch a rule and ask again."""
        self._ask_with(replace(self.problem, rules=replace(self.problem.rules, **{name: on})))

    def _take(self, ease: Ease) -> None:
        """Do one of what alone would help."""
        self._ask_with(ease.relaxation.applied(self.problem))

    # adopting

    def carry_out(self) -> None:
        """Write the proposal as 拟定 and close; nothing is written before."""
        found = self.answer
        if self.busy or not isinstance(found, Proposal):
            return
        kept = replace(found, problem=replace(found.problem, last=self.stored.last))
        try:
            self.outcome = adopt(self.known.desk, ROTATIONS, self.batch_id, kept)
        except Refusal as refused:
            self._refused(refused)
        else:
            self.accept()


def ask_proposal(press: Press, parent: QWidget, known: Known, recent: Recent, batch_id: int) -> Outcome | None:
    """测算方案 (Alt+M) on a batch: what was adopted, or None when the officer stepped back."""
    return asked(parent, "测算方案", lambda: ProposalDialog(parent, known, recent, press, batch_id))
