"""Colours of departments: told apart by short or full name, readable, none of them red."""

import pytest

from desktop_app.rules.department_colours import COLOURS, OTHER, colour_of
from desktop_app.views.theme import contrast


@pytest.mark.parametrize(
    ("name", "short"), [("公诉", "公诉"), ("公诉科", "公诉"), ("反贪局", "反贪"), ("案管办", "案管")]
)
def test_short_and_full_names_have_the_same_colour(name: str, short: str) -> None:
    assert colour_of(name) == COLOURS[short]


@pytest.mark.parametrize("name", ["政治处", "办公室", ""])
def test_every_other_department_is_grey(name: str) -> None:
    assert colour_of(name) == OTHER


def test_text_is_readable_on_every_fill_and_no_fill_is_used_twice() -> None:
    every = [*COLOURS.values(), OTHER]
    assert all(contrast(one.ink, one.fill) >= 6.5 for one in every)
    assert len({one.fill for one in every}) == len(every)
