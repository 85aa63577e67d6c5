"""What a line of the special account is refused for at the keyboard, and what is only told."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.seizures import MoneyEntry
from desktop_app.registers.accounts import MONEY
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal

TOMORROW = date(2015, 6, 1)


def booked(desk: Desk, **more: Any) -> list[str]:
    given = {"voucher": "0001", "booked_on": date(2015, 5, 6), "case_no": "清检诉受〔2015〕12号", "said": "存入"}
    return [problem.code for problem in records.save(desk, MONEY, new_draft(MoneyEntry, {**given, **more})).warnings]


def test_a_line_of_the_account_is_a_sum_the_bank_has_booked(desk: Desk) -> None:
    with pytest.raises(Refusal, match="收入小于0。填正数，退回、冲销的记在支出"):
        booked(desk, income=-5)
    with pytest.raises(Refusal, match="日期 2015-06-01 晚于今天 05-31。入账当天再登记"):
        booked(desk, income=5, booked_on=TOMORROW)


def test_one_voucher_twice_for_one_sum_is_told(desk: Desk) -> None:
    assert booked(desk, income=5_00) == []
    assert booked(desk, income=6_00) == []
    assert booked(desk, income=5_00, case_no="清检诉受〔2015〕13号") == []
    assert booked(desk, income=5_00) == ["voucher_twice"]
