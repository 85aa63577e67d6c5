"""Names as the roster spells them out, and as fingers shorten them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.names import clean, full_pinyin, initials, match, sort_key, split_names

_HAN = st.text("王李单仇查曾解朴区盖尉迟令狐㛃䶮𬭎超重乐行长思源和", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王  超", "王超"),
        ("李\u3000㛃", "李㛃"),
        ("潘学民 ", "潘学民"),
        ("\u00a0王\u200b𬭎\ufeff", "王𬭎"),
        ("龚䶮", "龚䶮"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("", ""),
    ],
)
def test_a_name_loses_its_blanks_and_keeps_its_characters(written: str, name: str) -> None:
    assert clean(written) == name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("董婷婷、袁倩、马静怡、萧思源", ["董婷婷", "袁倩", "马静怡", "萧思源"]),
        ("邓敏，蔡振华", ["邓敏", "蔡振华"]),
        ("高嘉树;苏俊杰；袁倩", ["高嘉树", "苏俊杰", "袁倩"]),
        ("孙玥晗/王𬭎", ["孙玥晗", "王𬭎"]),
        ("孙玥晗\n王𬭎", ["孙玥晗", "王𬭎"]),
        ("王  超", ["王超"]),
        ("王 超、李\u3000㛃", ["王超", "李㛃"]),
        ("王  超  李　㛃", ["王超", "李㛃"]),
        ("高嘉树 苏俊杰", ["高嘉树", "苏俊杰"]),
        ("欧阳 锋", ["欧阳锋"]),
        ("王 小明", ["王小明"]),
        ("邓敏（出差，县委）、袁倩", ["邓敏（出差，县委）", "袁倩"]),
        ("John Smith", ["John Smith"]),
        ("袁倩、", ["袁倩"]),
        ("—", []),
        ("无", []),
        (" \u3000", []),
    ],
)
def test_a_cell_of_names_is_split(cell: object, names: list[str]) -> None:
    assert split_names(cell) == names


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("单雄信", "shanxiongxin"),
        ("仇和", "qiuhe"),
        ("查良镛", "zhaliangyong"),
        ("曾军", "zengjun"),
        ("解缙", "xiejin"),
        ("朴树", "piaoshu"),
        ("区寄", "ouji"),
        ("盖伟", "gewei"),
        ("任远", "renyuan"),
        ("尉迟恭", "yuchigong"),
        ("令狐冲", "linghuchong"),
        ("万俟卨", "moqixie"),
        ("吕布", "lvbu"),
        ("李㛃", "lijie"),
        ("王𬭎", "wanghong"),
    ],
)
def test_the_first_reading_is_the_surname_reading(name: str, spelt: str) -> None:
    assert full_pinyin(name)[0] == spelt
    assert match(spelt, name) is not None


def test_other_readings_are_found_too() -> None:
    assert {"sxx", "dxx", "cxx"} <= set(initials("单雄信"))
    assert {"cq", "zq"} <= set(initials("长青"))


@given(_HAN)
def test_readings_are_few_and_each_of_them_finds_its_name(name: str) -> None:
    assert 1 <= len(initials(name)) <= 16
    assert 1 <= len(full_pinyin(name)) <= 16
    for typed in (*initials(name), *full_pinyin(name), name):
        found = match(typed, name)
        assert found is not None
        assert found.start == 0


def test_a_paragraph_in_a_name_field_does_no_harm() -> None:
    paragraph = "单曾解朴乐长重和行" * 40
    assert len(initials(paragraph)) == 16
    assert match("zzzzzzzzzzzz", paragraph) is None


def lit(query: str, name: str) -> list[tuple[str, str]] | None:
    found = match(query, name)
    return found and [(one.char, one.syllable[: one.letters]) for one in found.lit]


@pytest.mark.parametrize(
    ("query", "letters"),
    [
        ("zsy", [("张", "z"), ("思", "s"), ("源", "y")]),
        ("ZS", [("张", "z"), ("思", "s"), ("源", "")]),
        ("zhang", [("张", "zhang"), ("思", ""), ("源", "")]),
        ("zhangsiy", [("张", "zhang"), ("思", "si"), ("源", "y")]),
        ("zhsy", [("张", "zh"), ("思", "s"), ("源", "y")]),
        ("siyuan", [("张", ""), ("思", "si"), ("源", "yuan")]),
        ("张思", [("张", "zhang"), ("思", "si"), ("源", "")]),
        ("张sy", [("张", "zhang"), ("思", "s"), ("源", "y")]),
        ("zhang si", [("张", "zhang"), ("思", "si"), ("源", "")]),
        ("zy", None),
        ("zhangsiyuana", None),
        ("李", None),
        ("", None),
    ],
)
def test_the_typed_letters_light_up(query: str, letters: list[tuple[str, str]] | None) -> None:
    assert lit(query, "张思源") == letters


def test_a_typed_character_is_told_from_typed_letters() -> None:
    found = match("张s", "张思源")
    assert [one.whole for one in found.lit] == [True, False, False]
    assert match("思", "张思源").start == 1


def test_names_sort_by_syllable_tone_and_character() -> None:
    names = ["周涛", "单伟", "李想", "连战", "王超", "汪超", "李㛃", "沙沙", "曾军", "阿明"]
    assert sorted(names, key=sort_key) == [
        "阿明", "李㛃", "李想", "连战", "沙沙", "单伟", "汪超", "王超", "曾军", "周涛",
    ]  # fmt: skip


@given(st.text(max_size=8), st.text(max_size=5))
def test_any_text_is_borne(name: str, query: str) -> None:
    match(query, name)
    assert clean(clean(name)) == clean(name)
    assert all(split_names(name))
    assert isinstance(sort_key(name), str)
