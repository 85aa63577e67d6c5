"""Ten thousand phones of one name in a case: each met once, in order, without comparing every one with every other."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop_app.exchange import matching
from desktop_app.exchange.matching import Match, Matcher
from desktop_app.models.seizures import SeizedItem
from desktop_app.registers.seizures import ITEMS
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts
from desktop_app.store.undo import REASON

MAY_31 = date(2015, 5, 31)
KIND = SeizedItem.__tablename__
GONE = {"": {}, "undone": {"retired_reason": REASON}, "deleted": {"retired_reason": "误登"}}
Line = tuple[str, str]
"""Number and note of a ledger row; all else is alike in every row."""


class Counting(Matcher):
    """Counts the records looked at."""

    looked = 0

    def row(self, record_id: int) -> Any:
        self.looked += 1
        return super().row(record_id)


class Import:
    """An import of items of one name into a file that holds some: what each row met, and the records after it."""

    def __init__(self, kept: Sequence[tuple[str, str, str]], borne: set[str]) -> None:
        self.facts = Facts(Session(), MAY_31, {KIND: {}})
        self.ids = count(1)
        for number, note, gone in kept:
            retired = {"retired_at": datetime(2015, 5, 1, tzinfo=UTC), **GONE[gone]} if gone else {}
            self._put({"number": number, "note": note, **retired})
        self.matcher = Counting(ITEMS, self.facts, borne=borne)

    def _put(self, said: dict[str, Any]) -> int:
        record_id = next(self.ids)
        alike = {"seizure_id": 1, "name": "手机", "quantity": 1_000}
        fresh = new_draft(SeizedItem, alike).values
        given_number = said["number"] or f"新-{record_id}"
        row = {**fresh, "retired_at": None, "retired_reason": "", "source": "", **said, "number": given_number}
        self.facts.remember(KIND, {**row, "id": record_id})
        return record_id

    def take(self, at: int, line: Line) -> tuple[Any, ...]:
        """What a row met, as the writer goes on with it."""
        number, note = line
        said = {"number": number, "note": note} if number else {"note": note}
        draft = new_draft(SeizedItem, {"seizure_id": 1, "name": "手机", "quantity": 1_000, **said})
        match = self.matcher.find(draft, {"name", "quantity", *said})
        if match.row is None:
            record_id = self._put({"number": "" if match.borne_by else number, "note": note})
            self.matcher.meet(record_id, at, set(said), draft)
        elif match.row["retired_at"] is not None:
            self.facts.remember(KIND, {**match.row, "retired_at": None, "retired_reason": ""})
            self.matcher.meet(match.row["id"], at, set(said), draft)
        else:
            self.matcher.meet(match.row["id"], at, set(said))
        return _told(match)


def _told(match: Match) -> tuple[Any, ...]:
    return match.row and match.row["id"], match.earlier, match.refused, match.twin, match.borne_by


def taken(few: int, kept: Sequence[tuple[str, str, str]], lines: Sequence[Line]) -> list[tuple[Any, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "FEW", few)
        made = Import(kept, {number for number, _ in lines})
        return [made.take(at, line) for at, line in enumerate(lines, 3)]


NUMBERS = st.sampled_from([f"甲-{serial}" for serial in range(1, 9)])
NOTES = st.sampled_from(["", "黑", "白", "蓝"])
KEPT = st.lists(st.tuples(NUMBERS, NOTES, st.sampled_from(list(GONE))), max_size=8, unique_by=lambda row: row[0])
LINES = st.lists(st.tuples(st.just("") | NUMBERS, NOTES), max_size=14)


@settings(max_examples=150, deadline=None)
@given(KEPT, LINES)
def test_of_many_alike_each_row_means_the_same_as_when_all_are_gone_through(
    kept: list[tuple[str, str, str]], lines: list[Line]
) -> None:
    assert taken(1, kept, lines) == taken(1_000, kept, lines)


@pytest.mark.parametrize("how", ["numbered", "noted", "paired in order"])
def test_what_is_looked_at_grows_with_the_rows_and_not_with_their_square(how: str) -> None:
    def looked(rows: int) -> int:
        own = [f"甲-{serial}" for serial in range(rows)]
        lines = {"numbered": [(number, "") for number in own], "noted": [("", number) for number in own]}
        kept = [(number, "", "") for number in own] if how == "paired in order" else []
        made = Import(kept, set(own) if how == "numbered" else set())
        met = [made.take(at, line)[0] for at, line in enumerate(lines.get(how, [("", "")] * rows), 3)]
        assert met == (list(range(1, rows + 1)) if kept else [None] * rows)
        return made.matcher.looked

    assert looked(2_000) < 2.2 * looked(1_000)
    assert looked(1_000) < 100 * 1_000
