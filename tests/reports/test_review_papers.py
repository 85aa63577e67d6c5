"""Papers beside the score sheet: opinion in six sections, feedback with its days, slip, plan of a round, register."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.reviews import CaseReview, ReviewFinding, ReviewRound
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.reports.blocks import Document, Form, Ledger, Para
from desktop_app.reports.catalogue import paper
from desktop_app.reports.docx import write_docx
from desktop_app.reports.request import Request
from desktop_app.reports.review_opinion import SECTIONS
from desktop_app.reports.styles import Align
from desktop_app.rules.vocabulary import DrawnAs, ReviewState, ReviewWay
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.reviews import record_silence
from desktop_app.system.errors import Refusal
from tests.kit import hostile
from tests.kit.cases import case_no
from tests.kit.measured import measured
from tests.kit.office import loaded
from tests.kit.paper import page_texts, paper_text, printed, solid
from tests.kit.reviewing import Panel, again, change, off, panel, review, seen, step, take

FIRST = "PC-2015-05-01"


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def made(desk: Desk, paper_id: str, record: str = FIRST) -> Document:
    return paper(paper_id).make(Request(desk, date(2015, 5, 31), record=record))


def said(desk: Desk, paper_id: str, record: str = FIRST) -> str:
    return paper_text(printed(made(desk, paper_id, record)))


def scored(desk: Desk, who: Panel, *codes: str, to: str = ReviewState.FEEDBACK) -> int:
    """A review with these defects, taken on as far as asked; of its first finding the place is known."""
    one = review(desk, who, name="李强盗窃案", way=ReviewWay.BOTH, drawn_as=DrawnAs.MUST, must="不起诉")
    step(desk, who, one, "开始评查")
    off(desk, one, *codes)
    draft = seen(desk, one)
    for row in draft.rows(ReviewFinding)[:1]:
        row["page"] = "卷一第12页"
    records.save(desk, REVIEWS, draft)
    if to != ReviewState.REVIEWING:
        step(desk, who, one, "提交反馈")
    return one


def test_the_opinion_has_its_six_sections_in_order(desk: Desk, who: Panel) -> None:
    one = scored(desk, who, "F01", "F05", "G02")
    change(desk, one, reply="无异议，已补送达回证", replied_on=date(2015, 5, 18), joint_on=date(2015, 5, 20),
           joint_opinion="同意评查员意见。", demand="补送达回证", correct_by=date(2015, 6, 15))  # fmt: skip
    step(desk, who, one, "定级")
    document = made(desk, "review_opinion")
    heads = [block.text for block in document.blocks if isinstance(block, Para) and "、" in block.text[:2]]
    assert [head[2:] for head in heads] == list(SECTIONS)
    text = re.sub(r"第1页/共2页操作记录[\d·a-f\W]*", "", paper_text(printed(document)))
    for word in (
        f"案件名称：李强盗窃案；受案号：{case_no(1)}",
        "承办部门：公诉科；承办人：韩雨桐",
        "办结日期：2015年5月4日；办理结果：提起公诉。",
        "在2015年5月份案件质量评查中抽取（必查：不起诉）",
        "由评查员何静宜、史海燕于2015年5月12日以网上+案卷方式评查，适用《案件质量评查评分标准》（2015）。",
        "2015年5月14日将评查情况反馈承办人。2015年5月18日，承办人反馈：无异议，已补送达回证。",
        "1.证据采信：未发现问题。",
        "6.诉讼权利保障：（1）权利告知超期（卷一第12页），扣1分；（2）缺送达回证，扣1分。",
        "7.文书制作和使用：文书错漏字，扣1分。",
        "2015年5月20日，评查小组联席会议意见：同意评查员意见。",
        "评查得分97分，建议等次：优质。",
        "满分100分，扣3分；本次评查90分以上为优质、75分以上为合格、60分以上为瑕疵。",
        "2015年5月26日经检察委员会审定等次：优质。",
        "整改要求：补送达回证（2015年6月15日前完成）。",
    ):
        assert word in text, word


def test_a_case_number_that_will_not_part_pulls_no_line_of_the_opinion_asunder(desk: Desk, who: Panel) -> None:
    scored(desk, who, "F01")
    told = [block for block in made(desk, "review_opinion").blocks if isinstance(block, Para)]
    assert next(para for para in told if case_no(1) in para.text).align is Align.LEFT


def test_leads_for_the_discipline_inspection_stand_in_no_paper(desk: Desk, who: Panel) -> None:
    one = scored(desk, who, "F01")
    change(desk, one, discipline=True, discipline_note="疑似私下会见当事人", no_inquiry="待核", note="内部记一笔")
    for paper_id in ("review_form", "review_opinion", "review_feedback", "review_route"):
        text = said(desk, paper_id)
        assert not any(word in text for word in ("私下会见", "待核", "内部记一笔", "违纪线索")), paper_id


def test_an_objection_is_told_with_those_who_looked_again(desk: Desk, who: Panel) -> None:
    one = scored(desk, who, "F01")
    step(desk, who, one, "登记异议")
    again(desk, who, one)
    step(desk, who, one, "复评定级")
    text = said(desk, "review_opinion")
    assert "承办人反馈：证据矛盾已在补充侦查中排除。" in text.replace("有异议：", "")
    assert "另行指派评查员陈少华、林晓岚复评，复评结果：采纳，改扣1分。" in text


def test_silence_is_told_as_agreement(desk: Desk, who: Panel) -> None:
    one = scored(desk, who)
    record_silence(desk, REVIEWS, [one])
    assert "承办人至2015年5月19日未提出意见，视为无异议。" in said(desk, "review_opinion")


def test_what_is_not_recorded_yet_is_marked(desk: Desk, who: Panel) -> None:
    review(desk, who)
    text = said(desk, "review_opinion")
    assert "四、小组联席会议情况（待补）" in text
    assert "五、等次建议及评定依据（待补）" in text


def test_the_feedback_form_tells_the_days_and_that_silence_agrees(desk: Desk, who: Panel) -> None:
    scored(desk, who, "F01", "G02")
    document = made(desk, "review_feedback")
    text = paper_text(printed(document))
    assert "于2015年5月19日前（收到之日起5日内）逐项提出书面意见" in text
    assert "逾期未反馈的，视为无异议，记为“无异议（无反馈意见）”" in text
    assert "1诉讼权利保障权利告知超期（卷一第12页）1" in text
    assert "□无异议□有异议（逐项写明理由）：" in text
    assert len(page_texts(printed(document))) == 1
    rows = [row for block in document.flat if isinstance(block, Form) for row in block.rows]
    own = next(row for row in rows if row.boxes[0].text == "承办人意见")
    assert own.min_mm >= 34
    assert "承办人签字：" in own.boxes[1].sign


def test_the_days_of_the_feedback_form_are_those_the_office_set(desk: Desk, who: Panel) -> None:
    review(desk, who)
    with desk.store.unit("改期限") as unit:
        rule = unit.session.query(DeadlineRuleRow).filter_by(number="review_feedback").one()
        rule.n = 7
    assert "自收到之日起7日内逐项提出书面意见" in said(desk, "review_feedback")
    assert "（7日）" in said(desk, "review_route")


def test_a_sheet_without_findings_says_so(desk: Desk, who: Panel) -> None:
    scored(desk, who)
    assert "未发现问题" in said(desk, "review_feedback")


MANY = (
    *("A01", "A05", "B01", "B03", "C01", "C02", "D01", "D02", "E02", "F01"),
    *("F03", "F05", "G01", "G02", "H01", "I01", "J01", "K01", "L01", "L03"),
)


def test_many_findings_go_over_the_page_with_their_heads(desk: Desk, who: Panel) -> None:
    one = scored(desk, who, *MANY, to=ReviewState.REVIEWING)
    draft = seen(desk, one)
    for row in draft.rows(ReviewFinding):
        row["page"] = "讯问笔录第2至9页均未载明起止时间、地点，修改处无捺印"
    records.save(desk, REVIEWS, draft)
    texts = [solid(text) for text in page_texts(printed(made(desk, "review_feedback")))]
    assert len(texts) == 2
    assert texts[1].startswith("序号评查项目评查发现的问题（卷页）扣分")
    assert sum(text.count("修改处无捺印") for text in texts) == 20


def test_the_slip_follows_the_steps_with_what_is_known_of_each(desk: Desk, who: Panel) -> None:
    take(desk, who, review(desk, who), ReviewState.GRADED)
    document = made(desk, "review_route")
    assert len(page_texts(printed(document))) == 1
    text = paper_text(printed(document))
    for word in ("3个案评查得分100分，建议等次：优质2015-05-12", "4听取承办人意见（5日）无异议2015-05-18",
                 "9审定等次审定等次：优质，审定机关：检委会2015-05-26"):  # fmt: skip
        assert word in text, word
    steps = [block for block in document.flat if isinstance(block, Form)][1].rows[1:]
    assert len(steps) == 11
    assert all(row.min_mm >= 15 for row in steps)


def test_blank_papers_wait_for_the_pen(desk: Desk) -> None:
    for paper_id in ("review_opinion", "review_feedback", "review_route"):
        document = made(desk, paper_id, "")
        assert len(page_texts(printed(document))) == 1, paper_id
        assert "（待补）" not in paper_text(printed(document)), paper_id


def test_the_plan_of_a_round_says_how_it_is_drawn_judged_and_by_whom(desk: Desk, who: Panel) -> None:
    draft = loaded(desk, ROUNDS, who.round)
    draft.values.update(leader_id=who.first, plan_no="清检案管〔2015〕5号", target=6, minimum=2)
    records.save(desk, ROUNDS, draft)
    text = said(desk, "review_plan", "LC-001")
    for word in (
        "2015年5月份案件质量评查方案清检案管〔2015〕5号",
        "2015年5月1日至2015年5月31日期间办结的各类案件",
        "下列案件全部评查：不批准逮捕、不起诉、撤回起诉",
        "其余案件按承办人分层随机抽取，每层抽取10%，每层不少于2件，必查案件计入。全轮不足6件的，随机补足。",
        "按《案件质量评查评分标准》（2015）逐项评查，满分100分",
        "评查项目12项：证据采信、事实认定",
        "负责人：何静宜；评查员：何静宜、史海燕、陈少华、林晓岚。",
        "承办人在5日内提出意见，逾期未反馈的视为无异议",
        "等次分为优质、合格、瑕疵、不合格。90分以上为优质，75分以上为合格，60分以上为瑕疵",
        "拟评定为优质、不合格的，以及承办人有异议的，提交检察委员会审定。",
    ):
        assert word in text, word
    assert said(desk, "review_plan", "") == text
    assert said(desk, "review_plan", "2015年5月") == text


def test_the_plan_without_a_round_leaves_room(desk: Desk) -> None:
    assert "案件质量评查方案" in said(desk, "review_plan", "")
    with pytest.raises(Refusal, match="没有评查轮次“LC-009”"):
        made(desk, "review_plan", "LC-009")


def test_the_register_has_a_column_for_each_item_and_sums(desk: Desk, who: Panel) -> None:
    scored(desk, who, "F01", "F05", "G02")
    review(desk, who, 2)
    document = made(desk, "review_ledger", "LC-001")
    ledger = next(block for block in document.blocks if isinstance(block, Ledger))
    items = [column.label for column in ledger.columns if column.group]
    assert len(items) == 12
    (first, second), total = list(ledger.rows), ledger.total
    assert isinstance(first, tuple)
    assert total is not None
    at = [column.label for column in ledger.columns].index
    assert first[at("诉讼权利保障")] == "2"
    assert first[at("文书制作和使用")] == total[at("文书制作和使用")] == "1"
    assert first[at("得分")] == total[at("得分")] == "97"
    assert isinstance(second, tuple)
    assert second[at("得分")] == ""
    assert ledger.note == "尚未定级2件"
    assert "2015年5月份案件质量评查，共2件" in paper_text(printed(document))


def test_an_old_ledgers_items_are_columns_too(desk: Desk, who: Panel) -> None:
    one = review(desk, who)
    with desk.store.unit("旧账") as unit:
        row = unit.session.get_one(CaseReview, one)
        row.standard_id = None
        unit.session.flush()
        unit.session.add(ReviewFinding(review_id=one, item="案卷归档", points=300, text="目录不符"))
        unit.session.get_one(ReviewRound, who.round).standard_id = None
    ledger = next(block for block in made(desk, "review_ledger", FIRST).blocks if isinstance(block, Ledger))
    assert [column.label for column in ledger.columns if column.group] == ["案卷归档"]
    assert "案卷归档：目录不符，扣3分。" in said(desk, "review_opinion")


def test_the_register_is_a_workbook_and_the_opinion_a_document(desk: Desk, who: Panel, tmp_path: Path) -> None:
    scored(desk, who, "F01")
    assert paper_workbook(made(desk, "review_ledger", "LC-001"), tmp_path / "a.xlsx") == 1
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert any(case_no(1) in row for row in rows)
    for paper_id in ("review_opinion", "review_form", "review_blank", "review_feedback", "review_route", "review_plan"):
        with (tmp_path / f"{paper_id}.docx").open("wb") as out:
            write_docx(made(desk, paper_id, "2015-05"), out)
        assert (tmp_path / f"{paper_id}.docx").stat().st_size > 5000


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_typed_stands_on_the_sheet_and_the_same_bytes_come_twice(desk: Desk, who: Panel, seed: int) -> None:
    dice = Random(seed)
    words = {
        name: hostile.text(dice, 6, unlike=("invisible",))
        for name in ("name", "comment", "basis", "reply", "joint_opinion", "objection_result", "demand", "correction")
    }
    one = scored(desk, who, "F01")
    with desk.store.unit("险恶文本") as unit:
        row = unit.session.get_one(CaseReview, one)
        for name, text in words.items():
            setattr(row, name, text)
    for paper_id in ("review_opinion", "review_feedback", "review_route", "review_ledger"):
        document = made(desk, paper_id)
        pdf = printed(document)
        assert pdf == printed(document)
        for page in measured(pdf):
            assert min(glyph.size for glyph in page.glyphs) >= 9
            assert max(glyph.right for glyph in page.glyphs) <= page.width - 5
