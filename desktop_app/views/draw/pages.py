"""The parts of the walk (抽样各步): the strip of steps, the pool and its strata, the seal, the list with reviewers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.models.reviews import RoundReviewer
from desktop_app.registers.rounds import ROUNDS
from desktop_app.registers.spec import Parts
from desktop_app.services.draw_pool import Preview
from desktop_app.services.facts import Row
from desktop_app.views.controls import label, restyle
from desktop_app.views.draw import reading
from desktop_app.views.draw.reading import STAGES, Begun, Listed, Stage
from desktop_app.views.list_table import ListTable
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.tokens import TokenEditor
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

_CAPTION, _QUOTAS, _PICKER = 72, 264, 220
_GROUP = 8


def team_group() -> Parts:
    """评查员 as the register asks for them."""
    found = ROUNDS.by_name[RoundReviewer.__tablename__]
    assert isinstance(found, Parts)
    return found


class Strip(QWidget):
    """Which round, and how far it is. ``picked`` carries the round to go on with."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.picker = QComboBox()
        self.picker.setAccessibleName("轮次")
        self.picker.setToolTip("轮次 Ctrl+PgUp Ctrl+PgDn")
        self.picker.setFixedWidth(px(_PICKER))
        self.picker.activated.connect(lambda at: self.picked.emit(self.begun[at]))
        row.addWidget(self.picker)
        row.addSpacing(px(16))
        self.steps = {stage: label("") for stage in Stage}
        for stage, step in self.steps.items():
            if stage is not Stage.ROUND:
                row.addWidget(label("›", "meta"))
            row.addWidget(step)
        row.addStretch(1)
        self.begun: Sequence[Begun] = ()

    def offer(self, begun: Sequence[Begun], current: int | None) -> None:
        """The rounds to go on with; ``current`` is the id of the one shown."""
        self.begun = tuple(begun)
        self.picker.clear()
        self.picker.addItems([one.words for one in begun])
        self.picker.setCurrentIndex(next((at for at, one in enumerate(begun) if one.id == current), -1))

    def turn(self, by: int) -> None:
        """The round before or after in the picker."""
        at = self.picker.currentIndex() + by
        if 0 <= at < len(self.begun):
            self.picker.setCurrentIndex(at)
            self.picked.emit(self.begun[at])

    def show_stage(self, now: Stage) -> None:
        for stage, step in self.steps.items():
            done = "✓ " if stage < now else f"{stage + 1} "
            step.setText(f"{done}{STAGES[stage]}")
            restyle(step, role="trace" if stage < now else "strong" if stage is now else "meta")


class PoolPage(QWidget):
    """The pool with what each stratum gives; over it what is asked of it, or its seal and the dice."""

    def __init__(self, asked: QWidget, thrown: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.asked, self.sealed = asked, Sealed(thrown)
        column.addWidget(self.asked)
        column.addWidget(self.sealed)
        self.counted, self.hindrance = label("", "strong"), label("", "error")
        self.hindrance.setWordWrap(True)
        column.addWidget(self.counted)
        column.addWidget(self.hindrance)
        self.table = ListTable(
            reading.POOL_HEADS, reading.POOL_WIDTHS, 2, "候选名单", toned=frozenset({0, 7}), key=1
        )  # fmt: skip
        self.quotas = ListTable(
            reading.QUOTA_HEADS, reading.QUOTA_WIDTHS, 0, "各层应抽", right=frozenset({1, 2, 3})
        )  # fmt: skip
        self.quotas.setFixedWidth(px(_QUOTAS))
        self.quotas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.table, 1)
        row.addWidget(self.quotas)
        column.addLayout(row, 1)

    def show_pool(self, seen: Preview, rows: Sequence[Sequence[str]], tones: Sequence[str]) -> None:
        """The cases; the strata follow."""
        self.table.fill(rows, tones)
        self.show_quotas(seen)

    def show_quotas(self, seen: Preview) -> None:
        """What the pool gives as it is asked now."""
        rows = reading.quota_rows(seen.quotas)
        if rows != self.quotas.rows:
            self.quotas.fill(rows)
            self.quotas.clearSelection()
        self.counted.setText(reading.counted(seen))
        self.hindrance.setText(f"! {seen.hindrance}")
        self.hindrance.setVisible(bool(seen.hindrance))

    def show_above(self, dice: bool) -> None:
        """What is asked of the pool, or its seal and the dice; the page below takes the room left."""
        self.asked.setVisible(not dice)
        self.sealed.setVisible(dice)


class Sealed(QWidget):
    """The seal in full (校验值) over the dice."""

    def __init__(self, thrown: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        self.when, self.seal = label("", "strong"), label("", "label")
        self.seal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(self.when, 0, 0)
        grid.addWidget(self.seal, 0, 1)
        grid.setColumnStretch(1, 1)
        column.addWidget(box)
        column.addWidget(thrown)

    def show_round(self, row: Row) -> None:
        """When it was sealed, how many cases, its SHA-256 in groups."""
        seal = str(row["pool_sha256"])
        self.when.setText(f"已封存 {row['sealed_on']}　{row['pool_count']} 件")
        parted = " ".join(seal[at : at + _GROUP] for at in range(0, len(seal), _GROUP))
        self.seal.setText(f"SHA-256　{parted}")


class ListPage(QWidget):
    """The draw in its order, who reviews each case, and of the case under the cursor why others may not."""

    team_changed = Signal()

    def __init__(self, known: Known, recent: Recent) -> None:
        super().__init__()
        self.lines: Sequence[Listed] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.counted, self.thrown = label("", "strong"), label("", "label")
        self.thrown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.thrown.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(self.counted)
        head.addWidget(self.thrown, 1)
        column.addLayout(head)
        self.team = TokenEditor(team_group(), known, recent)
        self.team.setAccessibleName("评查员")
        self.team.edited.connect(self.team_changed)
        column.addLayout(captioned("评查员", self.team))
        self.table = ListTable(
            reading.LIST_HEADS, reading.LIST_WIDTHS, 7, "抽取名单", toned=frozenset({1, 7}), key=2
        )  # fmt: skip
        self.table.moved.connect(self._tell)
        self.team.advance.connect(self.table.setFocus)
        column.addWidget(self.table, 1)
        self.told = label("", "meta2")
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(px(34))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.told)

    def show_round(self, row: Row) -> None:
        """The seed the list came from."""
        self.thrown.setText(reading.thrown(row))

    def show_lines(self, lines: Sequence[Listed]) -> None:
        self.lines = tuple(lines)
        live = [one for one in lines if one.line.struck_on is None]
        must = sum(1 for one in live if one.line.must)
        self.counted.setText(f"抽取 {len(live)} 件　必查 {must} 件　随机 {len(live) - must} 件")
        gone = [at for at, one in enumerate(lines) if one.line.struck_on is not None]
        self.table.fill([one.cells for one in lines], [one.tone for one in lines], gone)
        self._tell(self.table.row())

    def _tell(self, row: int) -> None:
        one = self.lines[row] if 0 <= row < len(self.lines) else None
        self.told.setText(f"{one.line.number}　{one.told}" if one is not None and one.told else "")


def captioned(text: str, editor: QWidget) -> QHBoxLayout:
    """An editor behind its label, as wide as those of the fields."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    caption = label(text, "label")
    caption.setFixedWidth(px(_CAPTION))
    row.addWidget(caption)
    row.addWidget(editor, 1)
    return row
