"""有变: what changed behind a printed number is told in the words of the register, never in a column's name."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop_app.figures.traced import Trace
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.services.desk import Desk
from desktop_app.services.late import FieldChange, LateChange, LateRow
from desktop_app.views.bulletin.late_list import LateBoard
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen


def test_fields_are_called_as_the_register_calls_them(desk: Desk, jobs: Jobs, qtbot: QtBot) -> None:
    board = LateBoard(desk, jobs)
    qtbot.addWidget(board)
    row = LateRow("issue", 7, "2015-侦监-个-007", "讯问笔录漏签")
    changed = tuple(
        FieldChange(row, "issue", name, old, new)
        for name, old, new in (("state_reason", "", "销号材料不齐"), ("closed_on", "2015-05-29", None))
    )
    board.load([late(changed)])
    paper = board.tree.topLevelItem(0)
    assert paper is not None
    number = paper.child(0)
    assert [number.child(at).text(3) for at in range(number.childCount())] == ["状态原因", "销号日期"]


def late(changed: tuple[FieldChange, ...]) -> LateChange:
    """One printed number with what explains it."""
    day = date(2015, 5, 31)
    return LateChange(
        bulletin_id=1,
        number="TB-001",
        doc_no="清检发〔2015〕25号",
        title="关于5月整改进展情况的通报",
        sent_on=day,
        key="n1",
        label="已销号问题",
        asked="截至2015-05-31",
        trace=Trace("issues.closed", day),
        shown="57条",
        old=57,
        new=56,
        old_digits="57",
        new_digits="56",
        rows_in=(),
        rows_out=(),
        changed=changed,
    )


def test_elements_of_the_paper_are_folded_in_the_panel_not_squeezed_into_a_line(
    desk: Desk, jobs: Jobs, bus: Bus, qtbot: QtBot
) -> None:
    screen = RegisterScreen(desk, bus, jobs, BULLETINS, (), (BULLETINS,))
    qtbot.addWidget(screen)
    assert screen.place.panel.faces == []
