"""The numbers of a bulletin agree with each other, its period and its day."""

from dataclasses import replace
from datetime import date

from desktop_app.figures.audit_rules import Balance, Passage, Said, Text
from desktop_app.figures.text_audits import AUDITS
from desktop_app.figures.traced import Trace
from desktop_app.rules.manuscript import figure
from desktop_app.rules.vocabulary import LineKind

END_OF_MAY = date(2015, 5, 31)
TITLE = "关于2015年5月问题整改进展情况的通报"


def said(key: str, shown: str, value: int, path: tuple[str, ...] = (), rows: range = range(0), **more: object) -> Said:
    trace = replace(Trace("issues.by_state", END_OF_MAY, path=path), **more)  # type: ignore[arg-type]
    return Said(key, trace, shown, value, tuple(("issue", id_) for id_ in rows))


def text(*passages: str, figures: tuple[Said, ...] = (), title: str = TITLE, tables: tuple[Passage, ...] = ()) -> Text:
    """A bulletin of May; marks in the texts are said as the figures are shown."""
    shown = {one.key: one.shown for one in figures}

    def spoken(raw: str) -> str:
        for key, words in shown.items():
            raw = raw.replace(figure(key), words)
        return raw

    made = [Passage(at, f"第{at}段", LineKind.TEXT, spoken(raw), raw) for at, raw in enumerate(passages, 1)]
    return Text(title, "2015-05", END_OF_MAY, (*made, *tables), figures)


def judged(audit_id: str, paper: Text) -> Balance:
    return next(audit for audit in AUDITS if audit.id == audit_id).judge(paper)


def test_a_sound_paper_passes_every_formula() -> None:
    rate = Said("n3", Trace("issues.closing_rate", END_OF_MAY), "43.5%", 0.4351)
    figures = (said("n1", "131条", 131), said("n2", "57条", 57, ("已销号",), rows=range(57)), rate)
    raw = f"截至5月31日，共梳理问题{figure('n1')}，已销号{figure('n2')}，销号率{figure('n3')}。"
    paper = text(raw, "各部门于6月20日前整改完毕。", figures=figures)
    assert [audit.id for audit in AUDITS if not audit.judge(paper).kept] == []


def test_a_share_typed_wrong_names_its_paragraph_and_opens_the_rows() -> None:
    figures = (said("n1", "131条", 131, rows=range(131)), said("n2", "57条", 57, ("已销号",), rows=range(57)))
    paper = text(f"共{figure('n1')}，已销号{figure('n2')}，销号率45.3%。", figures=figures)
    found = judged("text.shares", paper)
    assert found.said == "第1段45.3% 与所列数字不符"
    assert found.places == (1,)
    assert len(found.rows) == 131


def test_a_share_of_numbers_said_elsewhere_is_right() -> None:
    paper = text("共131条，已销号57条。", "其中公诉3件、侦监4件，全院销号率43.5%。")
    assert judged("text.shares", paper).kept


def test_a_table_says_its_total() -> None:
    grid = (("公诉科", "3"), ("侦监科", "5"), ("合计", "9"))
    table = Passage(2, "第2段（表）", LineKind.TABLE, "", "", ("部门", "件数"), grid)
    found = judged("text.totals", text("各部门情况如下：", tables=(table,)))
    assert found.said == "第2段（表）“件数”各行之和 8，合计 9"


def test_one_question_has_one_answer() -> None:
    old, new = said("n1", "12条", 12), said("n2", "13条", 13)
    paper = text(f"共{figure('n1')}。", f"综上{figure('n2')}。", figures=(old, new))
    assert judged("text.twice", paper).said == "第2段13条与前面的12条是同一个数"


def test_one_subject_has_one_number() -> None:
    paper = text("全院共查摆突出问题12条。", "全院共查摆突出问题13条，已销号3条。", "全院共查摆突出问题13条。")
    found = judged("text.twice", paper)
    assert found.places == (2, 3)
    assert "前面写 12条，这里写 13条" in found.said


def test_groups_never_make_more_than_their_total() -> None:
    whole = said("n1", "20条", 20, rows=range(20))
    parts = (said("n2", "15条", 15, ("整改中",), rows=range(12)), said("n3", "8条", 8, ("已销号",), rows=range(12, 20)))
    found = judged("text.parts", text("情况", figures=(whole, *parts)))
    assert found.said == "总数20条，各组15条＋8条＝23"
    assert len(found.rows) == 20


def test_groups_that_share_records_are_not_added() -> None:
    whole = said("n1", "20条", 20, rows=range(20))
    parts = (said("n2", "15条", 15, ("程序",), rows=range(15)), said("n3", "8条", 8, ("文书",), rows=range(10, 18)))
    assert judged("text.parts", text("情况", figures=(whole, *parts))).kept


def test_title_bulletin_and_numbers_have_one_period() -> None:
    april = said("n1", "12条", 12, rows=range(2), period="2015-04")
    found = judged("text.period", text("情况", figures=(april,), title="关于2015年4月整改进展情况的通报"))
    assert found.said == "标题写2015年4月，通报期间是2015年5月；12条取自2015-04"
    assert len(found.rows) == 2


def test_numbers_taken_later_than_the_bulletin_are_no_numbers_of_it() -> None:
    june = said("n1", "12条", 12, as_of=date(2015, 6, 2))
    assert judged("text.period", text("情况", figures=(june,))).said == "12条的截至日 2015-06-02 晚于通报"


def test_what_happened_later_and_numbers_from_nowhere_are_named() -> None:
    figures = (said("n1", "12条", 12),)
    paper = text(f"共{figure('n1')}，即12条。", "6月2日督查发现问题4条。", figures=figures)
    assert judged("text.days", paper).said == "第2段6月2日晚于截至日 5月31日"
    assert judged("text.typed", paper).said == "第2段手工数字 4没有来源"
    assert judged("text.typed", paper).left == 2
