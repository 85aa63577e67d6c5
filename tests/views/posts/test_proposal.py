"""测算方案 by keyboard: the grid, a pin, a rule, why nothing goes and the one key that helps, 采用."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.rotations import BatchPlace, RotationBatch, RotationLimit
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.proposing import Infeasible, Proposal
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Jobs
from desktop_app.views.posts.proposal import ProposalDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.county import rows
from tests.kit.office import id_of, officer


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    theme.apply(qapp)
    made = Jobs()
    yield made
    made.close()


def opened(desk: Desk, jobs: Jobs, qtbot: QtBot, **most: int) -> ProposalDialog:
    """A batch of two periods for three officers; only these departments take people, so many at once."""
    for name, place in (("周春梅", "公诉科"), ("田涛", "公诉科"), ("宋秀英", "办公室")):
        save(desk, RotationLimit, {"officer_id": officer(desk, name, place)})
    listed = [{"department_id": row["id"], "least": 0, "most": most.get(row["name"], 0)} for row in departments(desk)]
    values = {"title": "第一批", "from_on": date(2015, 7, 1), "periods": 1}
    batch = save(desk, RotationBatch, values, listed if most else [])
    dialog = ProposalDialog(None, Known(desk), Recent(), Press(desk, jobs, Settings(), Bus()), batch)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus)
    return dialog


def departments(desk: Desk) -> list[dict[str, Any]]:
    return rows(desk, "department")


def save(desk: Desk, model: Any, values: dict[str, Any], places: Any = ()) -> int:
    draft = new_draft(model, values)
    if places:
        draft.rows(BatchPlace).extend(places)
    return records.save(desk, BY_KIND[model.__tablename__], draft).ids[0]


def cells(dialog: ProposalDialog) -> dict[str, str]:
    return {line.name: line.cells[0].said for line in dialog.table.lines}


def test_proposed_pinned_chosen_and_adopted(desk: Desk, jobs: Jobs, qtbot: QtBot) -> None:
    dialog = opened(desk, jobs, qtbot)
    first = dialog.answer
    assert isinstance(first, Proposal)
    assert "排出：3 人轮岗，3 人次" in dialog.side.result.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_P)
    assert "固定" in list(cells(dialog).values())[1]
    menu = dialog.menu(2, 0)
    assert [act.isEnabled() for act in menu.actions()][:1] == [True]
    name = dialog.problem.people[2].name
    other = "监察" if cells(dialog)[name] != "监察" else "政工"
    next(act for act in menu.actions() if other in act.text()).trigger()
    assert cells(dialog)[name] == f"{other}，固定"
    assert f"{name} 第 1 期：" in dialog.side.more.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.outcome is not None
    written = rows(desk, "rotation")
    assert len(written) == 3
    assert sum(row["pinned"] for row in written) == 2
    assert id_of(desk, "department", f"{other}科") in {row["to_department_id"] for row in written}


def test_why_not_and_one_key_that_helps(desk: Desk, jobs: Jobs, qtbot: QtBot) -> None:
    dialog = opened(desk, jobs, qtbot, 公诉科=1, 侦查监督科=1)
    assert isinstance(dialog.answer, Infeasible)
    assert dialog.side.result.text() == "排不出：周春梅、田涛 2 人都只能去侦查监督科，这个部门一共只收 1 人"
    assert dialog.verb is not None
    assert not dialog.verb.isEnabled()
    assert [line.name for line in dialog.table.lines if line.conflicts] == ["! 周春梅", "! 田涛"]
    said = [button.text() for button in dialog.side.buttons]
    at = said.index("侦查监督科至多收 2 人") + 1
    qtbot.keyClick(dialog.table, str(at))
    assert isinstance(dialog.answer, Proposal)
    assert dialog.verb.isEnabled()
    assert not dialog.side.buttons
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    assert rows(desk, "rotation") == []


def test_a_rule_is_turned_by_its_key(desk: Desk, jobs: Jobs, qtbot: QtBot) -> None:
    dialog = opened(desk, jobs, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert not dialog.problem.rules.not_visited
    assert not dialog.side.rules.boxes["not_visited"].isChecked()
    assert dialog.table.hasFocus()
