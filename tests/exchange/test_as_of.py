"""A register as it stood on a day: rebuilt from the history, equal to what was exported then."""

from datetime import timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from desktop_app.exchange.exporting import export_register
from desktop_app.models.plan import TaskPartner
from desktop_app.registers.plan import TASKS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.setup import Founding, found
from desktop_app.system.paths import DataFolder
from tests.kit.clocks import HandClock
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.office import id_of, loaded, officer, task


def rows(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2:]


def test_yesterdays_register_is_what_was_exported_yesterday(tmp_path: Path) -> None:
    clock = HandClock()
    store, _ = found(DataFolder(tmp_path / "data"), clock, Founding("清源县人民检察院"), PASSWORD, cost=CHEAP)
    desk = Desk(store, clock)
    who = officer(desk, "史海燕")
    first, second = (task(desk, name, who) for name in ("甲", "乙"))
    draft = loaded(desk, TASKS, first)
    draft.rows(TaskPartner).append({"department_id": id_of(desk, "department", "反贪污贿赂局")})
    records.save(desk, TASKS, draft)
    yesterday = clock.today()
    items = TASKS.columns
    export_register(desk, TASKS, tmp_path / "昨天.xlsx", columns=items)

    clock.move(days=1)
    draft = loaded(desk, TASKS, first)
    draft.values["name"] = "甲改"
    draft.rows(TaskPartner).clear()
    records.save(desk, TASKS, draft)
    records.retire(desk, TASKS, [second], "重复")
    task(desk, "丙", who)

    assert export_register(desk, TASKS, tmp_path / "当时.xlsx", columns=items, stood_on=yesterday) == 2
    assert rows(tmp_path / "当时.xlsx") == rows(tmp_path / "昨天.xlsx")
    before = yesterday - timedelta(days=1)
    assert export_register(desk, TASKS, tmp_path / "前天.xlsx", stood_on=before) == 0
    store.close()
