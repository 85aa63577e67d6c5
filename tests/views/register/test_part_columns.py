"""Columns of part rows: counts, first names and done measures sort and filter like any other column."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint

from desktop_app.registers.issues import ISSUES
from desktop_app.services.desk import Desk
from desktop_app.views.controls import HintButton
from desktop_app.views.register.narrow import NarrowPopup
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.showing import EMPTY, FILLED, TEXT, VALUES, ColumnFilter, Showing
from tests.kit.office import id_of
from tests.kit.standings import standings

Open = Callable[..., RegisterScreen]


@pytest.fixture
def screen(staffed: Desk, open_screen: Open) -> RegisterScreen:
    standings(staffed)
    return open_screen("issues", "问题")


def shown(screen: RegisterScreen, column: str, showing: Showing) -> list[str]:
    """The texts of a column from top to bottom, without repetitions."""
    screen.place.listing.show_as(showing)
    grid = screen.place.listing.grid
    at = [item.name for item in grid.items].index(column)
    return list(dict.fromkeys(grid.cell(row, at).text for row in range(grid.rowCount())))


def only(name: str, how: str, *given: object) -> Showing:
    return Showing(filters=(ColumnFilter(name, how, tuple(given)),))


def test_a_count_sorts_by_the_number(screen: RegisterScreen) -> None:
    assert shown(screen, "issue_case", Showing(sort=("issue_case", False)))[:2] == ["1 案", "2 案"]
    assert shown(screen, "issue_case", Showing(sort=("issue_case", True)))[:2] == ["2 案", "1 案"]


def test_measures_sort_by_how_much_is_done(screen: RegisterScreen) -> None:
    closed = Showing(chip=[chip.label for chip in ISSUES.chips].index("已销号"), sort=("issue_measure", True))
    assert shown(screen, "issue_measure", closed)[-1] == ""
    assert shown(screen, "issue_measure", closed)[0].startswith(("4/4", "3/3", "2/2", "1/1"))


def test_names_sort_by_the_first_one(screen: RegisterScreen) -> None:
    found = shown(screen, "issue_officer", Showing(sort=("issue_officer", False)))
    assert found[-1] == ""
    assert all(name.startswith("林晓岚") for name in found[:-1])


def test_a_column_of_names_is_filtered_by_one_of_them(screen: RegisterScreen, staffed: Desk) -> None:
    who = id_of(staffed, "officer", "陈若琳")
    assert shown(screen, "issue_officer", only("issue_officer", VALUES, who)) == ["林晓岚 等 3 人"]
    assert [chip.text() for chip in chips(screen)] == ["到人：陈若琳  ×"]


def chips(screen: RegisterScreen) -> list[HintButton]:
    row = screen.place.listing.filters
    return [button for button in row.findChildren(HintButton) if button.property("kind") == "token"]


def test_empty_filled_and_text_find_records_by_their_rows(screen: RegisterScreen) -> None:
    assert shown(screen, "issue_case", only("issue_case", EMPTY)) == [""]
    assert set(shown(screen, "issue_case", only("issue_case", FILLED))) == {"1 案", "2 案"}
    assert shown(screen, "issue_case", only("issue_case", TEXT, "〕1号")) == ["2 案"]


def test_a_filter_on_rows_survives_in_a_saved_view(screen: RegisterScreen) -> None:
    kept = only("issue_officer", VALUES, 3)
    assert Showing.kept(ISSUES, kept.told()) == kept


def test_the_popup_offers_the_names_with_their_counts(screen: RegisterScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def open_at(popup: NarrowPopup, _spot: QPoint) -> ColumnFilter:
        offered.extend(popup.list.item(at).text().split()[0] for at in range(popup.list.count()))
        return ColumnFilter(popup.name, EMPTY)

    monkeypatch.setattr(NarrowPopup, "open_at", open_at)
    screen.place.listing.narrow("issue_officer")
    assert offered == ["林晓岚", "韩雨桐", "陈若琳"]
    assert shown(screen, "issue_officer", screen.place.listing.showing) == [""]


def test_the_menu_of_a_cell_offers_each_of_its_names(screen: RegisterScreen) -> None:
    listing = screen.place.listing
    names = [item.name for item in listing.grid.items]
    at = names.index("issue_officer")
    row = next(row for row in range(listing.grid.rowCount()) if listing.grid.cell(row, at).text.endswith("2 人"))
    entries = [action.text() for action in listing.cell_menu(row, at, QPoint()).actions()]
    assert entries[:3] == ["只看“林晓岚”", "只看“韩雨桐”", "筛选到人…"]
