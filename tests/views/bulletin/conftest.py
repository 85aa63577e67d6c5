"""A bulletin of four headings, seven traced numbers, a person and a table, and the editor open on it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.traced import Trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.rules.manuscript import figure, mark
from desktop_app.rules.vocabulary import BulletinKind, LineKind, TaskState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.drafting import figure_row
from desktop_app.views import theme
from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from tests.kit.keys import Said, settled
from tests.kit.office import officer, task

AS_OF = date(2015, 5, 31)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


@pytest.fixture
def said(bus: Bus) -> Said:
    told = Said([], [], [])
    bus.said.connect(told.sentences.append)
    bus.failed.connect(told.faults.append)
    bus.committed.connect(told.outcomes.append)
    return told


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """Two officers and three tasks, one of them late."""
    keeper = officer(desk, "史海燕", "案件管理办公室")
    officer(desk, "陈志远", "公诉科")
    task(desk, "涉案财物全面盘点", keeper, state=TaskState.RUNNING, progress=85)
    task(desk, "抽查新办案件", keeper, due_on=date(2015, 6, 10), progress=20)
    task(desk, "动员部署", keeper, state=TaskState.DONE, done_on=date(2015, 4, 20), progress=100)
    return desk


def traces() -> list[Trace]:
    return [
        Trace("plan.tasks", AS_OF),
        Trace("plan.tasks.overdue", AS_OF),
        Trace("staff.count", AS_OF),
        Trace("staff.on_duty", AS_OF),
    ]


@pytest.fixture
def draft(staffed: Desk) -> Draft:
    """A bulletin of the month, not saved yet."""
    with staffed.facts() as facts:
        figures = [figure_row(facts, f"n{at}", trace) for at, trace in enumerate(traces(), 1)]
        chen = next(row["id"] for row in facts.live("officer") if row["name"] == "陈志远")
    n = [figure(row["key"]) for row in figures]
    lines = [
        (LineKind.TEXT, f"5月，全院共有任务{n[0]}，其中逾期{n[1]}。现将情况通报如下："),
        (LineKind.FIRST, "基本情况"),
        (LineKind.SECOND, f"人员到位。全院干警{n[2]}，在岗{n[3]}，另有2件手工登记。"),
        (LineKind.SECOND, f"责任到人。{mark('p', chen)}负责盘点。"),
        (LineKind.FIRST, "工作要求"),
        (LineKind.TABLE, ""),
        (LineKind.SECOND, "逐项整改。"),
    ]
    grid = {
        "caption": "任务情况",
        "columns": ["项目", "数量"],
        "rows": [["任务", n[0]], ["逾期", n[1]]],
        "landscape": False,
    }
    made = new_draft(
        Bulletin,
        {
            "kind": BulletinKind.OTHER,
            "title": "关于2015年5月整改进展情况的通报",
            "as_of": AS_OF,
            "addressee": "各科、室、局、队",
        },
    )
    made.parts[BulletinLine.__tablename__] = [
        {"position": at, "kind": kind, "text": text, "grid": grid if kind is LineKind.TABLE else {}}
        for at, (kind, text) in enumerate(lines, 1)
    ]
    made.parts[BulletinFigure.__tablename__] = figures
    return made


@pytest.fixture
def editor(staffed: Desk, draft: Draft, qtbot: QtBot, qapp: QApplication) -> Editor:
    """The editor with the draft, the caret in the title."""
    theme.apply(qapp)
    made = Editor()
    qtbot.addWidget(made)
    made.resize(499, 520)
    with staffed.facts() as facts:
        made.show_draft(draft, facts)
    made.show()
    settled(made)
    made.page.setFocus()
    return made
