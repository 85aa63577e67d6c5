"""Age, relatives in one department, and attendance that does not add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.people import Standing, age_on, attendance_gap, is_young, must_avoid, same_business_department


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(1980, 5, 31), date(2015, 5, 31), 35),
        (date(1980, 6, 1), date(2015, 5, 31), 34),
        (date(1980, 2, 29), date(2015, 2, 28), 34),
        (date(1980, 2, 29), date(2015, 3, 1), 35),
    ],
)
def test_age(birth: date, on: date, age: int) -> None:
    assert age_on(birth, on) == age


@given(st.dates(date(1940, 1, 1), date(1999, 12, 31)), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_age_is_the_number_of_birthdays(birth: date, on: date) -> None:
    birthdays = [(year, birth.month, birth.day) for year in range(birth.year + 1, on.year + 1)]
    assert age_on(birth, on) == sum(day <= (on.year, on.month, on.day) for day in birthdays)


def test_young_up_to_the_limit() -> None:
    assert is_young(date(1979, 6, 1), date(2015, 5, 31))
    assert not is_young(date(1979, 5, 31), date(2015, 5, 31))
    assert not is_young(None, date(2015, 5, 31))


PROSECUTOR = Standing("公诉科", business=True, prosecutor=True)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Standing(" 公诉科", business=True, prosecutor=True), True),
        (Standing("侦查监督科", business=True, prosecutor=True), False),
        (Standing("公诉科", business=True, prosecutor=False), False),
        (Standing("公诉科", business=False, prosecutor=True), False),
        (Standing(None, business=True, prosecutor=True), False),
    ],
)
def test_relatives_in_one_business_department(other: Standing, same: bool) -> None:
    assert same_business_department(PROSECUTOR, other) is same
    assert same_business_department(other, PROSECUTOR) is same
    assert (must_avoid(PROSECUTOR, other) is not None) is same


def test_chiefs_and_their_relatives() -> None:
    chief = Standing("院领导", business=False, prosecutor=True, chief=True)
    clerk = Standing("办公室", business=False, prosecutor=False)
    assert "院领导" in must_avoid(chief, chief)
    assert "院领导" in must_avoid(PROSECUTOR, chief)
    assert must_avoid(chief, clerk) is None


def test_attendance_that_does_not_add_up() -> None:
    assert attendance_gap(58, 56, 2) == 0
    assert attendance_gap(22, 20, 1) == 1
    assert attendance_gap(58, 58, 1) == -1
