"""Numbers are counted, not spelt."""

from desktop_app.rules.order import natural


def test_two_point_two_comes_before_two_point_ten() -> None:
    numbers = ["2.10", "2.2", "10.1", "HY-010", "HY-009", "1.9"]
    assert sorted(numbers, key=natural) == ["HY-009", "HY-010", "1.9", "2.2", "2.10", "10.1"]
