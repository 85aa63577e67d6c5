"""A stocktake stays over its lines."""

from datetime import date

import pytest

from desktop_app.models.seizures import CountLine, Stocktake
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded


def test_a_stocktake_is_deleted_only_without_lines(desk: Desk) -> None:
    given = {"title": "五月盘点", "counted_on": date(2015, 5, 20)}
    head = records.save(desk, STOCKTAKES, new_draft(Stocktake, given)).ids[0]
    line = {"stocktake_id": head, "name": "旧手机", "booked": 1_000}
    first = records.save(desk, COUNT_LINES, new_draft(CountLine, line)).ids[0]
    with pytest.raises(Refusal, match="PD-01 还有 1 条应盘明细，不能删除。先在盘点明细里删除它们"):
        records.retire(desk, STOCKTAKES, [head], "误立")
    second = records.save(desk, COUNT_LINES, new_draft(CountLine, {**line, "counted": 1_000})).ids[0]
    with pytest.raises(Refusal, match="PD-01 已有盘点结果，不能删除"):
        records.retire(desk, STOCKTAKES, [head], "误立")
    with pytest.raises(Refusal, match="旧手机 已有盘点结果，不能删除"):
        records.retire(desk, COUNT_LINES, [first, second], "误立")
    undo(desk.store)
    records.retire(desk, COUNT_LINES, [first], "误立")
    records.retire(desk, STOCKTAKES, [head], "误立")


def test_lines_stay_once_counting_has_begun(desk: Desk) -> None:
    given = {"title": "五月盘点", "counted_on": date(2015, 5, 20)}
    head = records.save(desk, STOCKTAKES, new_draft(Stocktake, given)).ids[0]
    line = {"stocktake_id": head, "name": "旧手机", "booked": 1_000}
    first = records.save(desk, COUNT_LINES, new_draft(CountLine, line)).ids[0]
    records.move(desk, STOCKTAKES, loaded(desk, STOCKTAKES, head), "开始盘点")
    with pytest.raises(Refusal, match="PD-01 已开始盘点，不能删除明细"):
        records.retire(desk, COUNT_LINES, [first], "误立")
    with pytest.raises(Refusal, match="PD-01 已开始盘点，不能删除。误立的先“退回拟定”"):
        records.retire(desk, STOCKTAKES, [head], "误立")
    loose = records.save(desk, COUNT_LINES, new_draft(CountLine, {"name": "台账上的", "counted": 1_000})).ids[0]
    records.retire(desk, COUNT_LINES, [loose], "误登")
