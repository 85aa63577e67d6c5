"""Document numbers of an office: kept back, thrown away, given to papers outside the program, never twice."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.models.bulletins import DocNumber
from desktop_app.models.plan import Plan
from desktop_app.registers.bulletins import DOC_NUMBERS
from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services import doc_numbers, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import undo
from desktop_app.system.errors import Refusal


def series(desk: Desk) -> int:
    """The office's first 代字."""
    with desk.facts() as facts:
        return min(row["id"] for row in facts.live("doc_series"))


def word(desk: Desk) -> str:
    with desk.facts() as facts:
        return str(facts.row("doc_series", series(desk))["word"])


def upcoming(desk: Desk, year: int = 2015) -> int:
    with desk.facts() as facts:
        return doc_numbers.upcoming(facts, series(desk), year)


def missing(desk: Desk, year: int = 2015) -> list[int]:
    with desk.facts() as facts:
        return doc_numbers.missing(facts, series(desk), year)


def test_a_new_office_begins_at_one_or_wherever_it_already_is(desk: Desk) -> None:
    assert (upcoming(desk), missing(desk)) == (1, [])
    done = doc_numbers.outside(desk, series(desk), 2015, 15, 17, title="省院转发文件")
    assert done.said == f"已登记 {word(desk)}〔2015〕15号至17号"
    assert (upcoming(desk), missing(desk)) == (18, [])
    assert upcoming(desk, 2016) == 1


def test_numbers_between_the_first_and_the_last_are_missing_until_they_are_told(desk: Desk) -> None:
    doc_numbers.outside(desk, series(desk), 2015, 3, title="会议通知")
    doc_numbers.reserve(desk, series(desk), 2015, 7, 8, reason="留给年度总结")
    assert (upcoming(desk), missing(desk)) == (9, [4, 5, 6])
    doc_numbers.void(desk, series(desk), 2015, 5, reason="印错，未发出")
    assert missing(desk) == [4, 6]


def test_a_reserved_number_is_thrown_away_or_kept_but_not_reserved_again(desk: Desk) -> None:
    doc_numbers.reserve(desk, series(desk), 2015, 7, reason="留给年度总结")
    with pytest.raises(Refusal, match="〔2015〕7号 已预留。印发时直接用它"):
        doc_numbers.reserve(desk, series(desk), 2015, 6, 9, reason="再留几个")
    assert upcoming(desk) == 8, "nothing of a refused range is written"
    doc_numbers.void(desk, series(desk), 2015, 7, reason="不发了")
    with pytest.raises(Refusal, match="7号 已作废，号码不重用"):
        doc_numbers.outside(desk, series(desk), 2015, 7, title="会议通知")
    with pytest.raises(Refusal, match="7号 已作废"):
        doc_numbers.void(desk, series(desk), 2015, 7, reason="再作废")


def test_reasons_and_ranges_are_asked_for(desk: Desk) -> None:
    mine = series(desk)
    with pytest.raises(Refusal, match="没写预留原因"):
        doc_numbers.reserve(desk, mine, 2015, 7, reason=" ")
    with pytest.raises(Refusal, match="没写作废原因"):
        doc_numbers.void(desk, mine, 2015, 7, reason="")
    with pytest.raises(Refusal, match="没写标题"):
        doc_numbers.outside(desk, mine, 2015, 7, title="")
    with pytest.raises(Refusal, match="末号 5 小于首号 7"):
        doc_numbers.outside(desk, mine, 2015, 7, 5, title="会议通知")
    with pytest.raises(Refusal, match="一次最多"):
        doc_numbers.outside(desk, mine, 2015, 1, 1500, title="会议通知")
    with pytest.raises(Refusal, match="从 1 起"):
        doc_numbers.outside(desk, mine, 2015, 0, title="会议通知")
    with pytest.raises(Refusal, match="没选发文代字"):
        doc_numbers.reserve(desk, 999, 2015, 7, reason="留着")


