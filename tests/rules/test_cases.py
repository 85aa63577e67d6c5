"""Case numbers as ledgers write them: several in a cell, every kind of bracket, and the words for none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.cases import NO_CASE, case_key, is_numbered, no_case, split_cases, strange_number

FIRST, SECOND = "清源检捕受[2015]61902300044号", "清源检诉受[2015]61902300045号"


@pytest.mark.parametrize(
    "written",
    [
        FIRST,
        "清源检捕受〔2015〕61902300044号",
        "清源检捕受【2015】61902300044号",
        "清源检捕受（2015）61902300044号",
        "清源检捕受[２０１５]６１９０２３０００４４号",
        " 清源检捕受 [2015] 61902300044 号 ",
    ],
)
def test_one_case_is_one_however_it_is_written(written: str) -> None:
    assert case_key(written) == FIRST


@pytest.mark.parametrize("said", [*NO_CASE, "不涉及具体案件。", " 不涉及 具体案件 "])
def test_words_for_no_case(said: str) -> None:
    assert no_case(said)


@pytest.mark.parametrize("said", ["", FIRST, "不涉及具体案件的除外", "无锡检捕受[2015]1号"])
def test_what_is_no_word_for_no_case(said: str) -> None:
    assert not no_case(said)


@pytest.mark.parametrize(
    ("cell", "cases"),
    [
        (f"{FIRST}、{SECOND}", [FIRST, SECOND]),
        (f"{FIRST}；{SECOND}", [FIRST, SECOND]),
        (f"{FIRST}\r\n{SECOND}\n", [FIRST, SECOND]),
        (f"{FIRST}，{SECOND}，{FIRST}", [FIRST, SECOND]),
        (f" {FIRST} ", [FIRST]),
        ("", []),
        ("、；", []),
    ],
)
def test_the_cases_of_a_cell(cell: str, cases: list[str]) -> None:
    assert split_cases(cell) == cases


numbers = st.lists(st.integers(1, 99).map(lambda n: f"清源检捕受[2015]619023000{n:02}号"), max_size=6)


@given(numbers, st.sampled_from("、，；;\n"))
def test_what_was_joined_comes_apart(cases: list[str], mark: str) -> None:
    assert split_cases(mark.join(cases)) == list(dict.fromkeys(cases))


@given(st.text(max_size=30))
def test_any_cell_is_parted_without_loss_or_blanks(cell: str) -> None:
    parts = split_cases(cell)
    assert all(part.strip() == part != "" for part in parts)
    assert len(parts) == len(set(parts))
    assert all(part in cell.replace("；", ";").replace("，", ",").replace("\r", "\n") for part in parts)


@given(st.text(alphabet="清源检捕受[]〔〕（）【】２０１５2015号 ，、", max_size=30))
def test_a_key_has_no_key_of_its_own(text: str) -> None:
    assert case_key(case_key(text)) == case_key(text)


@pytest.mark.parametrize(
    ("cell", "cases"),
    [
        (f"{FIRST} {SECOND}", [FIRST, SECOND]),
        ("清检（2015；公诉）1号", ["清检（2015;公诉）1号"]),
        ("[坏的、甲号\n乙号", ["[坏的、甲号", "乙号"]),
    ],
)
def test_blanks_behind_a_number_part_and_marks_in_brackets_do_not(cell: str, cases: list[str]) -> None:
    assert split_cases(cell) == cases


@pytest.mark.parametrize(
    "number",
    ["清源检捕受[2015]61902300057号", "清源检捕受〔2015〕61902300057号", "清检诉〔2015〕31号", "商检反贪〔2015〕5号"],
)
def test_case_numbers_as_systems_and_offices_write_them(number: str) -> None:
    assert strange_number(number) == ""


@pytest.mark.parametrize("number", ["清源检捕受[2015]6190230007号", "清源检捕受61902300057", "[2015]619023000571号"])
def test_a_case_number_with_a_digit_too_few_or_too_many_is_looked_at(number: str) -> None:
    assert "核对" in strange_number(number)


def test_a_number_with_its_year_is_known_by_sight() -> None:
    assert all(map(is_numbered, ("清源检诉受[2015]61902300020号", "清检发〔2015〕18号")))
    assert not any(map(is_numbered, ("孟双喜等2人敲诈勒索案", "外场2号")))
