"""Every register as it stood on a day: equal, cell for cell, to what was exported then, whatever was done since."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.exchange.exporting import export_register
from desktop_app.models.people import Department, Officer
from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.spec import Register, Shape
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.services.past import stood
from desktop_app.services.setup import Founding, found
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit.clocks import HandClock
from tests.kit.county import COUNTIES, taken
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.office import filled, id_of, loaded, officer
from tests.kit.shell import Shell

APRIL_30 = date(2015, 4, 30)
Sheet = list[list[Any]]


def sheet(path: Path) -> Sheet:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def exported(desk: Desk, root: Path) -> dict[str, Sheet]:
    """Every register, title, day and heads included."""
    found = {}
    for register in REGISTERS:
        path = root / f"{register.public}.xlsx"
        export_register(desk, register, path)
        found[register.public] = sheet(path)
    return found


def enter(desk: Desk, register: Register, mark: str) -> int:
    """A record of a kind, and of those it must point to."""
    with desk.facts() as facts:
        asked = [item for item in register.fields if item.required is True and item.link_kind]
        owners = [BY_KIND[item.link_kind] for item in asked if next(facts.live(item.link_kind), None) is None]
    for owner in owners:
        enter(desk, owner, mark)
    with desk.facts() as facts:
        draft = filled(register, facts, mark)
    return records.save(desk, register, draft).ids[0]


def lived_through_april(desk: Desk) -> None:
    """Somebody, and a record or two of every kind."""
    officer(desk, "许嘉树", "案件管理办公室")
    for register in REGISTERS:
        for mark in ("四月", "又一"):
            try_to(partial(enter, desk, register, mark))


def try_to(deed: Callable[[], object]) -> bool:
    """Some kinds have rules of their own about a second record, an edit, a deletion."""
    try:
        deed()
    except Refusal:
        return False
    return True


def change(desk: Desk, register: Register, record_id: int) -> None:
    """Other words, days, people; a part row more, a part row less."""
    draft = loaded(desk, register, record_id)
    for item in register.fields:
        if item.fixed or not item.in_form or item.column.unique or not register.may_write(draft, item.name):
            continue
        value = draft.values.get(item.name)
        if item.shape is Shape.TEXT and isinstance(value, str) and "四月" in value:
            draft.values[item.name] = value.replace("四月", "五月")
    for group in register.parts:
        if draft.parts.get(group.name):
            draft.parts[group.name].pop()
    records.save(desk, register, draft)


def lived_on_in_may(desk: Desk) -> dict[str, int]:
    """Edits, renamed people and departments, deletions, additions, undo, an import; how many of each were taken."""
    done = dict.fromkeys(("changed", "retired", "added", "undone"), 0)
    for register in REGISTERS:
        with desk.facts() as facts:
            ids = [row["id"] for row in facts.live(register.kind)]
        for record_id in ids:
            done["changed"] += try_to(partial(change, desk, register, record_id))
        if ids[1:] and register.kind not in (Department.__tablename__, Officer.__tablename__):
            done["retired"] += try_to(partial(records.retire, desk, register, [ids[-1]], "重复"))
        done["added"] += try_to(partial(enter, desk, register, "五月新"))
        done["undone"] += try_to(partial(undo, desk.store))
    renamed = loaded(desk, BY_KIND[Department.__tablename__], id_of(desk, Department.__tablename__, "公诉科"))
    renamed.values |= {"name": "刑事检察部", "short": "刑检"}
    records.save(desk, BY_KIND[Department.__tablename__], renamed)
    someone = loaded(desk, OFFICERS, id_of(desk, Officer.__tablename__, "许嘉树"))
    someone.values["name"] = "许家树"
    records.save(desk, OFFICERS, someone)
    taken(desk, sorted(COUNTIES["清源县"].glob("0[13]*.xlsx")))
    return done


@pytest.fixture(scope="module")
def office() -> Iterator[tuple[Desk, HandClock, Path, dict[str, Sheet]]]:
    """An office at the end of April, every register of it exported; then May."""
    with tempfile.TemporaryDirectory() as root:
        clock = HandClock(datetime(2015, 4, 30, 10, tzinfo=UTC))
        store, _ = found(DataFolder(Path(root) / "data"), clock, Founding("清源县人民检察院"), PASSWORD, cost=CHEAP)
        desk = seated(store, clock)
        lived_through_april(desk)
        then = exported(desk, Path(root))
        clock.move(days=4)
        done = lived_on_in_may(desk)
        assert min(done.values()) > 5, done
        clock.move(days=20)
        yield desk, clock, Path(root), then
        desk.store.close()


Office = tuple[Desk, HandClock, Path, dict[str, Sheet]]


def test_every_register_as_of_a_day_equals_its_export_of_that_day(office: Office) -> None:
    desk, _, root, then = office
    past = stood(desk, APRIL_30)
    with closing(past.store):
        again = exported(past, root)
    assert sum(len(rows) for rows in then.values()) > 3 * len(REGISTERS)
    assert {name: rows for name, rows in again.items() if rows != then[name]} == {}
    now = exported(desk, root)
    same = [name for name in then if now[name][3:] == then[name][3:]]
    assert len(same) < len(REGISTERS) // 2, same


def test_the_command_line_writes_the_same_file(office: Office) -> None:
    _desk, _, root, then = office
    shell = Shell(root / "data")
    for name in ("tasks", "issues", "officers"):
        path = root / f"{name}-命令行.xlsx"
        shell("export", name, path, "--at", "2015-04-30")
        assert sheet(path) == then[name]
    assert "操作记录自 2015-04-30 起" in shell("export", "tasks", root / "x.xlsx", "--at", "2015-04-29", status=1)


def test_a_day_the_history_does_not_reach_is_refused_in_words(office: Office) -> None:
    desk, clock, _, _ = office
    with pytest.raises(Refusal, match=r"^操作记录自 2015-04-30 起，2015-04-29 还没有记录。填 2015-04-30 或以后的日子$"):
        stood(desk, APRIL_30 - timedelta(days=1))
    with pytest.raises(Refusal, match=r"^2015-05-25 还没有到。填今天或以前的日子$"):
        stood(desk, clock.today() + timedelta(days=1))
