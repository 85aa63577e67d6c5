"""The codes of issued papers: printed, scanned, typed from paper with slips."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.chain import anchor, read_anchor
from desktop_app.rules.paper_code import PaperCode, paper_code, plain_code, printed_anchors, read_paper_code
from desktop_app.rules.unreadable import Unreadable

HEAD, DATA = hashlib.sha256(b"head").hexdigest(), hashlib.sha256(b"data").hexdigest()


def test_a_scanned_code_says_number_chain_and_data() -> None:
    text = paper_code("清检发〔2015〕18号", 128, HEAD, DATA)
    assert text == f"规整台 清检发〔2015〕18号 000128·{HEAD[:20]} {DATA[:16]}"
    read = read_paper_code(f"扫描结果：\n{text} \n")
    assert (read.name, read.data) == ("清检发〔2015〕18号", DATA[:16])
    assert read.anchor.agrees(128, HEAD)


def test_it_fits_the_square() -> None:
    assert len(paper_code("演练清源县院发〔2015〕118号", 123456, HEAD, DATA).encode()) <= 100


def test_the_line_typed_from_paper_needs_no_exact_signs() -> None:
    line = anchor(128, HEAD)
    for typed in (line, f"操作记录 {line}", line.replace("·", " ").replace("-", " "), line.upper()):
        read = read_paper_code(typed)
        assert (read.name, read.data) == ("", "")
        assert read.anchor.agrees(128, HEAD)


@pytest.mark.parametrize("typed", ["", "000128", "000128·3fa9", "清检发〔2015〕18号", "规整台 清检发〔2015〕18号"])
def test_half_a_code_is_told(typed: str) -> None:
    with pytest.raises(Unreadable, match="校验码不全"):
        read_paper_code(typed)


def test_lines_are_found_among_the_words_of_a_page() -> None:
    line = anchor(128, HEAD)
    page = f"共发现12件。\r\n— 1 —\r\n操作记录 {line}\r\n操作记录 {line}\r\n"
    assert [found.count for found in printed_anchors(page)] == [128]
    assert printed_anchors("共发现12件，电话 000128·没有") == []


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    count=st.integers(1, 10**11),
    seeds=st.tuples(st.binary(), st.binary()),
)
def test_any_code_comes_back(name: str, count: int, seeds: tuple[bytes, bytes]) -> None:
    head, data = (hashlib.sha256(seed).hexdigest() for seed in seeds)
    read = read_paper_code(paper_code(name, count, head, data))
    assert read.anchor.agrees(count, head)
    assert data.startswith(read.data)
    assert read.data


def test_the_code_of_any_other_print_is_read_as_the_line_beside_it() -> None:
    said = plain_code(128, HEAD)
    assert said.startswith("规整台 ")
    assert read_paper_code(said) == read_paper_code(anchor(128, HEAD)) == PaperCode("", read_anchor(anchor(128, HEAD)))
