"""Letters to departments: only their own problems, each letter on its own pages, a slip to tear off at its end."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.models.issues import Issue
from desktop_app.reports.blocks import Document, Form, Heading, Ledger, Together
from desktop_app.reports.catalogue import paper
from desktop_app.reports.feet import CODE_DROP_MM
from desktop_app.reports.ink import MM
from desktop_app.reports.request import Request
from desktop_app.reports.square_code import side_of
from desktop_app.rules.paper_code import read_paper_code
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState
from desktop_app.services.desk import Desk
from desktop_app.services.issues import extend
from desktop_app.system.errors import Refusal
from tests.kit.office import officer
from tests.kit.paper import characters, page_texts, paper_text, printed, solid
from tests.kit.problems import FOUND, MEASURES, close, entered, problem

DAY = date(2015, 5, 31)


def letters(desk: Desk, paper_id: str, record: str = "", **options: str) -> Document:
    return paper(paper_id).make(Request(desk, DAY, record=record, options=options))


def rows_of(document: Document) -> list[Sequence[str]]:
    """What stands in the tables of the letters, letter by letter."""
    ledgers = [block for block in document.blocks if isinstance(block, Ledger)]
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for one in ledgers for row in one.rows]  # type: ignore[union-attr]


@pytest.fixture
def people(desk: Desk) -> list[int]:
    return [officer(desk, "袁倩", "院领导"), officer(desk, "叶新民", "案件管理办公室"), officer(desk, "陈少华")]


@pytest.fixture
def owing(desk: Desk, people: list[int]) -> Desk:
    """Two departments: one with a late, an extended and a closed problem, one with a problem in good time."""
    leader, verifier, handler = people
    problem(desk, "讯问笔录漏签骑缝", [handler])
    extend(desk, problem(desk, "扣押手机未随案移送", [handler]), date(2015, 5, 26), "等待鉴定", leader)
    close(desk, problem(desk, "量刑建议幅度过宽", [handler], measures=MEASURES), verifier, leader, date(2015, 4, 20))
    problem(desk, "不捕理由未送达", [handler], "侦查监督科", due_on=date(2015, 7, 1))
    return desk


def test_each_department_gets_its_own_open_problems(owing: Desk) -> None:
    document = letters(owing, "issue_notice")
    assert [row[2] for row in rows_of(document)] == ["不捕理由未送达", "讯问笔录漏签骑缝", "扣押手机未随案移送"]
    pages = [solid(text) for text in page_texts(printed(document))]
    firsts = [page for page in pages if page.startswith("整改通知书")]
    assert ["侦查监督科：" in page for page in firsts] == [True, False]
    assert "公诉科：" in firsts[1]
    assert "你部门尚有2条问题未销号（其中已逾期2条）" in firsts[1]
    assert "2015-05-26原2015-04-24" in firsts[1]
    assert "〔2015〕号" in firsts[1]
    assert all("第1页/共" in page for page in firsts)


def test_the_urge_names_only_what_is_late_with_days_and_original_deadline(owing: Desk) -> None:
    document = letters(owing, "issue_urge", by="6月5日")
    late = ["1", "2015-公诉-个-001", "讯问笔录漏签骑缝", "陈少华", "2015-04-24", "2015-04-24", "37天"]
    moved = ["2", "2015-公诉-个-002", "扣押手机未随案移送", "陈少华", "2015-04-24", "2015-05-26", "5天"]
    assert rows_of(document) == [late, moved]
    said = paper_text(printed(document))
    assert "请于2015年6月5日前将整改结果书面报领导小组办公室" in said
    assert "侦查监督科" not in said


def test_every_letter_ends_with_a_slip_to_sign_seal_and_tear_off(owing: Desk) -> None:
    for paper_id, title in (("issue_notice", "整改通知书"), ("issue_urge", "督办单")):
        document = letters(owing, paper_id, department="公诉")
        slip = document.blocks[-1]
        assert isinstance(slip, Together)
        form = next(block for block in slip.blocks if isinstance(block, Form))
        assert sum(row.min_mm for row in form.rows) >= 42
        last = solid(page_texts(printed(document))[-1])
        start = last.index("沿此线撕下")
        for word in (f"《{title}》回执", "所列2条问题已收到", "签收人", "签收日期年月日", "单位"):
            assert word in last[start:], word


def test_the_foot_of_a_letter_bears_the_line_of_the_history_and_its_square_code(owing: Desk) -> None:
    document = letters(owing, "issue_notice")
    assert read_paper_code(document.footer.code) == read_paper_code(document.footer.anchor)
    pdf = printed(document)
    foot = (297 - document.page.margins.bottom) * MM
    left, side = document.page.margins.left * MM, side_of(document.footer.code)
    signs = [sign for sign in characters(pdf) if sign.top > foot]
    assert min(sign.left for sign in signs) >= left + side - 1
    assert foot + CODE_DROP_MM * MM + side < (297 - 4) * MM


def test_a_department_without_such_problems_gets_a_sentence(owing: Desk) -> None:
    said = paper_text(printed(letters(owing, "issue_urge", department="侦查监督科")))
    assert "截至2015年5月31日，侦查监督科没有逾期未销号的问题，不必发督办单。" in said
    said = paper_text(printed(letters(owing, "issue_notice", department="政治处")))
    assert "政工科没有尚未销号的问题，不必发整改通知书。" in said


def test_a_founded_office_without_problems_gets_a_sentence_too(desk: Desk) -> None:
    assert "各部门没有尚未销号的问题" in paper_text(printed(letters(desk, "issue_notice")))


def test_each_letter_has_its_sheet_in_a_workbook(owing: Desk, tmp_path: Path) -> None:
    assert paper_workbook(letters(owing, "issue_notice"), tmp_path / "a.xlsx") == 2
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    said = [book.get_sheet_by_index(place).to_python()[1][0] for place in range(2)]
    assert said == ["责任部门：侦查监督科　共1条，截至2015年5月31日", "责任部门：公诉科　共2条，截至2015年5月31日"]


def test_a_record_stands_for_its_department(owing: Desk) -> None:
    assert [row[2] for row in rows_of(letters(owing, "issue_notice", "2015-侦监-个-001"))] == ["不捕理由未送达"]


def test_options_that_cannot_be_are_refused(owing: Desk) -> None:
    for options, said in (
        ({"department": "外事科"}, "没有“外事科”这个部门。可选：院领导"),
        ({"by": "下周"}, "回复期限“下周”不是日期。写成 by=2015-05-31 这样"),
        ({"by": "2015-05-01"}, "回复期限 2015-05-01 早于截至日期 2015-05-31"),
        ({"seal": "1"}, "督办单没有“seal”这个选项。可用：department、by"),
    ):
        with pytest.raises(Refusal, match=said):
            letters(owing, "issue_urge", **options)


def test_problems_nobody_is_named_for_are_told_at_the_end(owing: Desk) -> None:
    with owing.store.read() as session:
        issue_id = next(id_ for (id_,) in session.query(Issue.id).filter(Issue.number == "2015-公诉-个-001"))
    with owing.store.unit("部门待补") as unit:
        unit.session.get_one(Issue, issue_id).department_id = None
    last = solid(page_texts(printed(letters(owing, "issue_urge")))[-1])
    assert "发不出督办单，请先补填：2015-公诉-个-001。" in last.replace("\ufffe", "-")
    assert "第1页/共1页" in last


def test_a_lasting_problem_is_in_the_notice_and_never_urged(desk: Desk, people: list[int]) -> None:
    problem(desk, "说理文书格式化", people[2:], correction=Correction.LASTING, due_on=None)
    assert rows_of(letters(desk, "issue_notice"))[0][4] == "长期坚持"
    assert not rows_of(letters(desk, "issue_urge"))


def test_a_letter_of_a_dozen_problems_shares_its_last_page_with_the_slip(desk: Desk, people: list[int]) -> None:
    for place in range(11):
        problem(desk, f"叶国栋办理第{place}案，未在法定七日期限内制作意见书终稿，系统日期与文书日期不一致", people[2:])
    pages = [solid(text) for text in page_texts(printed(letters(desk, "issue_notice")))]
    assert len(pages) == 2
    assert "2015年5月31日" in pages[1].split("沿此线撕下")[0]
    assert "《整改通知书》回执" in pages[1]
    assert "2015-公诉-个-001" in pages[0]


@given(found=FOUND)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_letters_hold_what_the_figures_count(
    desk: Desk, found: list[tuple[IssueNature, str, IssueState, date]]
) -> None:
    entered(desk, found)
    with desk.store.read() as session:
        whole, closed, late = (
            ask(figure, Question(session, DAY)).value for figure in ("issues.count", "issues.closed", "issues.overdue")
        )
    assert len(rows_of(letters(desk, "issue_notice"))) == (whole or 0) - (closed or 0)
    urge = letters(desk, "issue_urge")
    assert len(rows_of(urge)) == late
    owing = {department for _, department, state, due in found if state in OPEN and due < DAY}
    assert len([block for block in urge.blocks if isinstance(block, Heading)]) == max(1, len(owing))


OPEN = (IssueState.CORRECTING, IssueState.APPLIED)
