"""《人员档案》《案件档案》 as printed: empty sections said, names as asked, relatives left out, three forms of file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.reports.archive_papers import case_dossier, person_dossier
from desktop_app.reports.blocks import Document
from desktop_app.reports.docx import write_docx
from desktop_app.reports.paper_options import offered
from desktop_app.reports.request import Request
from desktop_app.rules.periods import read_period
from desktop_app.rules.tabs import TAB_NAMES
from desktop_app.rules.vocabulary import Naming
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import text
from tests.kit.paper import paper_text, printed, solid
from tests.kit.practised import practised

EMPTY = "清源检诉受[2015]61902399999号"
RICH = "清源检反渎受[2014]61902300221号"


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The county for reading."""
    with practised() as office:
        yield office


def person(desk: Desk, number: str, period: str = "", **options: str) -> Document:
    return person_dossier(Request(desk, desk.today, read_period(period) if period else None, number, options))


def said(document: Document) -> str:
    return solid(paper_text(printed(document)))


def test_an_empty_case_says_so_in_every_section(desk: Desk, tmp_path: Path) -> None:
    paper = case_dossier(Request(desk, desk.today, record=EMPTY))
    words = said(paper)
    for tab in TAB_NAMES.values():
        assert f"{tab}：未发现记录" in words
    assert "时间线：未发现记录" in words
    assert EMPTY in words
    assert paper_workbook(paper, tmp_path / "empty.xlsx") >= 1


def test_the_paper_bears_the_day_and_the_head_of_the_chain(desk: Desk) -> None:
    words = said(case_dossier(Request(desk, desk.today, record=RICH)))
    assert "截至2015年5月31日" in words
    assert "操作记录" in words
    assert "孟石头滥用职权案" in words


def test_officers_are_named_as_asked(desk: Desk) -> None:
    coded = said(person(desk, "0028", naming=Naming.CODED))
    assert "反贪污贿赂局张某" in coded
    with desk.facts() as facts:
        rows = [dict(row) for row in facts.live("officer")]
    names = [row["name"] for row in rows]
    day = next(str(row["entered_on"]) for row in rows if row["number"] == "0028")
    assert day in said(person(desk, "0028", naming=Naming.NAMED))
    for naming in (Naming.CODED, Naming.DEPARTMENT):
        told = said(person(desk, "0028", naming=naming))
        assert [name for name in names if name in told] == []
        assert day not in told, "the day he entered would tell who he is"
    assert "0028" not in coded
    with pytest.raises(Refusal, match="具名方式没有"):
        person(desk, "0028", naming="匿名")


def test_relatives_are_printed_only_when_asked(desk: Desk) -> None:
    with desk.facts() as facts:
        kin = next(row for row in facts.live("kinship") if row["officer_id"] and row["relative_id"] is None)
        number = facts.row("officer", kin["officer_id"])["number"]
    quiet = said(person(desk, number, period="2015-05"))
    assert kin["number"] in quiet
    assert "亲属的姓名、单位未列出" in quiet
    assert solid(kin["relative_name"]) not in quiet
    assert solid(kin["relative_name"]) in said(person(desk, number, period="2015-05", kin="1"))


def test_the_day_asked_about_is_told(desk: Desk) -> None:
    assert "2015年4月1日在岗" in said(person(desk, "0023", day="2015-04-01"))
    with pytest.raises(Refusal, match="不是日期"):
        person(desk, "0023", day="某天")


def test_all_three_forms_are_written(desk: Desk, tmp_path: Path) -> None:
    paper = person(desk, "0028")
    assert printed(paper).startswith(b"%PDF")
    with (tmp_path / "a.docx").open("wb") as out:
        write_docx(paper, out)
    assert (tmp_path / "a.docx").stat().st_size > 5_000
    assert paper_workbook(paper, tmp_path / "a.xlsx") > 2


def test_the_preview_offers_the_options_the_papers_take() -> None:
    names = {option.name for option in offered("person_dossier").options}
    assert {"naming", "kin", "day", "period", "record"} <= names
    assert "naming" in {option.name for option in offered("case_dossier").options}


def test_tabs_are_called_alike_everywhere() -> None:
    assert {**TAB_NAMES, text.OVERVIEW: "总览"} == text.TAB_NAMES
