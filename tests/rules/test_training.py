"""Signs on a sign-in list: there, away and why."""

import pytest

from desktop_app.rules.training import read_sign
from desktop_app.rules.unreadable import Unreadable


@pytest.mark.parametrize(
    ("sign", "state", "cause"),
    [
        ("√", "出勤", ""), ("到", "出勤", ""), (" √ ", "出勤", ""), ("1", "出勤", ""),
        ("假", "请假", ""), ("差", "请假", "公差"), ("借", "请假", "借调"), ("病假", "请假", "病假"),
        ("出差在外", "请假", "公差"), ("×", "缺席", ""), ("X", "缺席", ""),
        ("缺席", "缺席", ""), ("无故缺席", "缺席", ""),
    ],
)  # fmt: skip
def test_a_sign_says_who_was_there(sign: str, state: str, cause: str) -> None:
    assert read_sign(sign) == (state, cause)


def test_an_empty_cell_says_nothing() -> None:
    assert read_sign("　") is None


def test_a_sign_nobody_knows_is_refused() -> None:
    with pytest.raises(Unreadable, match="签到写的“△”看不懂"):
        read_sign("△")
