"""The text of a bulletin: marks for figures and people, numbers of headings, paragraphs that keep their rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.manuscript import (
    CLOSE,
    OPEN,
    Mark,
    clean,
    figure,
    han,
    kept,
    mark,
    marks,
    numbering,
    pieces,
    spoken,
    typed_numbers,
)
from desktop_app.rules.vocabulary import LineKind

plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=OPEN + CLOSE), max_size=12)


def test_a_sentence_with_a_number_and_a_person() -> None:
    text = f"评定优质{figure('n3')}，{mark('p', 12)}承办。"
    assert list(pieces(text)) == ["评定优质", Mark("n", 3), "，", Mark("p", 12), "承办。"]
    assert spoken(text, lambda one: {"n3": "3件", "p12": "公诉科陈某"}[one.key]) == "评定优质3件，公诉科陈某承办。"


@given(st.lists(st.tuples(plain, st.integers(0, 999)), max_size=6), plain)
def test_marks_are_found_wherever_they_stand(parts: list[tuple[str, int]], tail: str) -> None:
    text = "".join(before + mark("n", name) for before, name in parts) + tail
    assert [one.name for one in marks(text)] == [name for _, name in parts]
    assert spoken(text, lambda one: "") == clean("".join(before for before, _ in parts) + tail)


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u200f", "\x07", "\U000e0041"])
def test_what_cannot_be_seen_on_paper_is_left_out(unseen: str) -> None:
    assert spoken(f"陈{unseen}少华", lambda one: "") == "陈少华"


def test_white_space_and_rare_characters_stay() -> None:
    text = "陈 少　华\n\t㛃·𠀀\U000e0100王䶮"
    assert clean(text) == text


@given(st.text(max_size=30))
def test_text_from_people_never_becomes_a_mark(text: str) -> None:
    assert marks(clean(text)) == ()
    assert OPEN not in spoken(text, lambda one: "")
    assert CLOSE not in spoken(text, lambda one: "")


def test_headings_are_numbered_as_official_papers_are() -> None:
    kinds = [
        LineKind.TEXT, LineKind.FIRST, LineKind.SECOND, LineKind.TEXT, LineKind.SECOND, LineKind.THIRD, LineKind.FOURTH,
        LineKind.FIRST, LineKind.SECOND, LineKind.ANNEX, LineKind.FIRST,
    ]  # fmt: skip
    assert list(numbering(kinds)) == ["", "一、", "（一）", "", "（二）", "1.", "（1）", "二、", "（一）", "", "一、"]


def test_counts_in_chinese() -> None:
    assert [han(n) for n in (1, 9, 10, 11, 20, 21, 99)] == ["一", "九", "十", "十一", "二十", "二十一", "九十九"]


def test_numbers_typed_by_hand_are_told_from_days_and_document_numbers() -> None:
    said = f"2015年5月发现12件，清检发〔2015〕18号，平均84.7分，{figure('n1')}，整改率90%，5月20日前第3次会议。"
    assert typed_numbers(said) == ("12", "84.7", "90")


def test_an_edited_text_keeps_the_rows_of_its_paragraphs() -> None:
    old = [(7, "甲"), (8, "乙"), (9, "丙")]
    assert kept(old, ["甲", "新", "乙", "丙"]) == [7, None, 8, 9]
    assert kept(old, ["甲", "改", "丙"]) == [7, 8, 9]
    assert kept(old, ["丙"]) == [9]


@given(st.lists(plain, max_size=8), st.lists(plain, max_size=8))
def test_no_row_is_kept_twice(old: list[str], new: list[str]) -> None:
    found = kept(list(enumerate(old)), new)
    given_ids = [one for one in found if one is not None]
    assert len(found) == len(new)
    assert given_ids == sorted(set(given_ids))
