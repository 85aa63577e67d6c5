"""What the condition of a thing says."""

import pytest

from desktop_app.rules.conditions import is_well


@pytest.mark.parametrize(
    "said", ["", "  ", "完好", "完好，封条更换", "外观无损坏，数量无误", "没有短少，封条完好", "封条重贴", "重新密封"]
)
def test_all_is_well(said: str) -> None:
    assert is_well(said)


@pytest.mark.parametrize("said", ["屏幕碎裂，缺充电器", "外包装完好，屏幕碎裂", "短少2枚", "封条不完好", "见照片"])
def test_something_is_to_be_looked_at(said: str) -> None:
    assert not is_well(said)
