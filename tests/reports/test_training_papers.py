"""培训签到表 and 培训学时统计表: who is expected, who came, and the hours as the figures add them up."""

from collections.abc import Sequence
from datetime import date

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.models.training import Training, TrainingPresence
from desktop_app.reports.blocks import Cell, Document, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import AttendanceState, TrainingKind
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.exam_papers import DEPARTMENTS, name_of
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed

DAY = date(2015, 5, 31)
CAME, EXCUSED, AWAY = AttendanceState


def made(desk: Desk, paper_id: str, record: str = "", period: str = "") -> Document:
    return paper(paper_id).make(Request(desk, DAY, read_period(period) if period else None, record))


def ledger(document: Document, place: int = 0) -> Ledger:
    return [block for block in document.flat if isinstance(block, Ledger)][place]


def told(table: Ledger) -> list[list[str]]:
    return [[cell.text if isinstance(cell, Cell) else str(cell) for cell in row] for row in table.rows]  # type: ignore[union-attr]


def session(desk: Desk, serial: int, states: Sequence[tuple[int, AttendanceState]], hours: int = 400) -> str:
    """A session in the month of its number, with its list."""
    with desk.store.unit("办一次培训") as unit:
        row = Training(
            number=f"PX-{serial:03d}",
            title=f"诉讼文书立卷归档（{serial}）",
            kind=TrainingKind.COACHING,
            held_on=date(2015, 1 + (serial - 1) % 5, 10 + serial // 6),
            hours=hours,
            place="三楼会议室",
            lecturer="何静宜",
        )
        unit.session.add(row)
        unit.session.flush()
        unit.session.add_all(
            TrainingPresence(training_id=row.id, officer_id=one, state=state, cause="公差" if state is EXCUSED else "")
            for one, state in states
        )
    return f"PX-{serial:03d}"


@pytest.fixture
def people(desk: Desk) -> list[int]:
    return [officer(desk, name_of(serial), DEPARTMENTS[serial % 7]) for serial in range(7)]


def test_everybody_on_duty_signs_by_department(desk: Desk, people: list[int]) -> None:
    said = paper_text(printed(made(desk, "training_sign_in")))
    assert "应到7人" in said
    assert all(name_of(serial) in said for serial in range(7))


def test_a_kept_list_names_who_is_expected_and_who_is_away(desk: Desk, people: list[int]) -> None:
    number = session(desk, 1, [(people[0], CAME), (people[1], EXCUSED)])
    said = paper_text(printed(made(desk, "training_sign_in", number)))
    for word in ("应到2人", "诉讼文书立卷归档（1）", "4学时", "何静宜", "李㛃", "请假（公差）"):
        assert word in said, word
    assert "欧阳明月" not in said
    with pytest.raises(Refusal, match="没有“PX-009”这次培训"):
        made(desk, "training_sign_in", "PX-009")


def test_sixty_sign_on_one_page(desk: Desk) -> None:
    for serial in range(60):
        officer(desk, name_of(serial), DEPARTMENTS[serial % 7])
    assert len(page_texts(printed(made(desk, "training_sign_in")))) == 1


def test_the_hours_of_everybody_are_those_of_the_figure(desk: Desk, people: list[int]) -> None:
    session(desk, 1, [(one, CAME) for one in people])
    session(desk, 2, [(people[0], EXCUSED), (people[1], AWAY), *((one, CAME) for one in people[2:])], 250)
    session(desk, 3, [])
    table = ledger(made(desk, "training_ledger"))
    rows = {row[2]: row[3:] for row in told(table)}
    assert rows["李㛃"] == ["√", "○", "1", "1", "0", "4"]
    assert rows["王𬭎"] == ["√", "×", "1", "0", "1", "4"]
    assert rows["赵䶮"] == ["√", "√", "2", "0", "0", "6.5"]
    with desk.facts() as facts:
        hours = catalogue.ask("training.hours", Question(facts.session, DAY))
    assert {name: float(row[-1]) for name, row in rows.items()} == hours.groups
    assert table.total is not None
    assert table.total[1:3] == ("7/7", "5/7")
    assert float(str(table.total[-1])) == hours.value
    assert "第3次没有签到表" in table.note


def test_a_period_keeps_to_its_sessions(desk: Desk, people: list[int]) -> None:
    for serial in (1, 2, 4):
        session(desk, serial, [(one, CAME) for one in people])
    document = made(desk, "training_ledger", period="2015Q1")
    assert [row[3] for row in told(ledger(document, 1))] == ["诉讼文书立卷归档（1）", "诉讼文书立卷归档（2）"]
    assert told(ledger(document))[0][-1] == "8"


def test_many_sessions_go_over_sheets_with_the_sums_at_the_end(desk: Desk, people: list[int]) -> None:
    for serial in range(1, 23):
        session(desk, serial, [(one, CAME) for one in people])
    pages = page_texts(printed(made(desk, "training_ledger")))
    assert "（第1–11次）" in pages[0]
    assert "（第12–22次）" in pages[1]
    table = ledger(made(desk, "training_ledger"), 1)
    assert told(table)[0][-4:] == ["22", "0", "0", "88"]


def test_a_year_without_training_says_so(desk: Desk, people: list[int]) -> None:
    assert "这段时间没有培训" in paper_text(printed(made(desk, "training_ledger")))
