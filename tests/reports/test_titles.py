"""Titles break where the sense pauses, in balanced lines, none left over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.fonts import FontCase
from desktop_app.reports.styles import TITLE, Font
from desktop_app.reports.titles import MOST_LINES, title_lines, title_text
from desktop_app.system.paths import RESOURCES

FONTS = FontCase(RESOURCES / "fonts", ())
FACE = FONTS.face(Font.XIAOBIAOSONG)
WIDTH = 156 * 72 / 25.4
MEASURE = WIDTH * 1000 / TITLE.size


@pytest.mark.parametrize(
    "lines",
    [
        ("关于2015年4月案件质量评查情况的通报",),
        ("清源县人民检察院", "关于2015年4月案件质量评查情况的通报"),
        ("关于开展规范司法行为专项整治", "工作情况的报告"),
        ("清源县人民检察院", "关于开展规范司法行为专项整治工作", "对照检查阶段整改进展情况的通报"),
        ("关于2015年第二季度", "最佳最差案件评选结果的通报"),
        ("清源县人民检察院", "规范司法行为专项整治工作总结"),
        ("关于对全县检察机关涉案财物专项检查中", "发现的突出问题整改落实情况的通报"),
        ("关于公诉科办理的张某某盗窃案", "习惯性执法问题督查情况的通报"),
        ("关于严格执行讯问职务犯罪嫌疑人", "全程同步录音录像制度的若干规定"),
        ("关于表彰2015年度规范司法行为", "先进集体和先进个人的决定"),
        ("关于切实做好2014年7月1日以来办结", "案件立卷归档工作的紧急通知"),
    ],
)
def test_known_titles_break_by_meaning(lines: tuple[str, ...]) -> None:
    assert title_lines("".join(lines), MEASURE, FACE) == lines


WORDS = (
    "关于",
    "清源县人民检察院",
    "规范司法行为",
    "专项整治工作",
    "2015年4月",
    "案件质量评查",
    "和",
    "的",
    "（试行）",
    "整改",
    "考",
)
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, unique=True).map("".join)


@given(TITLES)
@settings(max_examples=150)
def test_no_line_is_too_wide_or_begins_with_a_particle(title: str) -> None:
    made = title_text(title + "情况的通报", WIDTH, TITLE, FONTS)
    said = [line.text for line in made.lines]
    assert "".join(said) == title + "情况的通报"
    assert all(line.width <= WIDTH + 0.01 for line in made.lines)
    assert len(said) <= MOST_LINES + 1
    if len(said) <= 3:
        assert not any(line[0] in "的）" for line in said[1:])
        assert all(len(line) > 3 for line in said)
        assert "情况的通报" in said[-1]


def test_the_name_of_an_organ_takes_nothing_of_the_word_before_it() -> None:
    made = title_text("专项整治工作整改清源县人民检察院的（试行）情况的通报", WIDTH, TITLE, FONTS)
    assert [line.text for line in made.lines] == ["专项整治工作整改", "清源县人民检察院的（试行）情况的通报"]


def test_lines_typed_by_hand_are_kept() -> None:
    assert title_lines("清源县人民检察院\n情况通报", MEASURE, FACE) == ("清源县人民检察院", "情况通报")


def test_a_title_of_many_lines_is_set_smaller() -> None:
    made = title_text("规范司法行为专项整治工作" * 9, WIDTH, TITLE, FONTS)
    assert made.style.size < TITLE.size
    assert title_text("关于2015年4月案件质量评查情况的通报", WIDTH, TITLE, FONTS).style.size == TITLE.size
