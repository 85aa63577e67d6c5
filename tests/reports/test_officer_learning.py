"""素能档案: one officer over all trainings, exams, dossiers and awards, as the figures tell it."""

from datetime import date

import pytest

from desktop_app.figures.engine import Question
from desktop_app.figures.officer_learning import Sheet, sheet
from desktop_app.reports.blocks import Cell, Document, GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.periods import Period, month_period
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services import awards
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.awards import LAWS, begun, checked, jury, marks
from tests.kit.learning import exam, marked, people, training
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed

DAY = date(2015, 5, 31)


def made(desk: Desk, record: str = "", period: Period | None = None, **options: str) -> Document:
    return paper("officer_learning").make(Request(desk, DAY, period, record, options))


def told(desk: Desk, officer_id: int) -> Sheet:
    with desk.facts() as facts:
        return sheet(Question(facts.session, DAY), officer_id)


def rows(document: Document) -> list[list[list[str]]]:
    found = [block for block in document.flat if isinstance(block, Ledger)]
    return [
        [
            [cell.text if isinstance(cell, Cell) else cell for cell in row]
            for row in ledger.rows
            if not isinstance(row, GroupRow)
        ]
        for ledger in found
    ]


def test_everything_of_an_officer_stands_on_one_sheet(desk: Desk) -> None:
    first, second, third = people(desk, 3)
    training(desk, "修改后刑事诉讼法专题辅导", [first, second])
    training(desk, "涉案财物管理规定学习", [second], [first])
    marked(desk, exam(desk), {first: (32_00, 48_50), second: (20_00, 30_00), third: SittingCode.ABSENT})
    said = paper_text(printed(made(desk, told(desk, first).number)))
    assert "应到2次，实到1次" in said
    assert "应考1次，实考1次，及格1次" in said
    sessions, exams, dossiers = rows(made(desk, "赵一帆"))
    assert [row[3:] for row in sessions] == [["出勤", "3"], ["请假（公差）", "—"]]
    assert exams == [["2015-04-24", "第二次执法素能闭卷考试", "80.5", "1/2", "—", "80.5", "及格"]]
    assert dossiers == []


def test_who_was_away_has_no_mark_and_owes_a_retake(desk: Desk) -> None:
    first, _, third = people(desk, 3)
    marked(desk, exam(desk), {first: (32_00, 48_50), third: SittingCode.ABSENT})
    line = told(desk, third).exams[0]
    row = rows(made(desk, told(desk, third).number))[1][0]
    assert row[2].startswith("缺考")
    assert row[3:6] == ["—", "—", "—"]
    assert str(line.retake_by) in row[6]


def test_dossiers_and_awards_of_a_handler_equal_the_figures(desk: Desk) -> None:
    who = jury(desk)
    award_id, put = begun(desk, who)
    checked(desk, who, 5, ("缺送达回证", 2_00), ("文书未盖院印", 4_00), correct_by=date(2015, 6, 10))
    given: dict[int, tuple[float | None, ...]] = {1: (95, 94, 93), 2: (93, 93, 93), 3: (90, 90, 90), 4: (88, 88, 88)}
    awards.score(desk, LAWS, award_id, marks(who, put, given))
    awards.choose(desk, LAWS, award_id, [put[1], put[2]])
    awards.approve(desk, LAWS, award_id, "领导小组", date(2015, 5, 29))
    known = told(desk, who.handlers[1])
    _, _, dossiers, chosen = rows(made(desk, known.number))
    assert [row[2] for row in dossiers] == ["100", "100", "94"]
    assert dossiers[-1][4:] == ["缺送达回证（2）；文书未盖院印（4）", "2015-06-10前"]
    assert [row[2:] for row in chosen] == [["94.00", "1/4", "优秀案卷"], ["90.00", "3/4", ""]]
    said = paper_text(printed(made(desk, known.number)))
    assert f"检查{len(known.dossiers)}卷，缺陷{known.defects}处，评为优秀案卷{known.awarded}卷" in said
    assert f"案卷平均分{known.dossier_mean}" in said


def test_a_period_leaves_the_rest_out(desk: Desk) -> None:
    first, *_ = people(desk, 1)
    training(desk, "三月的培训", [first])
    training(desk, "四月的培训", [first], held_on=date(2015, 4, 9))
    assert [row[1] for row in rows(made(desk, "赵一帆", month_period(2015, 4)))[0]] == ["四月的培训"]
    assert "2015年4月，截至2015年5月31日" in paper_text(printed(made(desk, "赵一帆", month_period(2015, 4))))


def test_a_department_or_everybody_gets_a_sheet_each(desk: Desk) -> None:
    people(desk, 4)
    assert len(page_texts(printed(made(desk)))) == 4
    pages = page_texts(printed(made(desk, department="公诉科")))
    assert ["赵一帆" in pages[0], "孙予安" in pages[1], len(pages)] == [True, True, 2]
    assert len(page_texts(printed(made(desk, "赵一帆、陈若琳")))) == 2


def test_namesakes_are_told_apart_and_strangers_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="没有在岗干警"):
        made(desk)
    officer(desk, "张伟")
    officer(desk, "张伟", "侦查监督科")
    with pytest.raises(Refusal, match="有 2 名干警叫张伟。写工号"):
        made(desk, "张伟")
    with pytest.raises(Refusal, match="没有工号或姓名是“王五”的干警"):
        made(desk, "王五")
