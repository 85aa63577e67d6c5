"""A stocktake stays over its lines."""

from datetime import date

import pytest

from desktop_app.models.seizures import CountLine, Stocktake
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal


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
    records.retire(desk, COUNT_LINES, [first, second], "误立")
    records.retire(desk, STOCKTAKES, [head], "误立")
