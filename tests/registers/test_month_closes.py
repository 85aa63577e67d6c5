"""The register of closings: found, sorted, printed and told in the history; nothing is typed in it."""

import io

import pytest

from desktop_app.models.whole import MonthClose
from desktop_app.registers import reading
from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.reports.catalogue import make_pdf, papers_of
from desktop_app.reports.request import Request
from desktop_app.rules.search import query
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.snapshot import Search
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from desktop_app.views.register.story import chapters
from tests.kit.closing import closed, reopened
from tests.kit.office import loaded, officer


def test_closings_and_reopenings_are_listed_searched_printed_and_told(desk: Desk) -> None:
    chief = officer(desk, "袁倩", "案件管理办公室")
    first, *_, last = closed(desk, "issues", 4).ids
    reopened(desk, "issues", 4, chief, "补登4月漏记的问题")
    (again,) = closed(desk, "issues", 4).ids
    with desk.facts() as facts:
        assert set(reading.ids(facts, MONTH_CLOSES)) >= {first, last, again}
        shut, opened = (reading.ids(facts, MONTH_CLOSES, chip.where(facts)) for chip in MONTH_CLOSES.chips)
        assert last in opened
        assert again in shut
        for item in MONTH_CLOSES.columns:
            order = reading.order_by(item, True)
            assert order is None or len(reading.ids(facts, MONTH_CLOSES, order=[order])) == len(shut) + len(opened)
        found = query("补登4月漏记")
        assert found is not None
        assert list(reading.ids(facts, MONTH_CLOSES, [Search(found)])) == [last]
        (line,) = reading.lines(facts, MONTH_CLOSES, [again])
        assert line.values["number"] == "问题清单-2015-04-2"
        newest = chapters(facts, MONTH_CLOSES, last)[0]
    told = {step.label: step.new for step in newest.steps}
    assert told == {"反结账日期": "2015-05-31", "批准人": "袁倩", "反结账原因": "补登4月漏记的问题"}
    out = io.BytesIO()
    assert make_pdf(papers_of(MONTH_CLOSES.kind)[-1].id, Request(desk, desk.today), out).pages >= 1


def test_nothing_is_typed_deleted_or_undone_in_it(desk: Desk) -> None:
    with pytest.raises(Refusal, match="结账、反结账在“工具—月结”里办"):
        records.save(desk, MONTH_CLOSES, new_draft(MonthClose, {"tab": "issues", "month": "2015-04"}))
    ids = closed(desk, "issues", 4).ids
    with pytest.raises(Refusal, match="月结记录不能删除"):
        records.retire(desk, MONTH_CLOSES, ids, "不想结了")
    with pytest.raises(Refusal, match="已对外生效，不能撤销"):
        undo(desk.store)
    draft = loaded(desk, MONTH_CLOSES, ids[0])
    assert draft[MonthClose.reopened_on] is None
