"""The lists and the ledger of problems: line by line, nothing lost, what people typed printed as they typed it."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.models.issues import Issue, IssueOfficer
from desktop_app.reports.blocks import Cell, Document, GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.issue_rows import han
from desktop_app.reports.linebreak import CLOSE
from desktop_app.reports.request import Request
from desktop_app.rules.periods import month_period
from desktop_app.rules.vocabulary import IssueNature, IssueState, LookBackResult
from desktop_app.services.desk import Desk
from desktop_app.services.issues import extend, look_back
from desktop_app.system.errors import Refusal
from tests.kit.office import officer
from tests.kit.paper import characters, page_texts, paper_text, printed, solid
from tests.kit.problems import FOUND, MEASURES, close, entered, many, problem, step

DAY = date(2015, 5, 31)
LISTS = ("issues_common", "issues_individual", "issues_ledger")


def made(desk: Desk, paper_id: str, **asked: object) -> Document:
    return paper(paper_id).make(Request(desk, DAY, **asked))  # type: ignore[arg-type]


def ledger_of(document: Document) -> Ledger:
    return next(block for block in document.blocks if isinstance(block, Ledger))


def words(cell: str | Cell) -> str:
    return cell.text if isinstance(cell, Cell) else cell


@pytest.fixture
def people(desk: Desk) -> list[int]:
    """A leader, a verifier, a handler."""
    return [officer(desk, "袁倩", "院领导"), officer(desk, "叶新民", "案件管理办公室"), officer(desk, "陈少华")]


def test_individual_problems_stand_under_their_lines_traced_three_ways(desk: Desk, people: list[int]) -> None:
    problem(desk, "讯问笔录漏签骑缝", people[2:])
    problem(desk, "不捕理由未送达", people[2:], "侦查监督科")
    problem(desk, "扣押手机未随案移送", people[2:], "未成年人检察科")
    said = paper_text(printed(made(desk, "issues_individual")))
    assert "个性问题清单（2015年）" in said
    for row in (
        "一、侦查监督（1条）1",
        "二、公诉（2条）2",
        "讯问询问",
        "清源检捕受〔2015〕61902300007号",
        "陈少华",
        "逾期37天",
    ):
        assert row in said, row


def test_a_problem_of_a_whole_line_stands_in_its_own_list(desk: Desk, people: list[int]) -> None:
    common = {"nature": IssueNature.COMMON, "leader_id": people[0], "showing": "多为一句带过"}
    problem(desk, "说理文书格式化", [], **common)
    problem(desk, "讯问笔录漏签骑缝", people[2:])
    said = paper_text(printed(made(desk, "issues_common")))
    assert "说理文书格式化表现：多为一句带过" in said
    assert "讯问笔录漏签骑缝" not in said


def test_the_ledger_tells_extension_rebound_and_both_closings(desk: Desk, people: list[int]) -> None:
    leader, verifier, handler = people
    again = problem(desk, "讯问笔录漏签骑缝", [handler], measures=MEASURES)
    close(desk, again, verifier, leader, date(2015, 4, 20))
    look_back(desk, again, LookBackResult.REBOUND, date(2015, 5, 4), verifier, "又有3件", date(2015, 5, 20))
    close(desk, again, leader, leader, date(2015, 5, 25), "再补正3件")
    moved = problem(desk, "扣押手机未随案移送", [handler])
    extend(desk, moved, date(2015, 6, 30), "等待鉴定", leader)
    said = paper_text(printed(made(desk, "issues_ledger")))
    for words_of in (
        "第1轮：2015-04-20销号，验收叶新民2015-04-19（整改到位，同意销号），批准袁倩；2015-05-04回头看反弹",
        "第2轮：2015-05-25销号（晚于时限5天）验收袁倩2015-05-24批准袁倩",
        "2015-06-30原2015-04-24",
        "再补正3件",
        "1.逐卷补正“讯问笔录”骑缝、捺印（含修改处），由承办人写出书面说明。（2015-04-10完成）",
    ):
        assert words_of in said, words_of


def test_what_people_typed_is_printed_and_saved_as_typed(desk: Desk, people: list[int], tmp_path: Path) -> None:
    problem(desk, "<b>=1+1", people[2:], measures=["=HYPERLINK(1)&amp;<br/>"])
    for paper_id in LISTS[1:]:
        document = made(desk, paper_id)
        assert "<b>=1+1" in paper_text(printed(document))
        assert paper_workbook(document, tmp_path / f"{paper_id}.xlsx") == 1
        sheet = CalamineWorkbook.from_path(tmp_path / f"{paper_id}.xlsx").get_sheet_by_index(0).to_python()
        assert any("<b>=1+1" in row for row in sheet)


@pytest.mark.parametrize("paper_id", LISTS)
def test_without_problems_a_sentence_says_so(desk: Desk, paper_id: str) -> None:
    assert re.search("截至2015年5月31日，没有登记(共性|个性)?问题。", paper_text(printed(made(desk, paper_id))))


def test_merged_and_withdrawn_problems_are_left_out(desk: Desk, people: list[int]) -> None:
    problem(desk, "讯问笔录漏签", people[2:])
    step(desk, problem(desk, "扣押手机未移送", people[2:]), "作废", "登记有误")
    said = paper_text(printed(made(desk, "issues_ledger")))
    assert "（1条）" in said
    assert "扣押手机未移送" not in said


def test_one_department_or_one_month_alone(desk: Desk, people: list[int]) -> None:
    problem(desk, "讯问笔录漏签骑缝", people[2:])
    problem(desk, "不捕理由未送达", people[2:], "侦查监督科", found_on=date(2015, 4, 2))
    mine = paper_text(printed(made(desk, "issues_ledger", options={"department": "侦监"})))
    assert "不捕理由未送达" in mine
    assert "讯问笔录漏签骑缝" not in mine
    assert "填报单位：清源县人民检察院（侦查监督科）" in mine
    april = paper_text(printed(made(desk, "issues_ledger", period=month_period(2015, 4))))
    assert "截至2015年5月31日（2015年4月发现的问题）" in april
    assert "讯问笔录漏签骑缝" not in april


def test_who_is_responsible_is_never_left_empty_for_one_persons_problem(desk: Desk, people: list[int]) -> None:
    old = problem(desk, "讯问笔录漏签骑缝", people[2:])
    with desk.store.unit("旧台账没有写责任人") as unit:
        for one in unit.session.scalars(select(IssueOfficer).where(IssueOfficer.issue_id == old)):
            unit.session.delete(one)
    problem(desk, "说理文书格式化", [], nature=IssueNature.COMMON, leader_id=people[0], matter="")
    rows = [row for row in ledger_of(made(desk, "issues_ledger")).rows if not isinstance(row, GroupRow)]
    told = {words(row[2]): words(row[6]) for row in rows}
    assert told == {"讯问笔录漏签骑缝": "待补", "说理文书格式化": ""}


def test_options_a_list_does_not_know_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="没有“外事科”这个部门。可选：院领导、办公室"):
        made(desk, "issues_common", options={"department": "外事科"})
    with pytest.raises(Refusal, match="没有“colour”这个选项。可用：department"):
        made(desk, "issues_ledger", options={"colour": "red"})


def test_a_problem_without_nature_is_not_passed_over_in_silence(desk: Desk, people: list[int]) -> None:
    vague = problem(desk, "讯问笔录漏签骑缝", people[2:])
    with desk.store.unit("性质待补") as unit:
        unit.session.get_one(Issue, vague).nature = None
    assert "另有问题没有填性质" in paper_text(printed(made(desk, "issues_individual")))
    assert "讯问笔录漏签骑缝" in paper_text(printed(made(desk, "issues_ledger")))


@given(found=FOUND)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_printed_counts_are_the_figures(desk: Desk, found: list[tuple[IssueNature, str, IssueState, date]]) -> None:
    entered(desk, found)
    with desk.store.read() as session:
        counts = ask("issues.count", Question(session, DAY))
    assert counts.value == len(found)
    for paper_id, natures in zip(LISTS, (["共性"], ["个性"], ["共性", "个性"]), strict=True):
        told: dict[str, int] = {}
        rows: Counter[str] = Counter()
        line = ""
        for row in ledger_of(made(desk, paper_id)).rows:
            if isinstance(row, GroupRow):
                line, number = re.fullmatch(r"\w+、(.+)（(\d+)条）", row.text).groups()  # type: ignore[union-attr]
                told[line] = int(number)
            else:
                rows[line] += 1
        figure = {
            line: sum(sum(states.values()) for nature, states in by.items() if nature in natures)
            for line, by in counts.groups.items()
        }
        assert told == rows == {line: number for line, number in figure.items() if number}


@pytest.fixture
def thousand(desk: Desk, people: list[int]) -> Desk:
    many(desk, 1040, people)
    return desk


def test_a_ledger_of_a_thousand_problems_is_printed_whole(thousand: Desk) -> None:
    document = made(thousand, "issues_ledger")
    ledger = ledger_of(document)
    pdf = printed(document)
    pages = [solid(text) for text in page_texts(pdf)]
    assert len(pages) >= 40
    heads = "".join(column.label for column in ledger.columns)
    assert all(heads in page for page in pages)
    wanted = Counter(
        solid(f"{document.title}填报单位：清源县人民检察院（领导小组办公室）截至2015年5月31日{ledger.note}")
    )
    for row in ledger.rows:
        wanted.update(solid(row.text if isinstance(row, GroupRow) else "".join(map(words, row))))
    for number in range(1, len(pages) + 1):
        foot = "".join(document.footer.left)
        wanted.update(solid(f"{heads}{foot}第{number}页/共{len(pages)}页{document.footer.anchor}"))
    assert Counter("".join(pages)) == wanted
    assert all(not closing_starts(pdf, number) for number in range(len(pages)))
    rows = [row for row in ledger.rows if not isinstance(row, GroupRow)]
    said = "".join(pages)
    assert all(words(row[1]) in said for row in rows)


def closing_starts(pdf: bytes, number: int) -> list[str]:
    """Closing marks of a page with nothing at their left on the same line."""
    marks = list(characters(pdf, number))
    ends = {(round(mark.top + mark.bottom), round(mark.right)) for mark in marks}
    near = [(dy, dx) for dy in (-1, 0, 1) for dx in range(-4, 5)]
    return [
        mark.char
        for mark in marks
        if mark.char in CLOSE
        and not any((round(mark.top + mark.bottom) + dy, round(mark.left) + dx) in ends for dy, dx in near)
    ]


def test_numbers_in_chinese() -> None:
    assert [han(number) for number in (1, 9, 10, 11, 20, 23, 99, 100)] == [
        "一", "九", "十", "十一", "二十", "二十三", "九十九", "100",
    ]  # fmt: skip
