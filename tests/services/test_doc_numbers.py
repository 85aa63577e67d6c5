"""Document numbers of an office: kept back, thrown away, given to papers outside the program, never twice."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.models.bulletins import DocNumber, DocSeries
from desktop_app.models.plan import Plan
from desktop_app.registers.bulletins import DOC_NUMBERS, DOC_SERIES
from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services import doc_numbers, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded


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


def plan_numbered(desk: Desk, doc_no: str) -> str:
    """The plan bears a number given before this program kept them; its title."""
    with desk.facts() as facts:
        plan = facts.plan["id"] if facts.plan else None
    with desk.store.unit("录入方案") as unit:
        row = unit.session.get_one(Plan, plan) if plan else Plan(number="FA-9", title="工作方案")
        row.doc_no = doc_no
        unit.session.add(row)
        return str(row.title)


def test_a_number_on_the_plan_is_taken(desk: Desk) -> None:
    title = plan_numbered(desk, f"{word(desk)}〔2015〕12号")
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


@pytest.mark.parametrize("serial", [0, -1, 10_000, 10**20])
def test_a_slip_of_the_keyboard_is_no_number(desk: Desk, serial: int) -> None:
    with pytest.raises(Refusal, match=f"序号 {serial} 不能用。从 1 起编号，最大 9999"):
        doc_numbers.reserve(desk, series(desk), 2015, serial, reason="留用")
    made = new_draft(DocNumber, {"series_id": series(desk), "year": 2015, "serial": serial, "title": "会议通知"})
    made[DocNumber.state] = DocNumberState.USED
    with pytest.raises(Refusal, match="不能用"):
        records.save(desk, DOC_NUMBERS, made)
    with pytest.raises(Refusal, match="年份 0 不对"):
        doc_numbers.reserve(desk, series(desk), 0, 3, reason="留用")


@pytest.mark.parametrize("said", ["[2015]18号", "（2015）第018号", "〔2015〕 18 号"])
def test_a_number_of_an_old_ledger_counts_however_it_is_written(desk: Desk, said: str) -> None:
    plan_numbered(desk, f"{word(desk)}{said}")
    assert upcoming(desk) == 19
    with pytest.raises(Refusal, match="18号 已在"):
        doc_numbers.reserve(desk, series(desk), 2015, 18, reason="留用")


def test_a_number_written_without_measure_is_no_end_of_the_counter(desk: Desk) -> None:
    doc_numbers.outside(desk, series(desk), 2015, 3, title="会议通知")
    plan_numbered(desk, f"{word(desk)}〔2015〕20150018号")
    assert (upcoming(desk), missing(desk)) == (4, [])


def test_a_word_that_numbers_were_given_under_stays(desk: Desk) -> None:
    mine, old = series(desk), word(desk)
    renamed = loaded(desk, DOC_SERIES, mine)
    renamed[DocSeries.word] = "清检办发"
    records.save(desk, DOC_SERIES, renamed)
    doc_numbers.outside(desk, mine, 2015, 18, title="会议通知")
    again = loaded(desk, DOC_SERIES, mine)
    again[DocSeries.word] = old
    with pytest.raises(Refusal, match="清检办发〔2015〕18号 已用这个代字，不能改"):
        records.save(desk, DOC_SERIES, again)


def test_a_renamed_word_takes_its_numbers_with_it(desk: Desk) -> None:
    """The renaming is undone after a number was given under the new word."""
    mine = series(desk)
    renamed = loaded(desk, DOC_SERIES, mine)
    renamed[DocSeries.word] = "清检办发"
    done = records.save(desk, DOC_SERIES, renamed)
    doc_numbers.reserve(desk, mine, 2015, 18, reason="留用")
    undo.undo(desk.store, done.batch)
    second = records.save(desk, DOC_SERIES, new_draft(DocSeries, {"word": "清检办发"})).ids[0]
    with desk.facts() as facts:
        assert (doc_numbers.upcoming(facts, mine, 2015), doc_numbers.upcoming(facts, second, 2015)) == (1, 19)


def test_in_the_practice_county_no_number_is_official(desk: Desk) -> None:
    desk.store.practice = True
    assert doc_numbers.reserve(desk, series(desk), 2015, 3, reason="练习").said.startswith("已预留 演练")
    assert upcoming(desk) == 4


STEPS = st.lists(st.tuples(st.sampled_from(["预留", "登记", "作废", "撤销"]), st.integers(1, 12)), max_size=14)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
