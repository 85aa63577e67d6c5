"""The place of the seal: none on a paper that is not signed at its end, though its imprint names the same organ."""

from datetime import date

import pytest

from desktop_app.rules.vocabulary import PaperFormat
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.views.bulletin.making import made


@pytest.mark.parametrize(
    ("paper", "sealed"),
    [(PaperFormat.DOWNWARD, True), (PaperFormat.MINUTES, False), (PaperFormat.BRIEFING, False)],
)
def test_only_a_paper_signed_at_its_end_shows_where_the_seal_goes(
    staffed: Desk, draft: Draft, paper: PaperFormat, sealed: bool
) -> None:
    draft.values |= {"format": paper, "dated_on": date(2015, 5, 31), "issuer": "清源县人民检察院办公室"}
    assert (made(staffed, draft, "", lambda _at, _whole: True).seal is not None) is sealed
