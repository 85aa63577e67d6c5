"""Papers of an exam: what is read back from them equals the figures; copies without names name nobody."""

import io
from datetime import date

import pypdfium2 as pdfium
import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import held
from desktop_app.models.exams import Sitting
from desktop_app.registers.exams import EXAMS
from desktop_app.registers.training import TRAININGS
from desktop_app.reports.blocks import Document, Drawing, Ledger, Para, TextMark
from desktop_app.reports.catalogue import BY_ID, paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import AbsenceCause, ExamForm, ExamState, RetakePolicy, SittingCode
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit import exam_papers as kit
from tests.kit.measured import measured
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed, solid

DAY = date(2015, 5, 31)
HALLS = (("第一考场", 6, 6), ("第二考场", 5, 8))


def made(desk: Desk, paper_id: str, record: str = "", **options: str) -> Document:
    return paper(paper_id).make(Request(desk, DAY, record=record, options=options))


def text(desk: Desk, paper_id: str, record: str = "", **options: str) -> str:
    return paper_text(printed(made(desk, paper_id, record, **options)))


def ledgers(document: Document) -> list[Ledger]:
    return [block for block in document.flat if isinstance(block, Ledger)]


def told(ledger: Ledger) -> list[list[str]]:
    rows = [row for row in ledger.rows if isinstance(row, (list, tuple))]
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in rows]


def figure(desk: Desk, figure_id: str) -> dict[str, float]:
    """The figure's groups of the one exam."""
    with desk.facts() as facts:
        groups = catalogue.ask(figure_id, Question(facts.session, DAY)).groups
    found: dict[str, float] = groups[kit.TITLE]
    return found


@pytest.fixture
def sixty(desk: Desk) -> str:
    """Sixty candidates in two rooms: absent, deferred, caught, exempt, failed, one who sat the retake."""
    number = kit.exam(desk, 60, HALLS)
    kit.mixed(desk)
    return number


def test_every_paper_of_an_exam_stands_beside_its_register(desk: Desk) -> None:
    assert all(BY_ID[code].kind == EXAMS.kind for code in EXAMS.papers)
    assert all(BY_ID[code].kind == TRAININGS.kind for code in TRAININGS.papers)


@pytest.mark.parametrize("people", [1, 60, 300])
def test_an_exam_of_any_size_prints_every_name(desk: Desk, people: int) -> None:
    number = kit.exam(desk, people, (("大礼堂", 15, 20),) if people == 300 else ())
    names = [kit.name_of(serial) for serial in range(people)]
    for code in ("exam_seats", "exam_tickets", "exam_desk_cards", "exam_sign_in", "exam_marks", "exam_results"):
        said = text(desk, code, number)
        assert all(name in said for name in names), code


def test_one_room_one_page_as_the_invigilator_sees_it(desk: Desk, sixty: str) -> None:
    pages = [solid(page) for page in page_texts(printed(made(desk, "exam_seats")))]
    assert len(pages) == 2
    assert "第一考场36人" in pages[0]
    assert "第二考场24人" in pages[1]
    assert kit.name_of(35) in pages[0]
    assert kit.name_of(36) in pages[1]
    assert "没有同部门的考生" in pages[0]
    watching, posted = (made(desk, "exam_seats", view=view) for view in ("监考", "考生"))
    for document, below in ((watching, True), (posted, False)):
        grid = next(block for block in document.flat if isinstance(block, Drawing))
        marks = {mark.text: mark for mark in grid.marks if isinstance(mark, TextMark)}
        assert (marks["讲　台"].y > marks["李㛃"].y) is below
        assert (marks["李㛃"].x > marks["王𬭎"].x) is below, "turned about, not mirrored"


def test_neighbours_of_one_department_are_told(desk: Desk) -> None:
    kit.exam(desk, 8, (("第一考场", 2, 7),))
    assert "相邻座位（前后、左右）同部门的1对：1号李㛃与8号" in text(desk, "exam_seats")


def test_who_has_no_seat_is_told_and_an_exam_without_seats_refused(desk: Desk) -> None:
    kit.exam(desk, 3)
    kit.change(desk, 1, seat=None)
    kit.change(desk, 2, seat=99)
    said = text(desk, "exam_seats")
    assert "没有座号或座号不在本考场的2人：赵䶮（99号）、王𬭎" in said
    kit.change(desk, 0, seat=None)
    kit.change(desk, 2, seat=None)
    with pytest.raises(Refusal, match="还没有排座"):
        made(desk, "exam_seats")
    assert "序号" in text(desk, "exam_sign_in")


def test_tickets_are_cut_out_six_to_a_sheet(desk: Desk, sixty: str) -> None:
    pages = [solid(page) for page in page_texts(printed(made(desk, "exam_tickets")))]
    assert len(pages) == 10
    for word in (
        "准考证号20150424001",
        "侦查监督科",
        "2015年4月24日（周五）9:00–11:00",
        "四楼会议室",
        "6号",
        "闭卷考试不得携带",
    ):
        assert solid(word) in pages[0], word
    assert text(desk, "exam_tickets", f"{sixty}-003").count("准考证号") == 1
    for page in measured(printed(made(desk, "exam_tickets")))[:1]:
        assert not [glyph for glyph in page.glyphs if glyph.left < 104.5 < glyph.right], "nothing on the line to cut"


