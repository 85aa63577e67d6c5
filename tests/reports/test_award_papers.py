"""优秀案卷评分表, 评分汇总表 and 评选结果: what judges fill in blind, what they gave, what goes outside."""

from datetime import date

import pytest

from desktop_app.models.dossiers import AwardItem, DossierAward
from desktop_app.reports.blocks import Cell, Document, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.services import awards
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.awards import LAWS, Jury, award, begun, checked, codes, jury, marks, nominated, seen
from tests.kit.cases import case_no
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed, solid

GIVEN: dict[int, tuple[float | None, ...]] = {1: (95, 94, 93), 2: (93, 93, 93.5), 3: (93.5, 93, 93), 4: (90, 91, 90.5)}
NAMES = ("张雪梅", "叶国栋", "公诉科", "侦查监督科", "侦监")


@pytest.fixture
def who(desk: Desk) -> Jury:
    return jury(desk)


def made(desk: Desk, paper_id: str, record: str = "", **options: str) -> Document:
    return paper(paper_id).make(Request(desk, date(2015, 5, 31), record=record, options=options))


def rows(document: Document) -> list[list[Cell]]:
    ledger = next(block for block in document.flat if isinstance(block, Ledger))
    return [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in ledger.rows]  # type: ignore[union-attr]


def test_every_judge_gets_a_sheet_by_blind_number_alone(desk: Desk, who: Jury) -> None:
    award_id, _ = begun(desk, who)
    said = paper_text(printed(made(desk, "award_sheet")))
    assert [name in said for name in ("萧思源", "马静怡", "汪云飞")] == [True] * 3
    for told in (*NAMES, *(case_no(serial) for serial in GIVEN), "盗窃"):
        assert solid(told) not in said, told
    with desk.facts() as facts:
        items = [row for row in facts.rows(AwardItem.__tablename__).values() if row["award_id"] == award_id]
    assert all(f"{row['item']}（{row['points'] // 100}分）" in said for row in items)
    pages = page_texts(printed(made(desk, "award_sheet")))
    assert len(pages) == 3
    assert all(code in page for page in pages for code in ("01", "02", "03", "04"))


def test_a_judge_of_the_same_department_finds_its_dossiers_hatched(desk: Desk, who: Jury) -> None:
    own = officer(desk, "秦岚")
    award_id, _ = begun(desk, Jury(who.handlers, (own, *who.judges[1:])))
    numbers = codes(desk, award_id)
    closed = {numbers[case_no(serial)] for serial in (2, 4)}
    sheet = [row for row in rows(made(desk, "award_sheet")) if any(cell.hatched for cell in row)]
    assert {row[0].text for row in sheet} == closed
    assert {cell.text for row in sheet for cell in row if cell.hatched} == {"回避"}
    together = rows(made(desk, "award_scores"))
    assert {row[0].text for row in together if row[1].hatched} == closed
    assert not any(cell.hatched for row in together for cell in row[2:])


def test_dossiers_without_blind_numbers_get_no_sheet(desk: Desk, who: Jury) -> None:
    with pytest.raises(Refusal, match="还没有优秀案卷评选"):
        made(desk, "award_sheet")
    award(desk, who)
    with pytest.raises(Refusal, match="还没有参评案卷"):
        made(desk, "award_sheet")
    with pytest.raises(Refusal, match="没有优秀案卷评选“YX-99”"):
        made(desk, "award_sheet", "YX-99")


def test_nominated_dossiers_are_numbered_before_sheets_are_printed(desk: Desk, who: Jury) -> None:
    checked(desk, who, 1)
    nominated(desk, award(desk, who), 1)
    with pytest.raises(Refusal, match="还没有盲号"):
        made(desk, "award_sheet")


