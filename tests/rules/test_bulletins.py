"""A bulletin on its way to the printer, and the numbers it bears."""

import pytest

from desktop_app.rules.bulletins import BULLETIN, doc_number, gaps, next_serial, read_doc_number
from desktop_app.rules.vocabulary import BulletinState as State

WRITTEN = {"title": "关于五月整改进展的通报", "bulletin_line": [{"text": "现将情况通报如下"}]}
SIGNED = {**WRITTEN, "signer_id": 1, "signed_on": "2015-06-02"}


def test_the_way_of_a_bulletin() -> None:
    assert [BULLETIN.next_move(state).verb for state in BULLETIN.states[:-1]] == ["送审", "签发", "印发"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("verb", "state", "facts", "refused"),
    [
        ("送审", State.DRAFT, {"title": ""}, "没写标题"),
        ("送审", State.DRAFT, {"title": "通报", "bulletin_line": [{"text": " "}]}, "没写正文"),
        ("送审", State.DRAFT, WRITTEN, None),
        ("签发", State.SUBMITTED, WRITTEN, "没填签发人"),
        ("签发", State.SUBMITTED, {**WRITTEN, "signer_id": 1}, "没填签发日期"),
        ("签发", State.SUBMITTED, SIGNED, None),
        ("签发", State.DRAFT, SIGNED, "不能签发"),
        ("印发", State.SIGNED, SIGNED, "编号定稿"),
        ("退回修改", State.SUBMITTED, SIGNED, "写明原因"),
        ("不发", State.ISSUED, {"reason": "不要了"}, "不能不发"),
    ],
)
def test_what_each_step_asks_for(verb: str, state: State, facts: dict[str, object], refused: str | None) -> None:
    said = BULLETIN.may(verb, state, facts)
    assert said is None if refused is None else refused in str(said)


def test_nothing_leads_out_of_an_issued_bulletin() -> None:
    assert BULLETIN.moves_from(State.ISSUED) == ()


def test_document_numbers_as_the_standard_writes_them() -> None:
    assert doc_number("清检发", 2015, 18) == "清检发〔2015〕18号"
    assert read_doc_number("清检发〔2015〕18号") == ("清检发", 2015, 18)
    assert read_doc_number("清检发2015-18") is None


@pytest.mark.parametrize(
    "written",
    ["清检发[2015]18号", "清检发【2015】18号", "清检发（2015）18号", "清检发(2015)18号", "清检发〔2015〕第018号",
     " 清检发 〔2015〕 18 号", "清检发〔２０１５〕１８号", "清检发﹝2015﹞18号", "清检发〔2015年〕18"],
)  # fmt: skip
def test_document_numbers_as_old_ledgers_write_them(written: str) -> None:
    assert read_doc_number(written) == ("清检发", 2015, 18)


def test_gaps_between_the_first_and_the_last_number() -> None:
    assert gaps({18, 20, 23}) == [19, 21, 22]
    assert gaps(set()) == []
    assert next_serial([18, 20]) == 21
    assert next_serial([]) == 1


def test_a_number_beyond_all_measure_is_no_end_of_the_series() -> None:
    assert gaps({3, 5, 20150018}) == [4]
    assert gaps({20150018, -1}) == []
    assert next_serial([3, 20150018]) == 4
