"""The checklist of an item: what lacks, the seal, the copies of the list."""

import pytest

from desktop_app.rules.property_checks import Checklist
from desktop_app.rules.vocabulary import Measure, ProcedureState

THERE, LACKING = ProcedureState.THERE, ProcedureState.LACKING


def test_what_is_written_lacking_lacks_and_the_seal_is_a_point() -> None:
    checks = Checklist({"签名": LACKING, "照片": THERE}, sealed=LACKING)
    assert checks.told == ("签名", "密封")
    assert checks.gone_through
    assert not Checklist({}).gone_through


def test_the_checklist_goes_before_the_field_of_the_seal() -> None:
    assert Checklist({"密封": THERE}, sealed=LACKING).told == ()


@pytest.mark.parametrize(
    ("measure", "copies", "needed", "said"),
    [
        (Measure.SEIZED, 3, 4, "清单4份"),
        (Measure.SEALED, 0, 4, "清单4份"),
        (Measure.SEIZED, 4, 4, ""),
        (Measure.SEIZED, None, 4, ""),
        (Measure.SEIZED, 3, None, ""),
        (Measure.FROZEN, 1, 4, ""),
        (None, 1, 4, ""),
    ],
)
def test_a_list_in_too_few_copies(measure: Measure | None, copies: int | None, needed: int | None, said: str) -> None:
    checks = Checklist({}, None, measure, copies, needed)
    assert checks.short_list == said
    assert checks.told == ((said,) if said else ())
