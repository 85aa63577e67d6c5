"""案卷检查表, 退卷补正通知单 and 归档情况统计表: what is ticked, what goes back to the handler, what is counted."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.registers.dossiers import CHECKS
from desktop_app.reports.blocks import Cell, Document, GroupRow, Heading, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.dossier_rows import scale_words
from desktop_app.reports.request import Request
from desktop_app.rules.periods import Period, month_period
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit import hostile
from tests.kit.awards import Jury, checked, jury
from tests.kit.cases import case, case_no
from tests.kit.office import loaded
from tests.kit.paper import page_texts, paper_text, printed, solid

SEAL, RECEIPT = ("文书未盖院印", 3_00), ("缺送达回证", 2_00)
BACK = {"correct_by": date(2015, 6, 10)}


@pytest.fixture
def who(desk: Desk) -> Jury:
    return jury(desk)


def made(desk: Desk, paper_id: str, record: str = "", period: Period | None = None) -> Document:
    return paper(paper_id).make(Request(desk, date(2015, 5, 31), period, record))


def number(desk: Desk, id_: int) -> str:
    return str(loaded(desk, CHECKS, id_).values["number"])


def ledgers(document: Document) -> list[list[list[str]]]:
    """Rows of each ledger, group rows left out, cells as text."""
    found = [block for block in document.flat if isinstance(block, Ledger)]
    return [[_texts(row) for row in ledger.rows if not isinstance(row, GroupRow)] for ledger in found]


def _texts(row: Sequence[str | Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else cell.text for cell in row]


def test_a_blank_sheet_lists_every_item_of_the_profile_on_one_page(desk: Desk) -> None:
    pages = page_texts(printed(made(desk, "dossier_blank")))
    assert len(pages) == 1
    items = ledgers(made(desk, "dossier_blank"))[0]
    assert len([row for row in items if row[0]]) == 18
    assert all(row[3] == "□" for row in items)
    said = solid(pages[0])
    assert "满分100分，按缺陷扣分；95分以上为合格，88分以上不满95分为退卷补正，不满88分为不合格。" in said
    assert "□合格□退卷补正□不合格" in said


def test_a_sheet_for_the_pen_bears_the_number_to_key_it_back_and_nothing_found(desk: Desk, who: Jury) -> None:
    id_ = checked(desk, who, 1, RECEIPT)
    document = made(desk, "dossier_blank", case_no(1))
    heading = next(block for block in document.blocks if isinstance(block, Heading))
    assert heading.code == number(desk, id_)
    said = paper_text(printed(document))
    assert "叶国栋" in said
    assert solid(case_no(1)) in said
    assert "√" not in said


def test_a_filled_sheet_ticks_what_was_found_and_keeps_what_the_profile_does_not_know(desk: Desk, who: Jury) -> None:
    id_ = checked(desk, who, 1, SEAL, RECEIPT, ("卷皮破损", 1_50), **BACK)
    draft = loaded(desk, CHECKS, id_)
    draft.rows(DossierDefect)[1].update(said="正卷第12页", mended_on=date(2015, 5, 31))
    records.save(desk, CHECKS, draft)
    document = made(desk, "dossier_form", number(desk, id_))
    ticked = {row[1]: row[3:] for row in ledgers(document)[0] if row[3]}
    assert ticked == {
        "文书未盖院印": ["√", "", "3", ""],
        "缺送达回证": ["√", "正卷第12页", "2", "√"],
        "卷皮破损": ["√", "", "1.5", ""],
    }
    said = paper_text(printed(document))
    assert "扣6.5分，得93.5分" in said
    assert "六、其他" in said


def test_a_dossier_not_looked_at_yet_is_left_to_the_pen(desk: Desk, who: Jury) -> None:
    id_ = checked(desk, who, 1, checked_on=None)
    assert "□合格□退卷补正□不合格" in paper_text(printed(made(desk, "dossier_form", number(desk, id_))))


def test_a_notice_tells_every_defect_the_day_and_has_a_slip(desk: Desk, who: Jury) -> None:
    id_ = checked(desk, who, 1, SEAL, RECEIPT, ("缺审批手续", 4_00), file_no="QY-2015-3-00006", **BACK)
    pages = page_texts(printed(made(desk, "dossier_return", number(desk, id_))))
    assert len(pages) == 1, "notice and slip on one page"
    said = solid(pages[0])
    for told in ("侦查监督科：", "叶国栋承办的下列案卷有缺陷3处、扣9分，得91分，结论为退卷补正", "QY-2015-3-00006",
                 "于2015年6月10日前", "文书未盖院印", "缺送达回证", "缺审批手续", "沿此线撕下", "回执"):  # fmt: skip
        assert told in said, told


def test_several_notices_are_written_at_once_each_counted_for_itself(desk: Desk, who: Jury) -> None:
    numbers = [number(desk, checked(desk, who, serial, SEAL, ("缺审批手续", 4_00), **BACK)) for serial in (1, 2, 3)]
    checked(desk, who, 4)
    assert len(page_texts(printed(made(desk, "dossier_return")))) == 3, "all that are to be corrected"
    pages = page_texts(printed(made(desk, "dossier_return", "、".join(numbers[1:]))))
    assert ["第1页/共1页" in solid(page) for page in pages] == [True, True]
    assert [name in solid(page) for name, page in zip(("张雪梅", "叶国栋"), pages, strict=True)] == [True, True]


def test_a_passed_dossier_is_not_sent_back(desk: Desk, who: Jury) -> None:
    passed, waiting = checked(desk, who, 1), checked(desk, who, 2, checked_on=None)
    with pytest.raises(Refusal, match="结论是合格，不用退卷"):
        made(desk, "dossier_return", number(desk, passed))
    with pytest.raises(Refusal, match="还没有检查结论"):
        made(desk, "dossier_return", number(desk, waiting))
    with pytest.raises(Refusal, match="没有编号为 GD-999 的归档检查"):
        made(desk, "dossier_return", "GD-999")
    assert "没有待补正的案卷" in paper_text(printed(made(desk, "dossier_return")))


def test_the_statistics_say_what_the_figures_say(desk: Desk, who: Jury) -> None:
    checked(desk, who, 1, SEAL, ("缺审批手续", 4_00), correct_by=date(2015, 5, 30))
    checked(desk, who, 2, RECEIPT, closed_on=date(2015, 2, 10), filed_on=date(2015, 5, 29))
    checked(desk, who, 3, ("缺审批手续", 4_00), SEAL, ("缺权利告知书", 3_00), ("正副卷混装", 3_00), **BACK)
    case(desk, 9, [who.handlers[0]], accepted_on=date(2014, 12, 1), closed_on=date(2015, 1, 5))
    document = made(desk, "dossier_statistics")
    by_place, defects = ledgers(document)
    assert by_place == [
        ["侦查监督科", "2", "0", "1", "1", "0.0%", "0", "0", "2", "1", "0", "0"],
        ["公诉科", "1", "1", "0", "0", "100.0%", "1", "0", "0", "0", "0", "1"],
    ]
    with desk.facts() as facts:
        question = Question(facts.session, date(2015, 5, 31))
        told = {name: catalogue.ask(f"dossiers.{name}", question) for name in ("checked", "defects", "unfiled", "late")}
    total = next(block.total for block in document.flat if isinstance(block, Ledger) and block.total)
    assert total[1] == str(told["checked"].value)
    assert [total[at] for at in (2, 3, 4)] == [
        str(told["checked"].groups.get(w, 0)) for w in ("合格", "退卷补正", "不合格")
    ]
    assert (total[6], total[-1]) == (str(told["late"].value), str(told["unfiled"].value))
    pairs = {row[at]: int(row[at + 1]) for row in defects for at in (0, 4) if row[at]}
    assert pairs == dict(told["defects"].groups)
    assert "共7处，涉及3卷，扣22分" in paper_text(printed(document))


def test_a_period_counts_the_dossiers_checked_in_it(desk: Desk, who: Jury) -> None:
    checked(desk, who, 1, checked_on=date(2015, 4, 30))
    checked(desk, who, 2)
    document = made(desk, "dossier_statistics", period=month_period(2015, 4))
    assert [row[:2] for row in ledgers(document)[0]] == [["侦查监督科", "1"]]
    assert "2015年4月归档情况统计表" in paper_text(printed(document))
    empty = made(desk, "dossier_statistics", period=month_period(2014, 4))
    assert "没有归档检查记录" in paper_text(printed(empty))


def test_the_scale_is_told_in_words() -> None:
    assert scale_words("合格90、不合格0") == "90分以上为合格，不满90分为不合格"
    assert scale_words("看情况") == "看情况"


def test_hostile_words_are_printed_as_they_are(desk: Desk, who: Jury) -> None:
    dice = Random(7)
    texts = [hostile.text(dice, 4, unlike=("invisible",)) for _ in range(3)]
    id_ = checked(desk, who, 1, *((text, 3_00) for text in texts), name=texts[0], **BACK)
    assert loaded(desk, CHECKS, id_)[DossierCheck.score] == 91_00
    for paper_id in ("dossier_form", "dossier_return", "dossier_statistics"):
        pdf = printed(made(desk, paper_id, number(desk, id_) if paper_id != "dossier_statistics" else ""))
        assert all(solid(text) in paper_text(pdf) for text in texts if len(text) < 12), paper_id
