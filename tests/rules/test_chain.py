"""Whatever is done to the history past the program is found."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.chain import (
    GENESIS,
    Sealed,
    anchor,
    available,
    canonical,
    entry_hash,
    first_break,
    read_anchor,
)
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import TaskState

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.dates(), st.datetimes(), st.decimals(allow_nan=False)
)
ENTRIES = st.dictionaries(st.text(), VALUES, max_size=5)


def sealed(entries: Iterable[Mapping[str, object]], algorithm: str = "sha256") -> list[Sealed]:
    chain, previous = [], GENESIS
    for entry in entries:
        previous = entry_hash(previous, entry, algorithm)
        chain.append(Sealed(entry, previous, algorithm))
    return chain


def history(length: int) -> list[Sealed]:
    return sealed({"n": n, "who": "王超", "on": date(2015, 3, 1), "new": f"第{n}次"} for n in range(length))


def test_an_entry_has_one_form() -> None:
    when = datetime(2015, 3, 5, 8, 30)
    entry = {"b": TaskState.DONE, "a": date(2015, 3, 5), "t": when, "d": Decimal("1.50"), "n": None}
    assert canonical(entry).decode() == '{"a":"2015-03-05","b":"已完成","d":"1.50","n":null,"t":"2015-03-05T08:30:00"}'
    assert canonical(entry) == canonical(dict(reversed(entry.items())))


def test_the_seal_can_be_worked_out_by_anyone() -> None:
    assert entry_hash("ab", {"n": 1}) == hashlib.sha256(b'ab\n{"n":1}').hexdigest()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", object()])
def test_what_has_no_form_is_not_sealed(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"x": value})


@pytest.mark.parametrize("algorithm", available())
def test_an_untouched_chain_is_whole(algorithm: str) -> None:
    assert first_break(sealed([{"n": n} for n in range(50)], algorithm)) is None
    assert first_break([]) is None
    assert "sha256" in available()


def test_a_chain_checked_in_parts_is_the_same_chain() -> None:
    chain = history(20)
    assert first_break(chain[10:], chain[9].seal) is None
    assert first_break(chain[10:]) == 0


@given(st.lists(ENTRIES, min_size=1, max_size=6), st.data())
def test_a_changed_entry_is_found_where_it_stands(entries: list[dict[str, object]], data: st.DataObject) -> None:
    chain = sealed(entries)
    place = data.draw(st.integers(0, len(chain) - 1))
    other = data.draw(ENTRIES.filter(lambda entry: canonical(entry) != canonical(entries[place])))
    chain[place] = Sealed(other, chain[place].seal)
    assert first_break(chain) == place


@given(st.integers(2, 12), st.data())
def test_a_removed_swapped_or_added_entry_is_found(length: int, data: st.DataObject) -> None:
    chain = history(length)
    place = data.draw(st.integers(0, length - 2))
    assert first_break(chain[:place] + chain[place + 1 :]) == place
    assert first_break([*chain[:place], chain[place + 1], chain[place], *chain[place + 2 :]]) == place
    assert first_break([*chain[:place], chain[place], *chain[place:]]) == place + 1


def test_a_cut_or_rewritten_chain_disagrees_with_the_paper() -> None:
    chain = history(128)
    paper = read_anchor(anchor(len(chain), chain[-1].seal))
    assert paper.agrees(128, chain[-1].seal)
    assert not paper.agrees(127, chain[-2].seal)
    rewritten = sealed({"n": n} for n in range(128))
    assert first_break(rewritten) is None
    assert not paper.agrees(128, rewritten[-1].seal)


HEAD = "3fa977c10b529d3e41aa" + "0" * 44


def test_the_anchor_as_printed() -> None:
    assert anchor(128, HEAD) == "000128·3fa9-77c1-0b52-9d3e-41aa"


@pytest.mark.parametrize(
    "typed",
    [
        "000128·3fa9-77c1-0b52-9d3e-41aa",
        "128 3FA9 77C1 0B52 9D3E 41AA",
        "０００１２８．３ｆａ９－77c1-0b52-9d3e-41aa",
        "128-3fa977c10b529d3e41aa",
        "000128·3fa9-77cl-Ob52-9d3e-41aa",
    ],
)
def test_the_anchor_as_typed_from_paper(typed: str) -> None:
    assert read_anchor(typed).agrees(128, HEAD)


@pytest.mark.parametrize("typed", ["", "128", "128·3fa9", "3fa9-77c1-0b52-9d3e-41aa", "128·3fa9-77c1-0b52-9d3e-41ag"])
def test_an_unfinished_anchor_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_anchor(typed)
    assert refused.value.code == "not_an_anchor"


@given(st.integers(0, 10**7), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_every_anchor_comes_back(count: int, head: str) -> None:
    assert read_anchor(anchor(count, head)).agrees(count, head)
