"""The process dies while problems are kept, imported, or brought along from an older file: all of an act, or none."""

import random
import shutil
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import carry_out, plan_import
from desktop_app.models.catalogue import KINDS
from desktop_app.models.issues import Issue, IssueCase, IssueClosure, IssueLookBack, IssueMeasure
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.store import backup, connect, migrate, restore, verify
from desktop_app.store.file import Store
from desktop_app.store.keys import read_keys, unlock
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit import issues as kit
from tests.kit.killing import OFTEN, READY, Acknowledge, killed
from tests.kit.workbooks import workbook

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "schemas" / "0001"
GOLDEN_PASSWORD = "清源县-演练"


def again(desk: Desk) -> Desk:
    """The office opened anew."""
    return seated(Store.open_with_key(desk.store.folder, desk.store.key, desk.store.clock), desk.clock)


def kept(desk: Desk, model: Any) -> int:
    with desk.store.read() as session:
        return int(session.query(model).count())


def walks(desk: Desk, who: kit.Team, start: int) -> Callable[[Acknowledge], None]:
    """Problems entered, closed and found to have come back, one after the other; each that is back is acknowledged."""

    def work(acknowledge: Acknowledge) -> None:
        opened = again(desk)
        for number in count(start):
            kit.rebound(opened, who, kit.closed(opened, who, f"问题{number}"))
            acknowledge(number)

    return work


@pytest.mark.parametrize("trials", OFTEN)
def test_every_step_of_a_problem_is_whole(desk: Desk, trials: int) -> None:
    who, chance = kit.team(desk), random.Random(21)
    desk.store.close()
    told: set[int] = set()
    names: set[str] = set()
    for _ in range(max(6, trials // 8)):
        told |= set(killed(walks(desk, who, len(names) + 1), chance, 0.0, 0.3))
        opened = again(desk)
        with opened.store.read() as session:
            rows = session.query(Issue).all()
            names = {row.name for row in rows}
            back = [row for row in rows if row.round == 2]
        assert {f"问题{number}" for number in told} <= {row.name for row in back}
        assert kept(opened, IssueCase) == len(rows)
        assert kept(opened, IssueClosure) == kept(opened, IssueLookBack) == len(back)
        opened.store.close()
    opened = again(desk)
    assert verify.verify(opened.store).said == []
    opened.store.close()
    assert told


@pytest.mark.parametrize("trials", OFTEN)
def test_an_import_of_problems_is_whole(desk: Desk, tmp_path: Path, trials: int) -> None:
    head = ["编号", "问题描述", "性质", "责任部门", "发现日期", "整改措施", "受案号"]
    lines = [
        [f"Q-{n}", f"问题{n}", "个性", "公诉科", "2015-3-1", "1、学习；2、抽查", f"清检[2015]{n}号"] for n in range(60)
    ]
    file = workbook(tmp_path / "问题清单.xlsx", {"问题清单": [head, *lines]})
    began = time.monotonic()
    plan = plan_import(desk, [file])
    usual = time.monotonic() - began
    desk.store.close()
    chance = random.Random(22)
    for _ in range(max(6, trials // 8)):

        def work(acknowledge: Acknowledge) -> None:
            opened = again(desk)
            acknowledge(READY)
            carry_out(opened, plan)
            acknowledge(1)

        done = killed(work, chance, 0.0, usual * 1.5)
        opened = again(desk)
        counts = (kept(opened, Issue), kept(opened, IssueMeasure), kept(opened, IssueCase))
        assert counts == (60, 120, 60) or (counts == (0, 0, 0) and not done)
        opened.store.close()
        if counts[0]:
            break
    opened = again(desk)
    carry_out(opened, plan_import(opened, [file]))
    assert (kept(opened, Issue), kept(opened, IssueMeasure)) == (60, 120)
    assert verify.verify(opened.store).said == []
    opened.store.close()


@pytest.fixture
def old(tmp_path: Path) -> tuple[DataFolder, bytes]:
    """A file of the first schema with records in it, and its key."""
    folder = DataFolder(tmp_path / "old")
    shutil.copytree(GOLDEN, folder.root)
    return folder, unlock(read_keys(folder.keys), GOLDEN_PASSWORD).key


@pytest.mark.parametrize("trials", OFTEN)
def test_a_file_with_records_is_brought_along_whole(
    old: tuple[DataFolder, bytes], tmp_path: Path, clock: TurnedClock, trials: int
) -> None:
    from alembic import command  # noqa: F401 - imported before the fork, so that the kills fall into the steps

    folder, key = old
    chance = random.Random(23)
    began = time.monotonic()
    shutil.copy(folder.file, tmp_path / "timed.db")
    migrate.upgrade(tmp_path / "timed.db", key)
    usual = time.monotonic() - began
    before = shape(folder.file, key)
    for trial in range(max(10, trials // 2)):
        path = tmp_path / f"{trial}.db"
        shutil.copy(folder.file, path)

        def work(acknowledge: Acknowledge, path: Path = path) -> None:
            acknowledge(READY)
            migrate.upgrade(path, key)
            acknowledge(1)

        told = killed(work, chance, 0.0, usual * 1.2)
        version, tables, rows = shape(path, key)
        assert version in (1, migrate.HEAD)
        assert rows == before[2]
        assert (tables >= set(KINDS)) == (version == migrate.HEAD)
        assert version == migrate.HEAD or (tables == before[1] and not told)
    opened = Store.open(folder, GOLDEN_PASSWORD, clock)
    assert verify.verify(opened).said == []
    opened.close()


def shape(path: Path, key: bytes) -> tuple[int, set[str], dict[str, int]]:
    """Schema version, tables, and how many rows the tables of the first schema hold."""
    raw = connect.connect(path, key, writing=True)
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows = {
        name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in ("task", "officer", "history")
    }
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    raw.close()
    return version, tables, rows


def test_a_backup_of_the_first_schema_is_restored_and_keeps_problems(
    old: tuple[DataFolder, bytes], tmp_path: Path, clock: TurnedClock
) -> None:
    """The backup made before the upgrade, taken back after problems were entered."""
    folder, _ = old
    store = Store.open(folder, GOLDEN_PASSWORD, clock)
    made = backup.list_backups(folder.backups)
    assert [info.why for info in made] == ["升级前"]
    with store.unit("录入") as unit:
        unit.session.add(Issue(number="W-1", name="漏签", search_text="漏签", found_on=date(2015, 3, 1)))
    store.close()
    restore.restore(folder, made[0].path, GOLDEN_PASSWORD, clock)
    store = Store.open(folder, GOLDEN_PASSWORD, clock)
    with store.read() as session:
        assert session.query(Issue).count() == 0
    with store.unit("录入") as unit:
        unit.session.add(Issue(number="W-1", name="漏签", search_text="漏签", found_on=date(2015, 3, 1)))
    assert verify.verify(store).said == []
    store.close()