@pytest.mark.parametrize("form", list(ExamForm))
def test_a_long_title_keeps_the_rules_above_the_line_to_cut(desk: Desk, form: ExamForm) -> None:
    kit.exam(desk, 6, title="2015年第一次执法素能考查暨修改后刑事诉讼法民事诉讼法行政诉讼法考试", form=form)
    grid = next(block for block in made(desk, "exam_tickets").flat if isinstance(block, Drawing))
    tall = grid.height / 3
    texts = [mark for mark in grid.marks if isinstance(mark, TextMark)]
    assert max(mark.y % tall for mark in texts) < tall - 4
    assert min(mark.y % tall - mark.style.size for mark in texts) > 4


def test_a_desk_card_says_the_name_on_both_sides(desk: Desk, sixty: str) -> None:
    pages = [solid(page) for page in page_texts(printed(made(desk, "exam_desk_cards")))]
    assert len(pages) == 20
    assert pages[1].count("欧阳明月") == 2
    assert pages[0].count("第一考场1号") == 2
    grid = next(block for block in made(desk, "exam_desk_cards").flat if isinstance(block, Drawing))
    sides = [mark.turned for mark in grid.marks if isinstance(mark, TextMark) and "李" in mark.text]
    assert sorted(sides) == [False, True]


def test_the_sign_in_sheet_goes_room_by_room_with_room_for_the_pen(desk: Desk, sixty: str) -> None:
    kit.watched(desk, officer(desk, "许嘉树"))
    document = made(desk, "exam_sign_in")
    rooms = ledgers(document)
    assert [len(told(room)) for room in rooms] == [36, 24]
    assert all(room.min_row_mm >= 7 for room in rooms)
    said = solid("".join(page_texts(printed(document))))
    assert "应到35人" in said, "who is exempt is not expected"
    assert "应到24人" in said
    assert "监考签名（许嘉树）" in said
    assert told(rooms[0])[12][-1] == "缓考"


def test_the_score_book_tells_what_the_figures_say(desk: Desk, sixty: str) -> None:
    counts = figure(desk, "exams.results")
    said = text(desk, "exam_marks")
    for word, unit in (("应考", "人"), ("实考", "人"), ("缺考", "人"), ("缓考", "人"), ("违纪", "人"), ("及格", "人")):
        assert f"{word}{counts[word]}{unit}" in said, word
    assert f"及格率{100 * counts['及格率']:.2f}%" in said
    assert f"平均分{counts['平均分']:.2f}" in said
    assert "（未公布）" in said
    assert "同分并列，后面的名次顺延" in said
    with desk.facts() as facts:
        ranks = held(Question(facts.session, DAY))[0].ranks
    rows = told(ledgers(made(desk, "exam_marks"))[0])
    by_ticket = {row[1]: row for row in rows}
    assert len(rows) == 60
    assert by_ticket["20150424001"][:7] == ["1", "20150424001", "李㛃", "公诉", "60", "40", "100"]
    assert sorted(int(row[0]) for row in rows if row[0] != "—") == sorted(ranks.values())


def test_absence_is_a_word_in_the_place_of_the_marks_and_a_retake_stands_apart(desk: Desk, sixty: str) -> None:
    rows = {row[1]: row for row in told(ledgers(made(desk, "exam_marks"))[0])}
    assert rows["20150424011"][4] == "缺考（公差）"
    assert rows["20150424013"][4] == "缓考（住院）"
    assert rows["20150424017"][6:] == ["50.5", "不及格", "05-08", "78", "60"], "a pass at most at the pass mark"
    assert "补考及格的按及格线60分计" in text(desk, "exam_marks")


def test_what_a_retake_comes_to_follows_the_policy(desk: Desk) -> None:
    kit.exam(desk, 20, retake_policy=RetakePolicy.HIGHER)
    kit.failed(desk, 16, retake_on=date(2015, 5, 8), retake_total=78_00)
    assert told(ledgers(made(desk, "exam_marks"))[0])[-1][-1] == "78"


@pytest.mark.parametrize("ways", [{"names": "准考证号"}, {"names": "部门"}, {"names": "匿名", "ranking": "0"}])
def test_a_copy_without_names_names_nobody_anywhere(desk: Desk, sixty: str, ways: dict[str, str]) -> None:
    kit.absent(desk, 10, SittingCode.ABSENT, AbsenceCause.ILL, "李㛃代为请假")
    kit.change(desk, 20, note="王𬭎代领")
    data = printed(made(desk, "exam_results", **ways))
    said = paper_text(data)
    about = str(pdfium.PdfDocument(io.BytesIO(data)).get_metadata_dict())
    names = [kit.name_of(serial) for serial in range(60)]
    assert not [name for name in names if name in said or name in about]
    assert "病假" not in said
    assert ("20150424001" in said) is (ways["names"] != "部门")
    assert ("公诉科某" in said) is (ways["names"] == "部门")


