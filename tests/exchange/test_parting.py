"""Entries of a cell as rows of a part, and rows written so that they are read back."""

from datetime import date
from typing import Any

import pytest

from desktop_app.exchange.parting import MOST_ENTRIES, Dictionaries, entries, entry_row, once, written_entries
from desktop_app.models.issues import IssueCategory, IssueMeasure, IssueNote
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.desk import Desk

MAY_31 = date(2015, 5, 31)
PEOPLE = {"杜瑶": 7}


def group(part: Any) -> Parts:
    return next(one for one in ISSUES.parts if one.part is part)


def read(item: Field, said: str) -> Any:
    if item.shape is Shape.LINK and said not in PEOPLE:
        raise Unreadable("unknown_person", said)
    return PEOPLE[said] if item.shape is Shape.LINK else read_date(said, 2015)


def row(part: Any, entry: str, year: int | None = 2015) -> dict[str, Any]:
    return {name: value for name, value in entry_row(group(part), entry, read, year, MAY_31).items() if value}


@pytest.mark.parametrize(
    ("entry", "day"),
    [
        ("4月15日召开科务会", date(2015, 4, 15)),
        ("2015-04-15：已补正", date(2015, 4, 15)),
        ("（2015年4月15日）已补正", date(2015, 4, 15)),
        ("4月15日前完成", None),
        ("4月15日起执行", None),
        ("4月15日至20日清理", None),
        ("4月已完成", None),
        ("4月31日开会", None),
        ("6月1日召开推进会", None),
        ("已于4月15日补正", None),
        ("4.15万元已退", None),
    ],
)
def test_a_note_is_of_the_day_it_begins_with_when_that_is_certain(entry: str, day: date | None) -> None:
    assert row(IssueNote, entry) == {"text": entry} | ({"noted_on": day} if day else {})


def test_a_day_without_a_year_needs_the_year_of_the_ledger() -> None:
    assert row(IssueNote, "4月15日召开科务会", None) == {"text": "4月15日召开科务会"}


def test_a_measure_that_begins_with_a_day_is_not_due_then() -> None:
    assert row(IssueMeasure, "4月15日召开科务会") == {"text": "4月15日召开科务会"}


@pytest.mark.parametrize(
    "entry", ["补正【负责人：杜瑶；期限：2015-04-10】", "补正（责任人:杜瑶，完成时限：4月10日）。"]
)
def test_what_stands_in_a_bracket_at_the_end_fills_the_row(entry: str) -> None:
    assert row(IssueMeasure, entry) == {"text": "补正", "officer_id": 7, "due_on": date(2015, 4, 10)}


@pytest.mark.parametrize(
    "entry", ["补正（负责人：某甲）", "补正（见附件）", "（负责人：杜瑶）", "补正（负责人：杜瑶；其他：x）"]
)
def test_a_bracket_not_wholly_understood_stays_in_the_text(entry: str) -> None:
    assert row(IssueMeasure, entry) == {"text": entry}


def test_words_are_told_in_the_spelling_of_the_dictionary(desk: Desk) -> None:
    with desk.facts() as facts:
        known = Dictionaries(facts)
        assert known.word("条线", " 侦 监") == "侦查监督"
        assert known.word("条线", "没有的") is None
        assert known.word("", "侦监") is None
        told = entries(group(IssueCategory), "办案不规范、特权思想、霸道作风", known)
        assert told[0] == "不执行办案规范"
        assert entries(group(IssueCategory), "特权思想、霸道作风", known) == ["特权思想、霸道作风"]


def test_endless_entries_stay_together_in_the_last(desk: Desk) -> None:
    with desk.facts() as facts:
        found = entries(group(IssueMeasure), "\n".join(f"第{n}次抽查" for n in range(900)), Dictionaries(facts))
    assert len(found) == MOST_ENTRIES
    assert found[-1].endswith("第899次抽查")


def test_rows_written_are_read_back(desk: Desk) -> None:
    rows = [
        {"text": "1.5万元退还", "officer_id": 7, "due_on": date(2015, 4, 10), "done_on": None},
        {"text": "通报", "officer_id": None, "due_on": None, "done_on": date(2015, 5, 1)},
    ]
    names = {number: name for name, number in PEOPLE.items()}
    told = written_entries(
        group(IssueMeasure),
        rows,
        lambda item, value: names.get(value, "") if item.shape is Shape.LINK else str(value or ""),
    )
    assert told == "1、1.5万元退还【负责人：杜瑶；期限：2015-04-10】\n2、通报【完成日期：2015-05-01】"
    with desk.facts() as facts:
        back = [row(IssueMeasure, entry) for entry in entries(group(IssueMeasure), told, Dictionaries(facts))]
    assert back == [{name: value for name, value in one.items() if value} for one in rows]


def test_values_are_kept_once_in_their_order() -> None:
    assert once(["乙", "甲", " 乙", ""], str.strip) == ["乙", "甲"]
