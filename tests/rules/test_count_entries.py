"""What is typed while counting, by row of the sheet: quantities, places, and what can be neither."""

import pytest

from desktop_app.rules.count_entries import Keyed, keyed
from desktop_app.rules.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("１７　０", Keyed(17, 0)),
        ("17 2.5", Keyed(17, 2_500)),
        ("17 3-2", Keyed(17, None, "3-2")),
        ("17 2 B1-02", Keyed(17, 2_000, "B1-02")),
        ("17", Keyed(17)),
        ("清检物2015-0012-03", None),
        ("6901234567890", None),
        ("../../x\u202e", None),
    ],
)
def test_a_line_is_read_as_keyed_or_left_to_the_labels(text: str, told: Keyed | None) -> None:
    assert keyed(text, 30) == told


@pytest.mark.parametrize("text", ["17 -1", "17 0.0005", "17 +2", "17 2.", "17 " + "9" * 20])
def test_a_row_with_a_quantity_that_cannot_be_is_no_label(text: str) -> None:
    with pytest.raises(Unreadable):
        keyed(text, 30)