def test_both_copies_tell_the_same_numbers(desk: Desk, sixty: str) -> None:
    counts = figure(desk, "exams.results")
    named, bare = text(desk, "exam_results"), text(desk, "exam_results_anonymous")
    for said in (named, bare):
        assert f"应考{counts['应考']}人，实考{counts['实考']}人" in said
        assert f"及格率{100 * counts['及格率']:.2f}%，平均分{counts['平均分']:.2f}" in said
    assert "欧阳明月" in named
    rows = told(ledgers(made(desk, "exam_results"))[0])
    departments = figure(desk, "exams.by_department")
    for row in rows:
        known = departments[row[0]]
        assert [row[2], row[6], row[8]] == [str(known["实考"]), str(known["及格"]), f"{known['平均分']:.2f}"]
    assert "名次" not in solid(text(desk, "exam_results", ranking="0"))


def test_in_a_copy_without_names_the_mean_of_two_is_not_told(desk: Desk) -> None:
    kit.exam(desk, 16)
    named, bare = (told(ledgers(made(desk, code))[0]) for code in ("exam_results", "exam_results_anonymous"))
    assert any(row[2] == "2" and row[8] != "—" for row in named)
    assert all(row[8] == "—" for row in bare if row[2] == "2")


def test_options_that_cannot_be_are_refused(desk: Desk) -> None:
    kit.exam(desk, 3)
    with pytest.raises(Refusal, match="没有“张三”这种具名方式"):
        made(desk, "exam_results", names="张三")
    kit.change(desk, 1, ticket="")
    with pytest.raises(Refusal, match="有 1 人没有准考证号"):
        made(desk, "exam_results", names="准考证号")
    assert "某" in text(desk, "exam_results_anonymous")
    with pytest.raises(Refusal, match="没有“KS-009”这场考试"):
        made(desk, "exam_marks", "KS-009")


def test_who_has_to_sit_the_retake_is_told_why_by_when_and_where(desk: Desk, sixty: str) -> None:
    said = text(desk, "exam_retake")
    for word in (
        "缺考（公差）",
        "缓考（住院）",
        "违纪",
        "不及格（50.5分）",
        "四楼会议室",
        "回执",
        "补考期限2015年5月9日已过",
    ):
        assert word in said, word
    assert kit.name_of(16) not in said, "who sat it owes nothing"
    assert kit.name_of(14) not in said, "who is exempt owes nothing"
    with desk.facts() as facts:
        owed = catalogue.ask("exams.retakes_owed", Question(facts.session, DAY))
        names = {row["name"] for row in facts.live(Sitting.__tablename__) if ("sitting", row["id"]) in owed.behind}
    document = made(desk, "exam_retake")
    listed = [row[1] for ledger in ledgers(document) for row in told(ledger) if len(row) == 4 and row[0].isdigit()]
    assert set(listed) == names
    only = text(desk, "exam_retake", department="侦查监督科")
    assert "侦查监督科：" in only
    assert "监察科：" not in only


def test_nobody_to_repeat_is_no_letter(desk: Desk) -> None:
    kit.exam(desk, 5)
    with pytest.raises(Refusal, match="没有应补考的人"):
        made(desk, "exam_retake")
    kit.change(desk, 0, total=None)
    with pytest.raises(Refusal, match="还有 1 人没有成绩"):
        made(desk, "exam_retake")


def test_the_analysis_tells_bands_departments_kinds_and_the_exam_before(desk: Desk, sixty: str) -> None:
    kit.exam(desk, 7, number="KS-000", title="摸底考试", held_on=date(2015, 3, 2), first_full=None, second_full=None)
    document = made(desk, "exam_analysis", kit.TITLE)
    chart = next(block for block in document.flat if isinstance(block, Drawing))
    labels = [mark.text for mark in chart.marks if isinstance(mark, TextMark)]
    bands = figure(desk, "exams.bands")
    assert sum(int(label[:-2]) for label in labels if label.endswith(" 人")) == figure(desk, "exams.results")["实考"]
    for label, count in bands.items():
        assert label in labels, label
        assert f"{count} 人" in labels
    said = paper_text(printed(document))
    assert "上次：摸底考试（2015年3月2日）" in said
    assert "得分率最低的是客观题" in said
    notes = [block.text for block in document.flat if isinstance(block, Para)]
    assert any("各段合计 55 人" in note for note in notes)


def test_without_a_mark_there_is_nothing_to_analyse(desk: Desk) -> None:
    kit.exam(desk, 1)
    assert "没有更早的考试可比" in text(desk, "exam_analysis")
    kit.absent(desk, 0, SittingCode.ABSENT, AbsenceCause.DUTY)
    with pytest.raises(Refusal, match="还没有成绩"):
        made(desk, "exam_analysis")
    assert "平均分—" in text(desk, "exam_marks")


def test_a_published_exam_bears_its_day(desk: Desk) -> None:
    kit.exam(desk, 3, state=ExamState.PUBLISHED, published_on=date(2015, 5, 4))
    said = text(desk, "exam_results")
    assert "未公布" not in said
    assert "2015年5月4日" in said
