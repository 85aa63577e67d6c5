"""The month's closed cases and its reviews, pasted from Excel as the business system and the offices write them."""

import pytest

from desktop_app.models.cases import CaseCard, CaseFile, CaseHandler
from desktop_app.models.reviews import ReviewFinding
from desktop_app.registers.cases import CARDS, CASES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.services.several import save_all
from desktop_app.system.errors import Refusal
from desktop_app.views.register.clipboard import Pasted, read_block, table_of
from tests.kit.county import rows
from tests.kit.review_ledgers import ONE, TWO, staff

HEAD = "受案号\t案件名称\t案由\t办案部门\t承办人\t受理日期\t办结日期\t办理结果"
POOL = (
    f"{HEAD}\n清检诉受〔2015〕61902300001号\t王某盗窃案\t盗窃\t公诉科\t张雪梅、董长青\t2015.4.3\t2015.4.20\t提起公诉\n"
    "清检诉受【２０１５】６１９０２３００００２号\t李某诈骗案\t诈骗\t公诉科\t董长青\t4月5日\t4月22日\t不起诉（存疑）"
)


@pytest.fixture
def office(desk: Desk) -> Desk:
    return staff(desk)


def read(desk: Desk, text: str, register: Register) -> Pasted:
    with desk.facts() as facts:
        return read_block(table_of(text), register, register.columns, facts)


def faults(pasted: Pasted) -> list[str]:
    return [problem.code for row in pasted.rows for problem in row.faults]


def test_a_pool_pasted_goes_by_one_spelling_of_its_numbers(office: Desk) -> None:
    pasted = read(office, POOL, CASES)
    assert (pasted.unused, faults(pasted)) == ((), [])
    save_all(office, CASES, [row.draft for row in pasted.rows])
    cases = rows(office, "case_file")
    assert [row["number"] for row in cases] == [ONE, TWO]
    assert [len(row.draft.rows(CaseHandler)) for row in pasted.rows] == [2, 1]
    assert str(cases[1][CaseFile.closed_on.key]) == "2015-04-22"


def test_a_case_pasted_again_in_other_brackets_is_refused(office: Desk) -> None:
    save_all(office, CASES, [row.draft for row in read(office, POOL, CASES).rows])
    again = read(office, POOL, CASES)
    with pytest.raises(Refusal, match="已用过"):
        save_all(office, CASES, [row.draft for row in again.rows])
    assert len(rows(office, "case_file")) == 2


def test_wide_reviews_pasted_are_parted_by_item(office: Desk) -> None:
    text = (
        "受案号\t承办人\t评查员\t扣分情况\t\t存在问题\t得分\n\t\t\t办案程序\t案卷归档\t\t\n"
        f"{ONE}\t张雪梅\t陈静\t3\t2\t1.权利告知超期（扣3分）；2.超期归档（扣2分）\t95"
    )
    (row,) = read(office, text, REVIEWS).rows
    kept = [(part["item"], part["text"], part["points"]) for part in row.draft.rows(ReviewFinding)]
    assert kept == [("办案程序", "权利告知超期", 300), ("案卷归档", "超期归档", 200)]


def test_a_line_for_each_card_pasted_is_one_set(office: Desk) -> None:
    text = f"受案号\t承办人\t卡种\t发放日期\n{ONE}\t张雪梅\t告知卡\t4月3日\n{ONE}\t张雪梅\t监督卡\t4月4日"
    (row,) = read(office, text, CARDS).rows
    assert [part["kind"] for part in row.draft.rows(CaseCard)] == ["办案告知卡", "执法监督卡"]
