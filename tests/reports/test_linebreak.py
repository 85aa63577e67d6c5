"""Lines keep 避头尾, keep numbers whole, and never stand out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.fonts import FontCase
from desktop_app.reports.linebreak import CLOSE, OPEN, Line, clusters, justified, run_at, wrap
from desktop_app.reports.styles import Font
from desktop_app.system.paths import RESOURCES

FACE = FontCase(RESOURCES / "fonts", ()).face(Font.SONG)
WORDS = (
    *("检", "察", "院", "，", "。", "、", "！", "？", "·", "%", " ", "……", "——"),
    *("《规则（试行）》", "“共性”", "（以下简称“本院”）", "2015年5月31日", "清检发〔2015〕12号", "第12条"),
    *("1,234.56元", "98.5㎡", "3万元", "PDF", "A&B", "袁　倩"),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
ANY = st.text("检察院，。（）《》“”0123456789ABC .,%〔〕年月日元　\n", max_size=80)


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def joined(lines: list[Line]) -> str:
    return "".join(line.text + ("\n" if line.hard else "") for line in lines)[:-1]


@given(ANY, st.floats(11, 500))
def test_nothing_is_lost_at_any_width(text: str, width: float) -> None:
    assert joined(wrap(text, width, FACE, 10.5)) == text
    assert joined(wrap(text, width, FACE, 10.5, company=True)) == text


@given(TEXTS, st.floats(120, 480), st.booleans(), st.booleans())
@settings(max_examples=300)
def test_heads_tails_and_edges(text: str, width: float, company: bool, indent: bool) -> None:
    lines = wrap(text, width, FACE, 10.5, 21 if indent else 0, company)
    closers = max((len(c) - len(c.strip("".join(CLOSE))) for c in clusters(text)), default=0)
    for line in lines:
        assert line.width + line.indent <= width + 0.01
    if closers <= 4:
        assert not any(line.text[0] in CLOSE for line in lines[1:])
        assert not any(line.text.rstrip(" ")[-1] in OPEN for line in lines[:-1] if line.text.strip())


@given(TEXTS, st.floats(120, 480))
def test_pieces_of_a_justified_line_say_the_same_within_the_measure(text: str, width: float) -> None:
    for line in (justified(line, width, 10.5) for line in wrap(text, width, FACE, 10.5)):
        pieces = list(line.pieces(FACE, 10.5))
        assert "".join(piece for _, piece, _ in pieces) == line.text
        assert [offset for offset, _, _ in pieces] == sorted(offset for offset, _, _ in pieces)
        assert line.width <= width + 0.01


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("共1,234.56元整", "1,234.56元"),
        ("清检发〔2015〕12号文", "〔2015〕12号"),
        ("于2015年5月31日前", "2015年"),
        ("于5月31日前", "5月31日"),
        ("依照第12条规定", "第12条"),
        ("面积98.5㎡的", "98.5㎡"),
        ("其中3万元由", "3万元"),
        ("到会12人次", "12人次"),
        ("的PDF文件", "PDF"),
        ("请看WT-2015-026条", "WT-2015-026"),
        ("姓名袁　倩等", "袁　倩"),
        ("提高85%以上", "85%"),
        ("见（试行）。", "行）。"),
        ("问题2015-侦监-个-001等", "2015-侦监-个-001"),
        ("（问题2015-未检-共-012）", "2015-未检-共-012"),
        ("超法定七日期限", "七日"),
        ("三个月内", "三个月"),
        ("于3个工作日内", "3个工作日"),
        ("提高2个百分点", "2个百分点"),
        ("写作<b>的", "<b>"),
        ("苹果手机16G的", "16G"),
        ("移动硬盘500G", "500G"),
        ("民事行政检察科郑某、曾某", "郑某"),
        ("反贪污贿赂局叶某甲等", "叶某甲"),
        ("责任人 刘涛，进度 0%", "刘涛"),
        ("验收人 苏俊杰", "苏俊杰"),
    ],
)
def test_what_is_never_parted(text: str, whole: str) -> None:
    assert any(whole in cluster for cluster in clusters(text))


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("〔2015〕22号文", "〔2015〕22号"),
        ("1,234.56元整", "1,234.56元"),
        ("PDF文件", "PDF"),
        ("检察院", ""),
        ("  空", ""),
    ],
)
def test_the_run_that_begins_at_a_place(text: str, run: str) -> None:
    assert run_at(text, 0) == run


def test_a_word_longer_than_the_line_is_parted_after_all() -> None:
    assert texts(wrap("账号622848000000000000001234", 52, FACE, 10)) == ["账号62284", "800000000", "000000123", "4"]


def test_a_mark_is_squeezed_rather_than_sent_to_the_next_line() -> None:
    assert texts(wrap("检察院，检察院。检察", 80, FACE, 10)) == ["检察院，检察院。", "检察"]
    assert texts(wrap("检察院，检察院。检察", 75, FACE, 10)) == ["检察院，检察院。", "检察"]
    squeezed = wrap("检察院，检察院。检察", 73, FACE, 10)[0]
    assert squeezed.text == "检察院，检察院。"
    assert squeezed.width == pytest.approx(73)
    assert texts(wrap("检察院，检察院。检察", 71, FACE, 10)) == ["检察院，检察", "院。检察"]


def test_newlines_begin_an_indented_line() -> None:
    lines = wrap("一\r\n二\n\n三", 100, FACE, 10, first_indent=20)
    assert texts(lines) == ["一", "二", "", "三"]
    assert [line.indent for line in lines] == [20] * 4


def test_a_lone_character_gets_company() -> None:
    assert texts(wrap("控告申诉检察科", 60, FACE, 10)) == ["控告申诉检察", "科"]
    assert texts(wrap("控告申诉检察科", 60, FACE, 10, company=True)) == ["控告申诉检", "察科"]


def test_latin_is_not_letterspaced() -> None:
    line = justified(wrap("检察PDF院检察院检察院", 100, FACE, 10)[0], 100, 10)
    assert [(text, space > 0) for _, text, space in line.pieces(FACE, 10)][1] == ("PDF", False)


def test_without_squeezing_a_line_stands_as_it_is() -> None:
    assert all(not line.kerns for line in wrap("检察院，检察院。" * 9, 73, FACE, 10, squeeze=False))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("案件管理办公室", 70, ["案件管理办公室"]),
        ("案件管理办公室", 60, ["案件管理", "办公室"]),
        ("控告申诉检察科", 60, ["控告申诉", "检察科"]),
        ("公布监督电话、设置意见箱", 110, ["公布监督电话、设置", "意见箱"]),
        ("各部门制定实施方案和时间表", 115, ["各部门制定实施方案和", "时间表"]),
    ],
)
def test_ragged_lines_break_between_words(text: str, width: float, lines: list[str]) -> None:
    assert texts(wrap(text, width, FACE, 10, company=True, words=True)) == lines


def filled(text: str, ems: float) -> list[str]:
    return texts(wrap(text, ems * 10, FACE, 10, company=True, words=True, running=True))


def test_a_long_text_in_a_narrow_column_fills_its_lines() -> None:
    assert filled("完善内部审批流程：承办人→部门负责人→分管检察长；未经审批一律不得实施。", 12) == [
        "完善内部审批流程：承办人",
        "→部门负责人→分管检察",
        "长；未经审批一律不得",
        "实施。",
    ]


@pytest.mark.parametrize("text", ["公诉科某", "公诉科某甲、张某乙", "部门 公诉科某，案件管理办公室某"])
def test_a_name_that_begins_in_a_known_word_loses_nothing(text: str) -> None:
    assert "".join(clusters(text, 8)) == text


def test_persons_in_a_narrow_cell_stay_whole() -> None:
    assert filled("宋军、马丽娜", 4.5) == ["宋军、", "马丽娜"]
    assert filled("陈少华、叶国栋、袁倩", 7.5) == ["陈少华、叶国栋、", "袁倩"]


def test_a_short_text_and_the_names_in_a_long_one_keep_their_words() -> None:
    assert filled("明确部门负责人责任", 8) == ["明确部门负责人", "责任"]
    assert filled("法律文书由承办人送达之后三日内报案件管理办公室备案并抄送控告申诉检察科存查", 10)[1:3] == [
        "之后三日内报案件管理",
        "办公室备案并抄送",
    ]


@given(TEXTS, st.floats(120, 300))
def test_running_text_keeps_heads_tails_and_edges(text: str, width: float) -> None:
    made = wrap(text, width, FACE, 10.5, company=True, words=True, running=True)
    assert joined(made) == text
    assert all(line.width <= width + 0.01 for line in made)
    if max((len(c) - len(c.strip("".join(CLOSE))) for c in clusters(text)), default=0) <= 4:
        assert not any(line.text[0] in CLOSE for line in made[1:])


@given(TEXTS, st.floats(11, 300))
def test_words_lose_nothing_and_never_stand_out(text: str, width: float) -> None:
    made = wrap(text, width, FACE, 10.5, company=True, words=True)
    assert joined(made) == text
    if width >= 120:
        assert all(line.width <= width + 0.01 for line in made)
