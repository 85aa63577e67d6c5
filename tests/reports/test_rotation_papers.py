"""轮岗安排表, 轮岗鉴定表, 到期提醒表, 轮岗安排图 and 轮岗履历表: what the registers and figures say, on paper."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.models.rotations import (
    BarredDepartment,
    Rotation,
    RotationBatch,
    RotationExtension,
    RotationItem,
    RotationLimit,
    VisitedDepartment,
)
from desktop_app.registers.rotations import BATCHES, ROTATIONS
from desktop_app.reports.blocks import Cell, Document, Drawing, GroupRow, Ledger, LineMark, ShapeMark, TextMark
from desktop_app.reports.catalogue import BY_ID, paper
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.request import Request
from desktop_app.reports.rotation_list import heading_of
from desktop_app.reports.rotation_tiles import TEXT
from desktop_app.reports.styles import Align
from desktop_app.rules.department_colours import colour_of
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import (
    Appraisal,
    BatchState,
    HandoverKind,
    HandoverState,
    RotationOutcome,
    RotationState,
)
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.office import furnished, id_of, officer
from tests.kit.paper import characters, page_texts, paper_text, printed

DAY = date(2015, 5, 31)
MIDTERM = "能独立办理审查逮捕案件，文书制作规范。"
PLACES = ("公诉科", "办公室", "侦查监督科", "未成年人检察科", "控告申诉检察科", "反贪污贿赂局", "案件管理办公室")


def offices(desk: Desk) -> None:
    """A batch of two periods and one rotation of none, in every state, with what was handed over and asked before."""
    at = {name: id_of(desk, "department", name) for name in PLACES}
    who = {
        name: officer(desk, name, place)
        for name, place in (
            ("李㛃", "公诉科"),
            ("欧阳明月", "侦查监督科"),
            ("王𬭎", "办公室"),
            ("赵䶮", "公诉科"),
            ("何静宜", "侦查监督科"),
        )
    }
    who["张伟1"] = officer(desk, "张伟", "公诉科", birth_on=date(1986, 3, 9), post="书记员")
    who["张伟2"] = officer(desk, "张伟", "反贪污贿赂局")
    with desk.store.unit("轮岗") as unit:
        session = unit.session
        batches = [
            RotationBatch(number="LP-01", title="第一批干警交叉轮岗", basis="清检发〔2015〕9号", meeting="党组会",
                          approved_on=date(2015, 3, 30), from_on=date(2015, 4, 7), periods=2,
                          state=BatchState.APPROVED),
            RotationBatch(number="LP-02", title="2014年轮岗", from_on=date(2014, 4, 7), state=BatchState.CLOSED),
        ]  # fmt: skip
        session.add_all(batches)
        session.flush()
        first, last = date(2015, 4, 7), date(2015, 6, 4)
        shared = {"planned_from_on": first, "planned_to_on": last, "batch_id": batches[0].id}
        rows = [
            Rotation(number="LX-001", officer_id=who["张伟1"], from_department_id=at["公诉科"],
                     to_department_id=at["侦查监督科"], to_post="审查逮捕", mentor_id=who["何静宜"],
                     state=RotationState.RUNNING, actual_from_on=first, handover=HandoverState.OPEN, open_cases=3,
                     midterm=MIDTERM, midterm_on=date(2015, 5, 6), **shared),
            Rotation(number="LX-002", officer_id=who["李㛃"], from_department_id=at["公诉科"],
                     to_department_id=at["控告申诉检察科"], state=RotationState.RUNNING, actual_from_on=first,
                     planned_from_on=first, planned_to_on=date(2015, 5, 20), batch_id=batches[0].id),
            Rotation(number="LX-003", officer_id=who["欧阳明月"], from_department_id=at["侦查监督科"],
                     to_department_id=at["未成年人检察科"], state=RotationState.ENDED, actual_from_on=first,
                     actual_to_on=date(2015, 5, 18), end_reason="休产假", **shared),
            Rotation(number="LX-004", officer_id=who["王𬭎"], from_department_id=at["办公室"],
                     to_department_id=at["案件管理办公室"], state=RotationState.DRAFT, period=2,
                     planned_from_on=date(2015, 6, 5), planned_to_on=date(2016, 1, 4), batch_id=batches[0].id),
            Rotation(number="LX-005", officer_id=who["赵䶮"], from_department_id=at["公诉科"],
                     to_department_id=at["办公室"], state=RotationState.DONE, planned_from_on=date(2014, 4, 7),
                     planned_to_on=date(2014, 10, 6), actual_from_on=date(2014, 4, 7), actual_to_on=date(2014, 10, 6),
                     appraisal=Appraisal.EXCELLENT, appraised_on=date(2014, 10, 6), appraised="工作扎实，成绩突出。",
                     outcome=RotationOutcome.BACK, handover=HandoverState.DONE, batch_id=batches[1].id),
            Rotation(number="LX-006", officer_id=who["张伟2"], from_department_id=at["反贪污贿赂局"],
                     to_department_id=at["公诉科"], state=RotationState.APPROVED, planned_from_on=date(2015, 5, 25),
                     planned_to_on=date(2015, 11, 24)),
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        session.add_all(
            (
                RotationExtension(
                    rotation_id=rows[0].id, old_on=date(2015, 5, 6), new_on=last, reason="办案需要", approver_id=None
                ),
                RotationItem(rotation_id=rows[0].id, said="案卷12册", kind=HandoverKind.DOSSIER,
                             receiver_id=who["赵䶮"]),
                RotationItem(rotation_id=rows[0].id, said="张某盗窃案<b>&", kind=HandoverKind.CASE,
                             receiver_id=who["李㛃"], done_on=first),
            )
        )  # fmt: skip
        limit = RotationLimit(number="MD-001", officer_id=who["张伟1"], special="驻村", wish_id=at["控告申诉检察科"])
        session.add(limit)
        session.flush()
        session.add(VisitedDepartment(limit_id=limit.id, department_id=at["办公室"]))
        session.add(BarredDepartment(limit_id=limit.id, department_id=at["案件管理办公室"], reason="配偶在此任职"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("rotation-papers", offices, tmp_path_factory.mktemp("turns") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, paper_id: str, record: str = "", period: str = "", day: date = DAY, **options: str) -> Document:
    return paper(paper_id).make(Request(desk, day, read_period(period) if period else None, record, options))


def ledgers(document: Document) -> list[Ledger]:
    return [block for block in document.flat if isinstance(block, Ledger)]


def rows(table: Ledger) -> list[list[str]]:
    return [
        [cell.text if isinstance(cell, Cell) else str(cell) for cell in row]
        for row in table.rows
        if not isinstance(row, GroupRow)
    ]


def groups(table: Ledger) -> list[str]:
    return [row.text for row in table.rows if isinstance(row, GroupRow)]


def words(document: Document) -> list[TextMark]:
    return [
        mark
        for block in document.flat
        if isinstance(block, Drawing)
        for mark in block.marks
        if isinstance(mark, TextMark)
    ]


def shapes(document: Document) -> list[ShapeMark]:
    return [
        mark
        for block in document.flat
        if isinstance(block, Drawing)
        for mark in block.marks
        if isinstance(mark, ShapeMark)
    ]


def test_the_registers_name_their_papers() -> None:
    assert BATCHES.papers == ("rotation_list",)
    assert all(BY_ID[code].kind == ROTATIONS.kind for code in ROTATIONS.papers)


def test_the_list_of_a_batch_stands_by_period_with_what_is_not_plain(office: Desk) -> None:
    table = ledgers(made(office, "rotation_list", "LP-01"))[0]
    assert groups(table) == ["第一期（2015年4月7日至2015年6月4日，3人）", "第二期（2015年6月5日至2016年1月4日，1人）"]
    told = {row[1]: row for row in rows(table)}
    assert told["张伟（公诉）"][2:] == [
        "公诉科", "侦查监督科\n审查逮捕", "2015-04-07", "2015-06-04", "何静宜", "延期，原定2015-05-06止",
    ]  # fmt: skip
    assert told["欧阳明月"][-1] == "2015-05-18提前终止；休产假"
    assert told["王𬭎"][0] == "4"
    assert told["王𬭎"][-1] == "拟定"
    assert "共4人，轮岗到4个部门；依据：清检发〔2015〕9号；批准会议：党组会；2015年3月30日批准" in table.note


def test_a_batch_is_found_by_title_and_by_one_of_its_rotations(office: Desk) -> None:
    for record in ("2014年轮岗", "LP-02", "lx-005"):
        document = made(office, "rotation_list", record)
        assert [row[1] for row in rows(ledgers(document)[0])] == ["赵䶮"]
    assert "2014年轮岗安排表" in paper_text(printed(document))
    with pytest.raises(Refusal, match="没有“LP-09”这个轮岗批次"):
        made(office, "rotation_list", "LP-09")


def test_without_a_name_the_batches_not_closed_and_those_of_none_are_listed(office: Desk) -> None:
    document = made(office, "rotation_list", annex="1")
    assert [len(rows(table)) for table in ledgers(document)] == [4, 1]
    pages = page_texts(printed(document))
    assert ["附件1" in page for page in pages] == [True, True]
    assert "干警轮岗安排表" in pages[1]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("", "干警轮岗安排表"),
        ("第一批", "第一批轮岗安排表"),
        ("交叉轮岗", "交叉轮岗安排表"),
        ("轮岗安排", "轮岗安排表"),
    ],
)
def test_a_list_is_called_after_its_batch(title: str, heading: str) -> None:
    assert heading_of(title) == heading


def test_the_hand_over_of_a_rotation_names_each_receiver(office: Desk) -> None:
    document = made(office, "hand_over_list", "LX-001")
    told = rows(ledgers(document)[0])
    assert told[0] == ["1", "在办案件", "张某盗窃案<b>&", "", "李㛃", "2015-04-07", ""]
    assert told[1][1:5] == ["案卷", "案卷12册", "", "赵䶮"]
    text = paper_text(printed(document))
    for said in ("李㛃、赵䶮", "3件", "未完成", "张伟（公诉）"):
        assert said in text, said
    assert "返岗交接" not in text


def test_the_appraisal_is_one_page_with_what_is_known(office: Desk) -> None:
    document = made(office, "rotation_appraisal", "LX-001")
    pdf = printed(document)
    assert len(page_texts(pdf)) == 1
    text = paper_text(pdf)
    for said in (
        "张伟（公诉）",
        "1986-03",
        "书记员",
        "审查逮捕",
        "何静宜",
        MIDTERM,
        "（2015年5月6日）",
        "□优秀□称职",
    ):
        assert said in text, said


def test_a_given_appraisal_is_ticked(office: Desk) -> None:
    text = paper_text(printed(made(office, "rotation_appraisal", "LX-005")))
    for said in ("√优秀□称职□基本称职□不称职", "√回原岗□留任□再轮岗", "工作扎实，成绩突出。", "2014年10月6日"):
        assert said in text, said


def test_several_appraisals_and_an_empty_one(office: Desk) -> None:
    assert len(page_texts(printed(made(office, "rotation_appraisal", "LX-001、LX-005 LX-003")))) == 3
    blank = printed(made(office, "rotation_appraisal"))
    assert len(page_texts(blank)) == 1
    assert "□优秀" in paper_text(blank)
    with pytest.raises(Refusal, match="没有编号为 LX-099 的轮岗"):
        made(office, "rotation_appraisal", "LX-099")


def test_what_is_owed_is_told_by_kind_and_day(office: Desk) -> None:
    table = ledgers(made(office, "rotation_due"))[0]
    assert groups(table) == [
        "一、已期满（1人）",
        "二、7天内期满（1人）",
        "三、工作移交未完成（1人）",
        "四、到期未到岗（1人）",
    ]
    told = [(row[2], row[8]) for row in rows(table)]
    assert told == [
        ("李㛃", "超期11天"),
        ("张伟（公诉）", "还有4天"),
        ("张伟（公诉）", "超期54天"),
        ("张伟（反贪）", "超期6天"),
    ]


def test_the_reminder_counts_what_the_figures_count(office: Desk) -> None:
    table = ledgers(made(office, "rotation_due"))[0]
    with office.facts() as facts:
        ask = Question(facts.session, DAY)
        counts = [catalogue.ask(f"rotations.{code}", ask).value for code in ("overdue", "ending", "unhanded")]
    assert counts == [1, 1, 1]
    assert len(rows(table)) == sum(int(count or 0) for count in counts) + 1


def test_the_reminder_looks_as_far_ahead_as_asked(office: Desk) -> None:
    assert "2天内期满" not in " ".join(groups(ledgers(made(office, "rotation_due", days="2"))[0]))
    assert len(rows(ledgers(made(office, "rotation_due", department="控申"))[0])) == 1
    with pytest.raises(Refusal, match="天数“x”不是"):
        made(office, "rotation_due", days="x")


def test_the_middle_of_a_rotation_asks_for_its_note(office: Desk) -> None:
    table = ledgers(made(office, "rotation_due", day=date(2015, 5, 10)))[0]
    owed = [row for row in rows(table) if row[9] == "补写中期小结"]
    assert [row[2] for row in owed] == ["李㛃", "欧阳明月"]


def test_the_chart_has_a_block_for_every_stay(office: Desk) -> None:
    document = made(office, "rotation_chart")
    said = [mark.text for mark in words(document)]
    for text in ("张伟（公诉）", "张伟（反贪）", "1月", "12月", "今天 5-31", "案管 6-5至2016-1-4", "计划轮岗"):
        assert text in said, text
    fills = {mark.fill for mark in shapes(document)}
    assert colour_of("侦监").fill in fills
    assert len(page_texts(printed(document))) == 1


def test_plans_are_dashed_and_departments_told_apart_without_colour(office: Desk) -> None:
    document = made(office, "rotation_chart")
    dashed = [mark for mark in shapes(document) if mark.dash and not mark.fill]
    assert len(dashed) == 2 + 1
    assert {mark.stroke for mark in dashed} == {"#000000"}
    strips = [mark for mark in shapes(document) if mark.fill == "#FFFFFF"]
    assert len(strips) >= 5


def test_the_chart_on_a3_as_a_table_and_both(office: Desk) -> None:
    assert made(office, "rotation_chart", paper="A3").page.size_mm == (420.0, 297.0)
    table = ledgers(made(office, "rotation_chart", show="table"))[0]
    told = {row[1]: row[3:] for row in rows(table)}
    assert told["欧阳明月"][2:6] == ["侦监", "侦监\n未检", "未检\n侦监", "侦监"]
    assert told["王𬭎"][5] == "办公室\n案管*"
    assert len(page_texts(printed(made(office, "rotation_chart", show="both")))) == 2
    with pytest.raises(Refusal, match="纸张“A5”不认识"):
        made(office, "rotation_chart", paper="A5")
    with pytest.raises(Refusal, match="show“x”不认识"):
        made(office, "rotation_chart", show="x")


def test_the_line_of_the_day_crosses_no_words_that_have_room_beside_it(office: Desk) -> None:
    document = made(office, "rotation_chart")
    lines = [mark for block in document.flat if isinstance(block, Drawing) for mark in block.marks
             if isinstance(mark, LineMark) and mark.dash and mark.x1 == mark.x2]  # fmt: skip
    (line,) = lines
    face = workstation_fonts().face(TEXT.font)
    crossed = [mark.text for mark in words(document)
               if mark.style == TEXT and mark.align is Align.LEFT and line.y1 < mark.y < line.y2
               and mark.x < line.x1 < mark.x + face.width(mark.text, TEXT.size)]  # fmt: skip
    assert crossed == []
    assert any(line.x1 < mark.x < line.x1 + 4 for mark in words(document))


def test_another_year_shows_its_own_rotations(office: Desk) -> None:
    document = made(office, "rotation_chart", period="2014")
    said = [mark.text for mark in words(document)]
    assert "赵䶮" in said
    assert not any(text.startswith("今天 ") for text in said)


def test_an_officers_map_tells_where_he_was_and_never(office: Desk) -> None:
    document = made(office, "officer_map", "LX-001")
    told = rows(ledgers(document)[0])
    assert [row[1:3] for row in told] == [["办公室", "已轮过"], ["侦查监督科", "轮岗中"]]
    text = paper_text(printed(document))
    for said in ("案件管理办公室（配偶在此任职）", "驻村", "2个部门", "13个部门", "（1个应回避）"):
        assert said in text, said
    never = text.partition("没有去过的部门")[2].partition("应回避的部门")[0]
    assert "未成年人检察科" in never
    assert "办公室、" not in never.replace("案件管理办公室", "")


def test_officers_of_one_name_are_asked_for_by_number(office: Desk) -> None:
    with pytest.raises(Refusal, match="有 2 名干警叫张伟。写工号"):
        made(office, "officer_map", "张伟")
    assert len(page_texts(printed(made(office, "officer_map", "李㛃、赵䶮")))) == 2
    with pytest.raises(Refusal, match="没有工号、姓名或轮岗编号是“无人”的干警"):
        made(office, "officer_map", "无人")


def test_everybody_by_departments_on_one_sheet(office: Desk) -> None:
    table = ledgers(made(office, "officer_map"))[0]
    heads = [column.label for column in table.columns]
    told = {row[1]: row for row in rows(table)}
    zhang = told["张伟（公诉）"]
    assert (zhang[heads.index("公诉")], zhang[heads.index("侦监")]) == ("本", "●")
    assert (zhang[heads.index("办公\n室")], zhang[heads.index("案管")]) == ("○", "避")
    assert told["王𬭎"][heads.index("案管")] == ""
    assert zhang[-1] == str(zhang[2:-2].count("") + zhang[2:-2].count("避"))
    assert "没去含应回避的" in table.note


def test_a_department_only_some_may_go_to_stands_in_its_own_column(desk: Desk) -> None:
    leader, clerk = officer(desk, "周正", "院领导"), officer(desk, "李㛃", "公诉科")
    at = {name: id_of(desk, "department", name) for name in ("院领导", "公诉科", "办公室")}
    with desk.store.unit("轮岗") as unit:
        unit.session.add_all(
            Rotation(number=f"LX-{who:03d}", officer_id=who, from_department_id=at[home],
                     to_department_id=at["办公室"], planned_from_on=DAY, planned_to_on=DAY,
                     state=RotationState.RUNNING)
            for who, home in ((clerk, "公诉科"), (leader, "院领导"))
        )  # fmt: skip
    table = ledgers(made(desk, "officer_map"))[0]
    heads = [column.label for column in table.columns]
    told = {row[1]: dict(zip(heads, row, strict=True)) for row in rows(table)}
    assert (told["李㛃"]["院领\n导"], told["李㛃"]["公诉"], told["李㛃"]["办公\n室"]) == ("—", "本", "●")
    assert (told["周正"]["院领\n导"], told["周正"]["公诉"], told["周正"]["办公\n室"]) == ("本", "", "●")
    assert [head.replace("\n", "") for head in heads[2:5]] == ["院领导", "办公室", "政工"]


def test_an_office_without_rotations_says_so(desk: Desk) -> None:
    for code, said in (
        ("rotation_list", "还没有安排轮岗"),
        ("rotation_due", "没有期满"),
        ("rotation_chart", "2015年没有轮岗"),
        ("officer_map", "也没有轮岗"),
    ):
        assert said in paper_text(printed(made(desk, code))), code


def test_sixty_officers_go_over_sheets_each_with_its_key(desk: Desk) -> None:
    home, goal = id_of(desk, "department", "公诉科"), id_of(desk, "department", "侦查监督科")
    people = [officer(desk, f"阿卜杜热合曼{at}") for at in range(60)]
    with desk.store.unit("轮岗") as unit:
        unit.session.add_all(
            Rotation(number=f"LX-{at:03d}", officer_id=who, from_department_id=home, to_department_id=goal,
                     planned_from_on=date(2015, 1, 1) + timedelta(days=at * 5),
                     planned_to_on=date(2015, 1, 3) + timedelta(days=at * 6), state=RotationState.RUNNING)
            for at, who in enumerate(people)
        )  # fmt: skip
    pdf = printed(made(desk, "rotation_chart"))
    pages = page_texts(pdf)
    assert len(pages) == 3
    assert all("计划轮岗" in page for page in pages)
    for number in range(3):
        marks = list(characters(pdf, number))
        assert round(min(mark.bottom - mark.top for mark in marks), 2) >= 9
        assert max(mark.right for mark in marks) < 297 / 25.4 * 72 - 14
