"""The practice county (演练县): a throw-away copy to learn and show the program with; every print bears 演练."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from desktop_app.exchange import importing
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.services.setup import Founding, found
from desktop_app.store.keys import Cost
from desktop_app.system.clock import Clock, TurnedClock
from desktop_app.system.paths import RESOURCES, DataFolder

LEDGERS = RESOURCES / "practice" / "清源县"
DAY = date(2015, 5, 31)
"""The day the practice county's ledgers were closed."""
COUNTY = Founding("清源县人民检察院", short="清源", year=2015, keeper="许嘉树")
QUICK = Cost(memory=1024, passes=1)


def workbooks() -> list[Path]:
    """The county's ledgers as its offices handed them over."""
    return sorted(path for path in LEDGERS.iterdir() if path.suffix in (".xlsx", ".xls"))


def furnish(root: Path, clock: Clock | None = None, password: str = "") -> Desk:
    """Found the practice county in a folder and import every ledger the program can keep."""
    told = clock or TurnedClock(DAY)
    store, _ = found(DataFolder(root), told, COUNTY, password or secrets.token_hex(8), cost=QUICK, practice=True)
    desk = seated(store, told)
    importing.fill(desk, workbooks())
    return desk


@contextmanager
def practice(clock: Clock | None = None) -> Iterator[Desk]:
    """The practice county in a folder that is gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="guizhengtai-practice-"))
    desk = furnish(root / "data", clock)
    try:
        yield desk
    finally:
        desk.store.close()
        shutil.rmtree(root, ignore_errors=True)
