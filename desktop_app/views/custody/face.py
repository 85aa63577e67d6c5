"""The face of a seized item (财物面): where it stands, its chain of custody, its formalities, its label."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem, Seizure
from desktop_app.registers.reading import Line
from desktop_app.registers.seizure_looks import much
from desktop_app.reports.labels import item_label
from desktop_app.reports.request import PRACTICE
from desktop_app.rules.vocabulary import ProcedureState
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.store import snapshot
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import label, link
from desktop_app.views.custody import words
from desktop_app.views.custody.chain_lines import ChainLines
from desktop_app.views.custody.checklist import PointRow
from desktop_app.views.custody.label_view import LabelView
from desktop_app.views.inspecting import refused
from desktop_app.views.register.editors.simple import AreaEditor
from desktop_app.views.register.face import Opening
from desktop_app.views.register.place import Place
from desktop_app.views.register.seats import Fold
from desktop_app.views.theme import px

HAND_OVER, KEY = "custody_event", "Alt+J"
LABELS = "print_labels"
MOST_LINES = 3
"""Lines of 特征 shown at once; the rest scrolls."""


class ItemFace:
    """Put into the panel of the items: the strip, 保管链, 手续, 标签; ``open`` leads to a record of the tab."""

    def __init__(self, place: Place, opening: Opening) -> None:
        self.place, self.panel, self._open = place, place.panel, opening
        self._item: Row = {}
        self.chain, self.points, self.label = ChainLines(), PointRow(), LabelView()
        self.much = label("", "title")
        self.panel.head.put_beside(self.much)
        self.case = self._case()
        self.chain_fold = self._fold("保管链", self.chain)
        self.label_fold = self._fold("标签", self.label)
        self._fill()
        self.chain.opened.connect(opening)
        self.points.ticked.connect(self.tick)
        self.points.case_asked.connect(self._open_case)

    # its parts

    def _fold(self, title: str, body: QWidget) -> Fold:
        fold = Fold(title)
        inside = QVBoxLayout(fold.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(body)
        return fold

    def _case(self) -> QLabel:
        """Which case it is, beside the number of the taking."""
        made = label("", "meta2")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid = self.panel.form.folds[0].body.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(made, 0, 2, 1, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 5)
        return made

    def _fill(self) -> None:
        """Behind the first section of the form, before the folded ones."""
        self.chain_fold.side.addWidget(link("交接", partial(self.place.act, HAND_OVER), KEY))
        self.label_fold.side.addWidget(link("打印标签", partial(self.place.act, LABELS), "Ctrl+L"))
        column = self.panel.form.layout()
        assert isinstance(column, QVBoxLayout)
        column.setSpacing(px(5))
        for at, made in enumerate((self.chain_fold, self.points, self.label_fold), 1):
            column.insertWidget(at, made)
        for fold in self.panel.form.folds:
            if fold.title == "手续":
                fold.retitle("手续明细")
                fold.open(False)
        self._features.area.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit_features())
        self._fit_features()
        self._chain_keys()

    def _chain_keys(self) -> None:
        """Tab goes on from the first section into the chain, the checklist and the label."""
        folds = self.panel.form.folds
        order = [self.chain_fold.head, self.chain, self.points, self.label_fold.head]
        last: QWidget = self._features.area
        for one in order:
            QWidget.setTabOrder(last, one)
            last = one
        if len(folds) > 1:
            QWidget.setTabOrder(last, folds[1].head)

    # what it shows

    def show_record(self, line: Line, draft: Draft, facts: Facts) -> None:
        """Tell of an item; its events are read in one go."""
        item = {**draft.values, "id": line.id}
        head = facts.row(Seizure.__tablename__, item.get(SeizedItem.seizure_id.key))
        events = _events(facts, line.id)
        handlers = words.handlers_of(facts, head)
        self._item = item
        self.case.setText(words.case_told(head))
        self.case.setToolTip(self.case.text())
        self._show_steps(item, head, events)
        self.much.setText(much(item, facts)[0])
        links = words.chain(item, head, handlers, events, facts)
        self.chain.show_links(links)
        self.chain_fold.say(f"{sum(not one.ahead for one in links)} 笔　{words.harm(links) or words.balance(item)}")
        self.points.show_points(words.points(item, head, handlers, draft.parts.get(words.POINTS, ())))
        self._show_lacking(item)
        practice = f"（{PRACTICE}）" if self.place.desk.store.practice else ""
        self.label.show_label(item_label(facts, item, events, f"{facts.unit.get('name') or ''}{practice}"))

    @property
    def _features(self) -> AreaEditor:
        found = self.panel.form.seats[SeizedItem.features.key].editor
        assert isinstance(found, AreaEditor)
        return found

    def _fit_features(self) -> None:
        """As tall as what is written there: chain and label come into sight."""
        area = self._features.area
        lines = max(1, min(MOST_LINES, int(area.document().size().height())))
        area.stand((lines - 1) * area.fontMetrics().lineSpacing() + px(32))

    def _show_steps(self, item: Row, head: Row, events: Sequence[Row]) -> None:
        road = words.road(item, head, events)
        retired = item.get("retired_at") is not None
        self.panel.strip.setVisible(not retired)
        self.panel.strip.show_road(road.steps, road.at)
        if not retired:
            self.panel.steps.say(road.next_act, KEY)

    def _show_lacking(self, item: Row) -> None:
        """What is missing stands in the place of the state: the strip tells that."""
        lacking = str(item.get("lacking") or "")
        if lacking and item.get("retired_at") is None:
            self.panel.pill.show_state(f"缺 {lacking.count('、') + 1} 项手续", "red")

    # what it does

    def tick(self, word: str, state: ProcedureState) -> None:
        """A point of the checklist: saved at once; with something typed in the form, saved along with that."""
        form, name = self.panel.form, ItemProcedure.__tablename__
        if self.place.record_id is None or refused(self.place.desk, self.place.bus):
            return
        if form.is_changed:
            form.put(name, words.ticked(form.draft.parts.get(name, ()), word, state, self.place.desk.today))
            return
        with self.place.desk.store.read() as session:
            draft = records.load(session, SeizedItem, self.place.record_id, [ItemProcedure])
        draft.parts[name] = words.ticked(draft.parts[name], word, state, self.place.desk.today)
        if word == words.SEAL:
            draft.values[SeizedItem.sealed.key] = state
        try:
            self.place.bus.committed.emit(records.save(self.place.desk, self.place.register, draft))
        except Refusal as trouble:
            self.place.bus.failed.emit(trouble.said)

    def _open_case(self) -> None:
        case = self._item.get(SeizedItem.seizure_id.key)
        if case is not None:
            self._open(Seizure.__tablename__, case)


def _events(facts: Facts, item_id: int) -> list[Row]:
    """The live events of an item, as they were written."""
    found = snapshot.parts(facts.session, CustodyEvent, CustodyEvent.item_id.key, [item_id])[item_id]
    return [row for row in found if row["retired_at"] is None]