def test_a_number_on_the_plan_is_taken(desk: Desk) -> None:
    with desk.facts() as facts:
        plan = facts.plan["id"] if facts.plan else None
    with desk.store.unit("录入方案") as unit:
        row = unit.session.get_one(Plan, plan) if plan else Plan(number="FA-9", title="工作方案")
        row.doc_no = f"{word(desk)}〔2015〕12号"
        unit.session.add(row)
        title = row.title
    assert upcoming(desk) == 13
    with pytest.raises(Refusal, match=f"12号 已在“{title}”上用过"):
        doc_numbers.void(desk, series(desk), 2015, 12, reason="印错")


def test_a_deleted_entry_keeps_its_number_and_one_undone_gives_it_back(desk: Desk) -> None:
    first = doc_numbers.outside(desk, series(desk), 2015, 4, title="会议通知")
    doc_numbers.reserve(desk, series(desk), 2015, 5, 9, reason="多留了")
    undo.undo(desk.store)
    assert upcoming(desk) == 5
    again = doc_numbers.outside(desk, series(desk), 2015, 5, title="会议纪要")
    assert again.ids != first.ids
    records.retire(desk, DOC_NUMBERS, again.ids, "记错了")
    assert upcoming(desk) == 6, "the number of a deleted entry is passed over"
    with pytest.raises(Refusal, match="5号 登记后又删除，号码不重用"):
        doc_numbers.outside(desk, series(desk), 2015, 5, title="会议纪要")


def test_the_register_and_the_verbs_are_of_one_mind(desk: Desk) -> None:
    given = {
        "series_id": series(desk),
        "year": 2015,
        "serial": 30,
        "state": DocNumberState.USED,
        "title": "程序外的文",
        "taken_on": date(2015, 5, 4),
    }
    records.save(desk, DOC_NUMBERS, new_draft(DocNumber, given))
    assert upcoming(desk) == 31
    with pytest.raises(Refusal, match="30号 已用于“程序外的文”"):
        doc_numbers.reserve(desk, series(desk), 2015, 30, reason="留着")
    doc_numbers.void(desk, series(desk), 2015, 31, reason="印错")
    with desk.facts() as facts:
        (row,) = (row for row in facts.live("doc_number") if row["serial"] == 31)
        assert row["number"] == f"{word(desk)}〔2015〕31号"
    with pytest.raises(Refusal, match="已用过，号码不重用"):
        records.save(desk, DOC_NUMBERS, new_draft(DocNumber, {**given, "serial": 31}))


def test_in_the_practice_county_no_number_is_official(desk: Desk) -> None:
    desk.store.practice = True
    assert doc_numbers.reserve(desk, series(desk), 2015, 3, reason="练习").said.startswith("已预留 演练")
    assert upcoming(desk) == 4


STEPS = st.lists(st.tuples(st.sampled_from(["预留", "登记", "作废", "撤销"]), st.integers(1, 12)), max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, year=st.integers(2016, 2999))
def test_whatever_is_done_no_number_is_given_twice(desk: Desk, steps: list[tuple[str, int]], year: int) -> None:
    mine = series(desk)
    for verb, serial in steps:
        with suppress(Refusal):
            if verb == "预留":
                doc_numbers.reserve(desk, mine, year, serial, serial + 1, reason="留着")
            elif verb == "登记":
                doc_numbers.outside(desk, mine, year, serial, title="通知")
            elif verb == "作废":
                doc_numbers.void(desk, mine, year, serial, reason="不用了")
            else:
                undo.undo(desk.store)
    with desk.facts() as facts:
        mine_now = [row for row in facts.rows("doc_number").values() if row["year"] == year]
        serials = [row["serial"] for row in mine_now if row["retired_at"] is None]
        assert len(serials) == len(set(serials))
        assert len({row["number"] for row in mine_now}) == len(mine_now)
        next_one = doc_numbers.upcoming(facts, mine, year)
        assert next_one > max(serials, default=0)
        assert doc_numbers.hindrance(facts, mine, year, next_one) == ""
        known = set(range(min(serials), max(serials) + 1)) if serials else set()
        assert set(doc_numbers.missing(facts, mine, year)) == known - set(serials)
