"""岗位AB角一览表, 值守表 and 工作交接清单 of an absence: who holds which post, and the days nobody does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.models.posts import Absence, AbsenceItem, Post, StandIn
from desktop_app.models.rotations import Rotation
from desktop_app.registers.posts import ABSENCES, POSTS
from desktop_app.reports.blocks import Cell, Document, GroupRow, Ledger
from desktop_app.reports.catalogue import BY_ID, paper
from desktop_app.reports.post_papers import week_of, weeks
from desktop_app.reports.request import Request
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import AbsenceKind, HandoverKind, HandoverState, RotationState
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.office import founded, furnished, id_of, officer
from tests.kit.paper import characters, page_texts, paper_text, printed

DAY = date(2015, 5, 29)
NAMES = ("张伟", "李㛃", "欧阳明月", "王𬭎", "赵䶮")


def offices(desk: Desk) -> None:
    """Five posts of two departments and of a third: covered, stood in for, empty, rotated out, without B."""
    who = {name: officer(desk, name, "公诉科" if at < 3 else "办公室") for at, name in enumerate(NAMES)}
    who["张伟（反贪）"] = officer(desk, "张伟", "反贪污贿赂局")
    places = {name: id_of(desk, "department", name) for name in ("公诉科", "办公室", "反贪污贿赂局", "未成年人检察科")}
    with desk.store.unit("设岗位") as unit:
        session = unit.session
        pairs = (
            ("审查起诉", "公诉科", "张伟", "李㛃"),
            ("抗诉审查<b>&", "公诉科", "李㛃", "欧阳明月"),
            ("车辆管理", "办公室", "王𬭎", "赵䶮"),
            ("印章管理", "办公室", "赵䶮", None),
            ("线索管理", "反贪污贿赂局", "张伟（反贪）", "欧阳明月"),
        )
        for at, (name, place, a, b) in enumerate(pairs, 1):
            session.add(
                Post(
                    number=f"GW-{at:03d}",
                    name=name,
                    department_id=places[place],
                    duties="受理、登记、上报",
                    a_id=who[a],
                    b_id=who[b] if b else None,
                    since_on=date(2015, 3, 2),
                    approver_id=who["赵䶮"],
                )
            )
        session.add(
            Post(number="GW-006", name="老岗位", department_id=places["办公室"], a_id=who["赵䶮"],
                 since_on=date(2015, 1, 1), until_on=date(2015, 5, 27))
        )  # fmt: skip
        gone = [
            Absence(number="LG-0001", officer_id=who["王𬭎"], department_id=places["办公室"], cause="年休假",
                    kind=AbsenceKind.LEAVE, from_on=DAY, to_on=date(2015, 5, 30), days=2, handover=HandoverState.DONE,
                    receiver_id=who["赵䶮"], handed_on=date(2015, 5, 28)),
            Absence(number="LG-0002", officer_id=who["赵䶮"], cause="出差", from_on=DAY, to_on=DAY),
            Absence(number="LG-0003", officer_id=who["张伟"], cause="市院培训", from_on=DAY, to_on=DAY),
            Absence(number="LG-0004", officer_id=who["张伟（反贪）"], cause="病假", from_on=DAY, to_on=DAY),
        ]  # fmt: skip
        session.add_all(gone)
        session.flush()
        session.add_all(
            AbsenceItem(absence_id=gone[0].id, kind=kind, said=said, due_on=due)
            for kind, said, due in (
                (HandoverKind.SEAL, "车库钥匙2把", None),
                (HandoverKind.CASE, "派车审批3件", date(2015, 6, 5)),
            )
        )
        session.add(
            Rotation(number="LX-001", officer_id=who["欧阳明月"], from_department_id=places["公诉科"],
                     to_department_id=places["未成年人检察科"], planned_from_on=date(2015, 4, 7),
                     planned_to_on=date(2015, 10, 9), state=RotationState.RUNNING)
        )  # fmt: skip
        post = session.query(Post).filter_by(name="线索管理").one()
        session.add(StandIn(absence_id=gone[3].id, post_id=post.id, officer_id=who["李㛃"]))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("post-papers", offices, tmp_path_factory.mktemp("posts") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, paper_id: str, record: str = "", period: str = "", day: date = DAY, **options: str) -> Document:
    return paper(paper_id).make(Request(desk, day, read_period(period) if period else None, record, options))


def ledger(document: Document, place: int = 0) -> Ledger:
    return [block for block in document.flat if isinstance(block, Ledger)][place]


def rows(table: Ledger) -> list[list[str]]:
    return [
        [cell.text if isinstance(cell, Cell) else str(cell) for cell in row]
        for row in table.rows
        if not isinstance(row, GroupRow)
    ]


def test_the_registers_name_their_papers() -> None:
    assert POSTS.papers == ("post_table", "duty_roster")
    assert ABSENCES.papers == ("hand_over_list",)
    assert all(code in BY_ID for code in (*POSTS.papers, *ABSENCES.papers))


def test_posts_stand_under_their_departments_with_how_they_are_held(office: Desk) -> None:
    table = ledger(made(office, "post_table"))
    groups = [row.text for row in table.rows if isinstance(row, GroupRow)]
    assert groups == ["办公室（2岗）", "公诉科（2岗）", "反贪污贿赂局（1岗）"]
    told = {row[1]: row for row in rows(table)}
    assert [row[0] for row in rows(table)] == ["1", "2", "3", "4", "5"]
    assert told["审查起诉"][3:] == ["张伟（公诉）", "李㛃", "2015-03-02", "赵䶮", "B岗代岗\n李㛃"]
    assert told["抗诉审查<b>&"][-1] == "A岗在岗"
    assert told["车辆管理"][-1] == told["印章管理"][-1] == "空岗"
    assert told["印章管理"][4] == "缺B岗"
    assert told["线索管理"][3] == "张伟（反贪）"
    assert told["线索管理"][-1] == "另派代岗\n李㛃"
    assert "共5岗，B岗到位4岗，没有B岗或A、B岗同一人1岗：办公室 印章管理" in table.note


def test_a_post_nobody_holds_is_told_in_red_and_in_words(office: Desk) -> None:
    table = ledger(made(office, "post_table"))
    (state,) = (row[-1] for row in table.rows if not isinstance(row, GroupRow) and "车辆管理" in row)
    assert isinstance(state, Cell)
    assert (state.text, state.strong, state.colour) == ("空岗", True, "#8C1D18")


def test_one_department_and_the_mark_of_an_annex(office: Desk) -> None:
    document = made(office, "post_table", department="反贪", annex="1")
    assert [row[1] for row in rows(ledger(document))] == ["线索管理"]
    assert "附件1" in paper_text(printed(document))
    with pytest.raises(Refusal, match="没有“x”这个选项"):
        made(office, "post_table", x="1")


def test_the_roster_names_who_holds_each_post_on_each_day_of_the_week(office: Desk) -> None:
    table = ledger(made(office, "duty_roster"))
    assert [column.label for column in table.columns[4:]] == [
        "5-25\n周一", "5-26\n周二", "5-27\n周三", "5-28\n周四", "5-29\n周五", "5-30\n周六·休", "5-31\n周日·休",
    ]  # fmt: skip
    told = {row[1]: row[4:] for row in rows(table)}
    assert told["审查起诉"] == ["张伟（公诉）"] * 4 + ["李㛃（B）"] + ["张伟（公诉）"] * 2
    assert told["车辆管理"] == ["王𬭎"] * 4 + ["空岗", "赵䶮（B）", "王𬭎"]
    assert told["线索管理"][4] == "李㛃（派）"
    assert told["老岗位"] == ["赵䶮"] * 3 + ["—"] * 4
    assert "空岗2处：办公室 车辆管理（5月29日）；办公室 印章管理（5月29日）。" in table.note


def test_days_without_anybody_are_told_before_the_posts_rotated_out(tmp_path: Path) -> None:
    def rotated(desk: Desk) -> None:
        offices(desk)
        with desk.store.unit("轮岗") as unit:
            lacking = unit.session.query(Post).filter_by(name="抗诉审查<b>&").one()
            unit.session.add(
                Rotation(number="LX-002", officer_id=lacking.a_id, from_department_id=lacking.department_id,
                         to_department_id=id_of(desk, "department", "办公室"), planned_from_on=date(2015, 4, 7),
                         planned_to_on=date(2015, 10, 9), state=RotationState.RUNNING)
            )  # fmt: skip

    desk, _ = furnished("posts-rotated-out", rotated, tmp_path / "data", TurnedClock(DAY))
    note = ledger(made(desk, "duty_roster")).note
    first, second = note.index("空岗2处：办公室 车辆管理（5月29日）"), note.index("轮出空岗2处：")
    assert first < second
    assert "公诉科 抗诉审查<b>&（每天）" in note
    desk.store.close()


def test_the_gaps_of_the_roster_are_those_of_the_figure(office: Desk) -> None:
    told = rows(ledger(made(office, "duty_roster")))
    bare = sum(cell == "空岗" for row in told for cell in row)
    with office.facts() as facts:
        assert catalogue.ask("posts.uncovered", Question(facts.session, DAY)).value == bare == 2


def test_a_month_is_a_sheet_for_every_week_and_a_year_is_refused(office: Desk) -> None:
    pages = page_texts(printed(made(office, "duty_roster", period="2015-05")))
    assert len(pages) == 5
    assert "2015年5月1日至5月3日" in pages[0]
    assert "2015年5月25日至5月31日" in pages[4]
    with pytest.raises(Refusal, match="最多排一个季度"):
        made(office, "duty_roster", period="2015")


def test_a_week_begins_on_monday() -> None:
    assert (week_of(DAY).first, week_of(DAY).last) == (date(2015, 5, 25), date(2015, 5, 31))
    assert [len(week) for week in weeks(week_of(DAY))] == [7]


def test_the_hand_over_of_an_absence_lists_its_items_by_kind(office: Desk) -> None:
    document = made(office, "hand_over_list", "LG-0001")
    told = rows(ledger(document))
    assert told[0] == ["1", "在办案件", "派车审批3件", "2015-06-05", "赵䶮", "2015-05-28", ""]
    assert told[1][1:3] == ["印章钥匙", "车库钥匙2把"]
    assert all(not any(row[1:]) for row in told[2:])
    assert len(told) >= 4
    text = paper_text(printed(document))
    for said in ("LG-0001", "年休假", "2015年5月29日至", "（2天）", "已完成", "车辆管理：空岗", "返岗交接", "监交人"):
        assert said in text, said


def test_every_sheet_of_a_long_list_bears_its_number(desk: Desk) -> None:
    who = officer(desk, "张伟")
    with desk.store.unit("离岗") as unit:
        gone = Absence(number="LG-0001", officer_id=who, cause="出差", from_on=DAY, to_on=DAY)
        unit.session.add(gone)
        unit.session.flush()
        unit.session.add_all(AbsenceItem(absence_id=gone.id, said=f"第{at}件") for at in range(60))
    pages = page_texts(printed(made(desk, "hand_over_list", "LG-0001")))
    assert len(pages) == 3
    assert all("工作交接清单 LG-0001" in page for page in pages)
    assert all("移交事项" in page for page in pages)


def test_who_stands_in_is_told_on_the_hand_over(office: Desk) -> None:
    assert "审查起诉：李㛃（B岗代岗）" in paper_text(printed(made(office, "hand_over_list", "LG-0003")))


def test_without_items_every_kind_has_a_line_for_the_pen(office: Desk) -> None:
    for record in ("LG-0003", "LX-001", ""):
        document = made(office, "hand_over_list", record)
        assert [row[1] for row in rows(ledger(document))[:8]] == [str(kind) for kind in HandoverKind]
        assert len(page_texts(printed(document))) == 1


def test_several_are_handed_over_each_on_its_own_pages(office: Desk) -> None:
    pages = page_texts(printed(made(office, "hand_over_list", "LG-0001、LX-001")))
    assert len(pages) == 2
    assert all("第 1 页 / 共 1 页" in page for page in pages)
    with pytest.raises(Refusal, match="没有编号为 LG-0099 的离岗或轮岗"):
        made(office, "hand_over_list", "LG-0099")


def test_many_items_go_on_overleaf_with_their_head(desk: Desk) -> None:
    officer(desk, "张伟")
    with desk.store.unit("离岗") as unit:
        row = Absence(number="LG-0001", officer_id=id_of(desk, "officer", "张伟"), cause="借调", from_on=DAY, to_on=DAY)
        unit.session.add(row)
        unit.session.flush()
        unit.session.add_all(
            AbsenceItem(absence_id=row.id, said=f"卷宗（{at}）" + "讯问笔录" * 12, kind=HandoverKind.DOSSIER)
            for at in range(40)
        )
    pages = page_texts(printed(made(desk, "hand_over_list", "LG-0001")))
    assert len(pages) > 1
    assert all("移交事项" in page for page in pages[:2])
    assert "监交人" in pages[-1]


def test_an_office_without_posts_says_so(desk: Desk) -> None:
    assert "没有在设的岗位" in paper_text(printed(made(desk, "post_table")))
    assert "没有在设的岗位" in paper_text(printed(made(desk, "duty_roster")))


def test_forty_posts_with_long_names_stay_on_their_sheets(tmp_path: Path) -> None:
    desk = founded(tmp_path / "long", TurnedClock(DAY))
    place = id_of(desk, "department", "案件管理办公室")
    who = officer(desk, "阿卜杜热合曼·买买提明", "案件管理办公室")
    with desk.store.unit("设岗位") as unit:
        unit.session.add_all(
            Post(number=f"GW-{at:03d}", name=f"涉案财物出入库登记保管（{at}）", department_id=place, a_id=who,
                 duties="保管、登记、出入库" * 6, since_on=date(2015, 3, 2))
            for at in range(40)
        )  # fmt: skip
    for code in ("post_table", "duty_roster"):
        pdf = printed(made(desk, code))
        assert len(page_texts(pdf)) > 1
        for number in range(len(page_texts(pdf))):
            assert max(mark.right for mark in characters(pdf, number)) < 297 / 25.4 * 72 - 14
    desk.store.close()
