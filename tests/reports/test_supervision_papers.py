"""Papers of documents, duties and double investigations: what they say is what the figures say; names may be masked."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.reports.blocks import Cell, Document, Form, GroupRow, Heading, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.closings import SEAL_WIDTH_MM
from desktop_app.reports.request import Request
from desktop_app.rules.periods import read_period
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.county import office_with, with_supervision
from tests.kit.measured import measured
from tests.kit.office import founded
from tests.kit.paper import page_texts, printed

DAY = date(2015, 5, 31)
ALL = (
    *("document_ledger", "document_urging", "document_visit", "duty_list", "duty_letter", "duty_deeds"),
    *("inquiry_form", "outcome_statistics"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk = office_with(with_supervision("清源县-改正"), tmp_path_factory.mktemp("papers") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, code: str, record: str = "", period: str = "", **options: str) -> Document:
    told = read_period(period) if period else None
    return paper(code).make(Request(desk, DAY, told, record, options))


def texts(document: Document) -> list[list[str]]:
    return [
        [cell.text if isinstance(cell, Cell) else str(cell) for cell in row]
        for block in document.flat
        if isinstance(block, Ledger)
        for row in block.rows
        if not isinstance(row, GroupRow)
    ]


def boxes(document: Document) -> list[str]:
    return [box.text for block in document.flat if isinstance(block, Form) for row in block.rows for box in row.boxes]


def asked(desk: Desk, code: str) -> object:
    with desk.facts() as facts:
        return catalogue.ask(code, Question(facts.session, DAY)).value


def test_the_ledger_lists_every_document_and_counts_as_the_figure_does(office: Desk) -> None:
    document = made(office, "document_ledger")
    assert len(texts(document)) == 31
    ledger = next(block for block in document.flat if isinstance(block, Ledger))
    assert [row.text for row in ledger.rows if isinstance(row, GroupRow)] == [
        "一、检察建议（11份）",
        "二、纠正违法通知书（20份）",
    ]
    assert ledger.total is not None
    assert ledger.total[3] == Cell("未送达2，待回复3，逾期未回复4，已回复未核查9，已核查13", span=8)
    landed = asked(office, "documents.landing_rate")
    assert isinstance(landed, float)
    assert f"落实率（核查后）{round(landed * 100, 1)}%" in ledger.note
    may = made(office, "document_ledger", period="2015-05")
    assert len(texts(may)) == 5
    note = next(block.note for block in may.flat if isinstance(block, Ledger))
    assert "期内核查的落实率66.7%" in note, "verified in May, whenever they were sent"
    assert len(texts(made(office, "document_ledger", "检察建议"))) == 11
    with pytest.raises(Refusal, match="没有“抗诉书”这种文书"):
        made(office, "document_ledger", "抗诉书")


def test_only_what_is_late_is_urged(office: Desk) -> None:
    rows = texts(made(office, "document_urging"))
    assert sorted(row[1] for row in rows) == [
        "清检建〔2015〕7号",
        "清检建〔2015〕8号",
        "清检纠违〔2015〕10号",
        "清检纠违〔2015〕7号",
    ]
    assert {row[1]: row[7] for row in rows}["清检建〔2015〕7号"] == "52天"
    assert len(rows) == asked(office, "documents.overdue")
    assert [row[1] for row in texts(made(office, "document_urging", "看守所"))] == ["清检纠违〔2015〕10号"]
    with pytest.raises(Refusal, match="没有逾期未回复的文书"):
        made(office, "document_urging", "县教育局")


def test_a_sheet_to_verify_by_for_every_reply_nobody_looked_at(office: Desk) -> None:
    document = made(office, "document_visit")
    told = boxes(document)
    assert told.count("文书种类") == asked(office, "documents.replied_unverified") == 9
    one = boxes(made(office, "document_visit", "清检建〔2015〕1号"))
    assert "√实地回访　□调阅案卷　□电话核实　□书面核实" in one
    assert "□已落实　√部分落实　□未落实" in one


def test_who_has_to_sign_is_listed_with_what_he_lacks(office: Desk) -> None:
    document = made(office, "duty_list")
    rows = texts(document)
    lacking = {row[1]: row[8] for row in rows if row[8]}
    assert lacking["梁永刚"] == "没有签责任书"
    assert len(lacking) == asked(office, "duties.unfulfilled")
    assert {row[1]: row[7] for row in rows}["萧思源"] == "4次"
    letter = boxes(made(office, "duty_letter", "董婷婷"))
    assert ("董婷婷" in letter, "办公室、公诉科" in letter) == (True, True)
    with pytest.raises(Refusal, match="没有责任清单"):
        made(office, "duty_letter", "无此人")


def test_both_legs_stand_on_the_form_and_masked_paper_names_nobody(office: Desk) -> None:
    rows = texts(made(office, "inquiry_form", "双查2015-01"))
    assert [row[:2] + row[3:5] for row in rows] == [
        ["刘涛", "直接责任", "有责任", "诫勉"],
        ["袁倩", "主要领导责任", "", ""],
    ]
    named = page_texts(printed(made(office, "inquiry_form")))
    assert "刘涛" in "".join(named)
    with office.facts() as facts:
        people = {str(row["name"]) for row in facts.live("officer")}
    for code in ("inquiry_form", "outcome_statistics"):
        for naming in ("部门加某", "只到部门"):
            text = "".join(page_texts(printed(made(office, code, naming=naming))))
            assert not [name for name in people if name in text], (code, naming)


def test_outcomes_are_counted_by_leg(office: Desk) -> None:
    document = made(office, "outcome_statistics")
    first = next(block for block in document.flat if isinstance(block, Ledger))
    assert [column.label for column in first.columns] == ["责任类型", "不予追究", "诫勉", "未作处理", "合计（人次）"]
    assert first.total is not None
    assert list(first.total) == ["合计", "1", "1", "6", str(asked(office, "accountability.persons"))]


@pytest.mark.parametrize("code", ["document_visit", "duty_letter", "inquiry_form"])
def test_a_seal_has_its_room_and_the_sheet_its_one_page(office: Desk, code: str) -> None:
    document = made(office, code)
    rows = [row for block in document.flat if isinstance(block, Form) for row in block.rows]
    sealed = [row for row in rows if any("章）" in box.sign for box in row.boxes)]
    assert sealed
    assert all(row.min_mm >= SEAL_WIDTH_MM for row in sealed)
    sheets = sum(isinstance(block, Heading) for block in document.flat)
    assert len(page_texts(printed(document))) == sheets


@pytest.mark.parametrize("code", ALL)
def test_an_empty_office_prints_an_empty_paper(tmp_path_factory: pytest.TempPathFactory, code: str) -> None:
    desk = founded(tmp_path_factory.mktemp("empty") / "data", TurnedClock(DAY))
    assert page_texts(printed(made(desk, code)))
    desk.store.close()


@pytest.mark.parametrize("code", ALL)
def test_nothing_stands_outside_the_page(office: Desk, code: str) -> None:
    for page in measured(printed(made(office, code))):
        inked = [one for one in page.glyphs if one.char.strip()]
        assert all(one.left > 5 and one.right < page.width - 5 and one.bottom < page.height - 5 for one in inked)