def test_all_marks_stand_with_means_and_ranks_as_the_office_works_them_out(desk: Desk, who: Jury) -> None:
    award_id, put = begun(desk, who)
    awards.score(desk, LAWS, award_id, marks(who, put, GIVEN))
    with desk.facts() as facts:
        lines = awards.sheet(facts, award_id).lines
    told = {row[0].text: row for row in rows(made(desk, "award_scores"))}
    for line in lines:
        row = told[line.code]
        assert [cell.text for cell in row[4:7]] == ["3", str(line.averaged.mean), str(line.rank)]
        assert row[7].text == ("并列" if line.tied else "")
    assert sorted(line.rank or 0 for line in lines) == [1, 2, 2, 4]
    said = paper_text(printed(made(desk, "award_scores")))
    assert "名次如1、2、2、4" in said
    assert not any(name in said for name in NAMES)


def test_marks_left_out_are_struck_through_one_of_each(desk: Desk, who: Jury) -> None:
    more = tuple(officer(desk, name, "院领导") for name in ("周启明", "孙予安"))
    judges = (*who.judges, *more)
    five = Jury(who.handlers, judges)  # type: ignore[arg-type]
    award_id, put = begun(desk, five, trimmed=True)
    given: dict[int, tuple[float | None, ...]] = {1: (95, 95, 90, 90, 92), 2: (91, 91, 91, 91, 91)}
    awards.score(desk, LAWS, award_id, marks(five, put, given))
    numbers = codes(desk, award_id)
    told = {row[0].text: row for row in rows(made(desk, "award_scores"))}
    first, second = told[numbers[case_no(1)]], told[numbers[case_no(2)]]
    assert [cell.struck for cell in first[1:6]] == [True, False, True, False, False]
    assert first[7].text == "92.33"
    assert sum(cell.struck for cell in second) == 2
    inner = paper_text(printed(made(desk, "award_result", inner="1")))
    assert "90、95" in inner
    assert "去掉一个最高分和一个最低分" in inner


def settled(desk: Desk, who: Jury) -> int:
    """Marked, and the two best chosen though the second place is shared; approved."""
    award_id, put = begun(desk, who)
    awards.score(desk, LAWS, award_id, marks(who, put, GIVEN))
    awards.choose(desk, LAWS, award_id, [put[1], put[3]], "二号卷装订更规范")
    awards.approve(desk, LAWS, award_id, "领导小组", date(2015, 5, 29))
    return award_id


def test_outside_the_honoured_are_named_without_a_mark(desk: Desk, who: Jury) -> None:
    settled(desk, who)
    said = paper_text(printed(made(desk, "award_result")))
    assert "2015年优秀案卷评选结果" in said
    assert [solid(case_no(serial)) in said for serial in (1, 2, 3, 4)] == [True, False, True, False]
    assert "叶国栋" in said
    assert "2015年5月29日由领导小组审批" in said
    for told in ("94.00", "93.17", "萧思源", "装订更规范", "未审批"):
        assert told not in said, told


def test_inside_every_dossier_stands_with_its_mean_and_why_the_tie_was_parted(desk: Desk, who: Jury) -> None:
    award_id = settled(desk, who)
    found = rows(made(desk, "award_result", inner="1"))
    assert [row[0].text for row in found] == ["1", "2", "2", "4"]
    assert [row[7].text for row in found] == ["94.00", "93.17", "93.17", "90.50"]
    assert sum(row[8].text == "优秀" for row in found) == 2
    said = paper_text(printed(made(desk, "award_result", str(seen(desk, award_id)[DossierAward.number]), inner="1")))
    assert "名次以外的决定：二号卷装订更规范。" in said
    assert "萧思源、马静怡、汪云飞" in said
    assert "内部留存" in said


def test_before_the_approval_the_result_says_so(desk: Desk, who: Jury) -> None:
    begun(desk, who)
    said = paper_text(printed(made(desk, "award_result")))
    assert "评选结果（未审批）" in said
    assert "尚未评定优秀案卷" in said
    assert "审批。" not in said
