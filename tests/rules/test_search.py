"""The filter finds exactly what a plain look through the folded text finds, whatever is typed."""

import random
import sqlite3
from types import ModuleType

import pytest
import sqlcipher3
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.rules.search import SEPARATOR, fold, query, search_text, tokens, words

_ALPHABET = "案件件张三李㛃𬭎检受〔2015〕[]（）()ＡaB1 _%\\\"'*-:^ＮEAR、，\u200b\u3000\x00\x1f…é①"
_INDEX = """CREATE VIRTUAL TABLE found USING fts5(
    body, content='', detail=none, columnsize=0, prefix='1', tokenize="ascii tokenchars '_'")"""


class Register:
    """A register with its search column and its index, as the data file keeps them."""

    def __init__(self, engine: ModuleType, texts: list[str]) -> None:
        self.texts = texts
        self.file = engine.connect(":memory:")
        self.file.execute("CREATE TABLE register (id INTEGER PRIMARY KEY, search TEXT NOT NULL)")
        self.file.execute(_INDEX)
        self.file.executemany("INSERT INTO register VALUES (?, ?)", list(enumerate(texts)))
        self.file.executemany(
            "INSERT INTO found (rowid, body) VALUES (?, ?)", [(n, tokens(text)) for n, text in enumerate(texts)]
        )

    def asked(self, typed: str) -> set[int]:
        question = query(typed)
        if question is None:
            return set(range(len(self.texts)))
        checks = "".join(r" AND search LIKE ? ESCAPE '\'" for _ in question.likes)
        rows = self.file.execute(
            f"SELECT id FROM register WHERE id IN (SELECT rowid FROM found WHERE found MATCH ?){checks}",
            (question.match, *question.likes),
        )
        return {row[0] for row in rows}

    def looked_through(self, typed: str) -> set[int]:
        return {n for n, text in enumerate(self.texts) if all(word in text for word in words(typed))}


def some_text(dice: random.Random, longest: int) -> str:
    return "".join(dice.choice(_ALPHABET) for _ in range(dice.randint(0, longest)))


@pytest.mark.parametrize("engine", [sqlite3, sqlcipher3], ids=["sqlite3", "sqlcipher3"])
def test_thousands_of_questions_find_what_a_plain_look_finds(engine: ModuleType) -> None:
    dice = random.Random(20150306)
    register = Register(engine, [search_text(some_text(dice, 14) for _ in range(3)) for _ in range(150)])
    for _ in range(2_000):
        typed = some_text(dice, 7)
        assert register.asked(typed) == register.looked_through(typed), typed


@settings(max_examples=300)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6), st.text(max_size=12))
def test_any_unicode_text_and_question(parts: list[str], typed: str) -> None:
    register = Register(sqlcipher3, [search_text(parts), search_text([typed]), search_text([*parts, typed])])
    assert register.asked(typed) == register.looked_through(typed)


@settings(max_examples=300)
@given(st.text(min_size=1, max_size=30), st.data())
def test_a_part_of_a_case_name_finds_its_case(name: str, data: st.DataObject) -> None:
    folded = fold(name)
    if not folded:
        return
    start = data.draw(st.integers(0, len(folded) - 1))
    piece = folded[start : data.draw(st.integers(start + 1, len(folded)))]
    assert Register(sqlcipher3, [search_text([name])]).asked(piece) == {0}


@settings(max_examples=500)
@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_only_letters_digits_and_underscores(text: str) -> None:
    folded = fold(text)
    assert all(ch.isalnum() or ch == "_" for ch in folded)
    assert SEPARATOR not in folded
    assert fold(folded) == folded


def test_two_characters_are_enough_and_pairs_do_not_cross_fields() -> None:
    register = Register(sqlcipher3, [search_text(["盗窃案件", "王超"]), search_text(["盗窃案", "件数"])])
    assert register.asked("案件") == {0}
    assert register.asked("件") == {0, 1}


def test_every_writing_of_a_case_number_finds_it() -> None:
    register = Register(sqlcipher3, [search_text(["清源检捕受[２０１５]６１９０２３００１１１号"])])
    for typed in ("受〔2015〕6190", "受(2015)61902300111号", "受（２０１５）", "［2015］"):
        assert register.asked(typed) == {0}, typed


def test_several_words_must_all_be_there_in_any_field() -> None:
    register = Register(sqlcipher3, [search_text(["公诉科", "送达回证"]), search_text(["公诉科", "权利告知"])])
    assert register.asked("公诉科　回证") == {0}
    assert register.asked("公诉科 赔偿") == set()


def test_officers_are_found_by_every_reading_of_their_initials() -> None:
    register = Register(sqlcipher3, [search_text(["问题"], names=["单雄信", "李\u3000㛃"])])
    for typed in ("sxx", "DXX", "lj", "李㛃"):
        assert register.asked(typed) == {0}, typed


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(a b)", "a OR b", "body:x", "*", "-案", "^案", "a AND", "100%", "\\", "'; --"]
)
def test_signs_of_the_query_language_mean_themselves(typed: str) -> None:
    register = Register(sqlcipher3, [search_text([typed]), search_text(["不相干"])])
    assert register.asked(typed) == register.looked_through(typed)
    assert 0 in register.asked(typed)


def test_a_blank_filter_asks_nothing() -> None:
    assert query(" \u3000\u200b") is None


@pytest.mark.parametrize("typed", ["案" * 10_000, "案件" * 5_000, " ".join(chr(0x4E00 + n) for n in range(5_000))])
def test_a_pasted_page_is_answered_without_an_error(typed: str) -> None:
    register = Register(sqlcipher3, [search_text([typed]), search_text(["案件"])])
    assert register.asked(typed) == register.looked_through(typed)
