"""The face of a stocktake (盘点面): what it found, group by group, what is open of it, and what is to be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Action
from desktop_app.registers.stocktakes import STOCKTAKES
from desktop_app.reports.stocktake_rows import Count, count_of
from desktop_app.reports.stocktake_rows import Line as Counted
from desktop_app.rules.stocktakes import DIFFERENT, CountGroup
from desktop_app.rules.vocabulary import StocktakeState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.stocktake_ends import unresolved
from desktop_app.views.controls import label, link
from desktop_app.views.register.face import Opening
from desktop_app.views.register.place import Place
from desktop_app.views.register.seats import Fold
from desktop_app.views.theme import px

NAMED = 3
"""Things of a group told by name; the rest is a number."""
_TONES = {CountGroup.MISSING: "fault", CountGroup.UNEXPECTED: "fault"}
_DEEDS: Mapping[str, Action] = {action.code: action for action in STOCKTAKES.actions}
PREPARE, KEY_IN = _DEEDS["prepare_count"], _DEEDS["count_items"]
SETTLE = replace(KEY_IN, label="处理差异")


class CountFace:
    """Put into the panel of the stocktakes: 盘点结果 behind the fields, and the button of what is to be done."""

    def __init__(self, place: Place, _opening: Opening) -> None:
        self.panel = place.panel
        self.fold = Fold("盘点结果")
        self.fold.side.addWidget(link(KEY_IN.label, partial(place.act, KEY_IN.code), KEY_IN.key))
        self._grid = QGridLayout(self.fold.body)
        self._grid.setContentsMargins(px(2), 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setColumnStretch(1, 1)
        column = self.panel.form.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.fold)

    @property
    def told(self) -> list[str]:
        """What stands there, row by row."""
        items = (self._grid.itemAt(at) for at in range(self._grid.count()))
        found = [item.widget() for item in items if item is not None]
        return [made.text() for made in found if isinstance(made, QLabel)]

    def show_record(self, line: Line, draft: Draft, facts: Facts) -> None:
        """Tell of a stocktake as it stands."""
        count, left = count_of(facts, line.id), {row["id"] for row in unresolved(facts, line.id)}
        retired = draft.values.get("retired_at") is not None
        self.fold.setVisible(bool(count.lines))
        self.fold.say(standing(count, len(left)))
        self._fill([(name, found) for name in CountGroup if (found := count.of(name))], left)
        self.panel.urge(None if retired else urged(self.panel.state, count, len(left)))

    def _fill(self, groups: Sequence[tuple[CountGroup, Sequence[Counted]]], left: set[int]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            _drop(item.widget())
        for at, (name, found) in enumerate(groups):
            self._grid.addWidget(
                label(f"{name} {len(found)}", _TONES.get(name, "strong")), at, 0, Qt.AlignmentFlag.AlignTop
            )
            said = label(things(found, left) if name in DIFFERENT else doubts(found))
            said.setWordWrap(True)
            self._grid.addWidget(said, at, 1)


def _drop(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()


def standing(count: Count, left: int) -> str:
    """应盘 100　已盘 97　差异 3（1 条未处理）."""
    booked = [line for line in count.lines if line.row["booked"]]
    done = sum(line.group is not CountGroup.UNCOUNTED for line in booked)
    different = len(count.of(*DIFFERENT))
    open_ = f"（{left} 条未处理）" if left else ""
    return f"应盘 {len(booked)}　已盘 {done}" + (f"　差异 {different}{open_}" if different else "")


def things(lines: Sequence[Counted], left: set[int]) -> str:
    """The first things of a group, those that are open before the others, each with what became of it."""
    every = sorted(lines, key=lambda line: line.row["id"] not in left)
    told = [_thing(line, line.row["id"] in left) for line in every[:NAMED]]
    more = [f"另 {len(every) - NAMED} 件"] if len(every) > NAMED else []
    return "\n".join([*told, *more])


def doubts(lines: Sequence[Counted]) -> str:
    """Lines a ledger calls 相符 although their numbers differ."""
    found = sum(line.doubtful for line in lines)
    return f"其中 {found} 件账实数不等" if found else ""


def _thing(line: Counted, is_open: bool) -> str:
    became = "未处理" if is_open else line.settled.replace("\n", "　")
    return "　".join(filter(None, (line.number, line.name, became)))


def urged(state: str, count: Count, left: int) -> Action | None:
    """What comes before the next step of the stocktake; None when that step is the next thing to do."""
    if state == StocktakeState.PREPARED:
        return None if count.lines else PREPARE
    if state == StocktakeState.COUNTING:
        return KEY_IN if count.of(CountGroup.UNCOUNTED) else None
    return SETTLE if state == StocktakeState.COMPARED and left else None
