"""Every kind of draft with nothing, one, the first month, more, fewer, as many: read as texts, and with any answers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.rules import wording
from desktop_app.rules.proofreading import left_standing
from desktop_app.rules.vocabulary import BulletinKind, LineKind
from desktop_app.rules.wording import Asked, Composed, Said, Setting
from desktop_app.rules.wording_reading import read_template
from desktop_app.rules.wording_saying import compose, ended, listed, quoted, tidy
from desktop_app.services.wordings import templates
from tests.kit.wording import FIRST, MAY, Told, figures_of, marked, read_aloud, unmarked
from tests.kit.wording_cases import CASES, SOME, case

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "wording"
KINDS = [kind.value for kind in BulletinKind]
WORDS = (
    "公诉",
    "侦查监督",
    "特权思想、霸道作风",
    "人大代表、政协委员意见",
    "接待来访和答复",
    "《规范》学习",
    "“习惯”问题",
)
FORBIDDEN = re.compile(
    r"[。！？；：，、]{2,}|（[）。，、]|“”|《》|None|[{}]|、和|和、|^[。！？；：，、]|[，、；]$|0\.0|nan|\ufff9|\ufffb",
    re.MULTILINE,
)
CALLED = re.compile(r"2015年5月31日|2015年5月|5月31日|5月|检[捕诉]受\[2015\]\d+号")
"""Digits that count nothing: days of the setting, case numbers."""


def made(kind: str, setting: Setting, told: Told) -> Composed:
    return compose(templates()[kind], setting, told)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_reads_as_it_was_approved(kind: str, name: str) -> None:
    assert read_aloud(made(kind, *case(name))) == (GOLDEN / f"{kind}-{name}.txt").read_text("utf-8")


def test_every_approved_text_belongs_to_a_draft() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {f"{kind}-{name}" for kind in KINDS for name in CASES}


def test_every_figure_of_a_template_is_tried() -> None:
    assert not {figure for kind in KINDS for figure in figures_of(templates()[kind])} - SOME.keys()


def filled(shape: Any, draw: Any) -> Any:
    """Answers of the same shape with other words and counts; states keep their words."""
    out: dict[str, Any] = {}
    for word, inner in shape.items():
        name = draw(st.sampled_from((word, *WORDS)))
        if isinstance(inner, Mapping):
            out[name] = filled(inner, draw)
        elif isinstance(inner, float):
            out[name] = draw(st.sampled_from((0.0, 0.0909, 0.4351, 1.0)))
        elif isinstance(inner, int):
            out[name] = draw(st.sampled_from((0, 1, 1, 2, 35)))
        else:
            out[name] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
    return out


@st.composite
def answers(draw: Any, kind: str) -> Told:
    """Any answers to the figures of a kind, some of which nobody keeps."""
    shapes = {**SOME, "bulletins.issued": {"工作简报": {"四月": 2}}}
    asked = sorted(figures_of(templates()[kind]))
    kept = {figure: filled(shapes[figure], draw) for figure in asked if draw(st.integers(0, 9))}
    before = {figure: filled(shapes[figure], draw) for figure in asked}
    one = {"number": "甲", "name": "某事", "department": "公诉科", "people": "—", "due": "月底"}
    return Told(
        kept, before, {figure: [one] * draw(st.integers(0, 2)) for figure in ("issues.overdue", "habits.count")}
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), first=st.booleans())
def test_any_answers_give_a_sound_text(kind: str, data: st.DataObject, first: bool) -> None:
    draft = made(kind, FIRST if first else MAY, data.draw(answers(kind)))
    text = read_aloud(draft)
    assert not FORBIDDEN.search("\n".join(line for line in text.splitlines() if " | " not in line)), text
    assert marked(draft) == {one.key for one in draft.figures}
    assert not re.search(r"\d", CALLED.sub("", outside(draft)))
    assert not noughts(draft)
    for line in draft.lines:
        assert line.grid is None or all(len(row) == len(line.grid.columns) for row in line.grid.rows)
        assert line.kind is not LineKind.TEXT or line.text.endswith(("。", "：", "）")), line.text


def outside(draft: Composed) -> str:
    """What stands outside marks, the running numbers of tables aside."""
    tables = [replace(line.grid, rows=tuple(row[1:] for row in line.grid.rows)) for line in draft.lines if line.grid]
    others = [line for line in draft.lines if line.grid is None]
    return unmarked(Composed(draft.title, (*others, *(Said(LineKind.TABLE, "", grid) for grid in tables)), ()))


def noughts(draft: Composed) -> list[wording.Told]:
    """Numbers of sentences that count nothing: such a thing is said in words or not at all."""
    spoken = {key for line in draft.lines if line.grid is None for key in marked(Composed("", (line,), ()))}
    return [one for one in draft.figures if one.key in spoken and re.fullmatch(r"0[^.%\d]+", one.shown)]


def test_no_heading_stands_over_nothing_and_none_counts_alone() -> None:
    lines = made("总结", *case("none")).lines
    kinds = [line.kind for line in lines]
    assert LineKind.SECOND in kinds
    third = next(at for at, line in enumerate(lines) if "“实”" in line.text)
    assert kinds[third + 1] is LineKind.TEXT, "one measure alone bears no （一）"
    assert not any(one is two is LineKind.FIRST for one, two in pairwise(kinds))


def test_a_number_said_twice_is_one_figure() -> None:
    draft = made("整改进展通报", *case("more"))
    asked = [(one.asked, one.shown) for one in draft.figures]
    assert len(asked) == len(set(asked))
    assert (Asked("issues.overdue"), "5条") in asked
    assert [one.key for one in draft.figures] == sorted(
        (one.key for one in draft.figures), key=lambda key: int(key[1:])
    )


CLAIMS = re.compile(
    "平衡|平稳|有序|扎实|深入|迅速|显著|明显|意识不|不到位|不力$|把关不|态度|重视不|得益于|由于|因为|反映出|说明.{1,6}不"
)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_claimed_that_no_figure_says(kind: str, name: str) -> None:
    text = read_aloud(made(kind, *case(name)))
    assert not CLAIMS.search(text.replace("监督不力", "")), text


def test_what_only_the_officer_knows_is_left_to_write_and_stops_the_press() -> None:
    for kind, name in (("其他", "more"), ("总结", "none"), ("阶段小结", "none")):
        text = read_aloud(made(kind, *case(name)))
        assert left_standing(text) == ["待写"] * text.count("（待写：")
        assert "待写" in text
    assert "待写" not in read_aloud(made("整改进展通报", *case("none")))


def test_after_a_bulletin_of_the_month_the_counts_are_compared_with_it() -> None:
    setting, told = case("more")
    issued = replace(
        setting,
        words={**setting.words, "since": "上期通报（截至5月15日）"},
        flags=setting.flags | {"issued", "running"},
    )
    lines = read_aloud(made("整改进展通报", issued, told)).splitlines()
    assert "与上期通报（截至5月15日）相比，登记问题增加3条，销号问题增加1条，销号率提高2个百分点。" in lines
    assert "本月新发现问题9条，较上月增加3条；销号2条，较上月增加1条。未销号的问题中，待认领1条、整改中6条。" in lines
    assert "整改时限在本月的问题5条，截至5月31日已销号2条，未销号3条。" in lines


def test_what_nobody_keeps_is_not_spoken_of() -> None:
    kept = {figure: groups for figure, groups in SOME.items() if figure.startswith(("issues", "plan", "meetings"))}
    text = read_aloud(made("工作简报", MAY, Told(kept, {})))
    assert "专项检查" not in text
    assert "评查" not in text


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        ([], ""),
        (["公诉"], "公诉"),
        (["公诉", "侦监"], "公诉和侦监"),
        (["公诉", "侦监", "控申"], "公诉、侦监和控申"),
        (["接待和答复", "侦监"], "接待和答复、侦监"),
        (["甲3条，占一半", "乙2条，另一半"], "甲3条，占一半；乙2条，另一半"),
    ],
)
def test_lists_are_joined_as_official_chinese_wants(said: list[str], joined: str) -> None:
    assert listed(said) == joined


def test_words_with_stops_are_quoted_in_a_list() -> None:
    assert quoted("特权思想、霸道作风") == "“特权思想、霸道作风”"
    assert quoted("“一岗、双责”") == "“一岗、双责”"


def test_stops_that_meet_leave_the_stronger() -> None:
    assert tidy("，共3条，。其中：，") == "共3条。其中："
    assert (ended("共3条，"), ended("如下："), ended("（待写）")) == ("共3条。", "如下：", "（待写）")


def test_conditions_and_choices() -> None:
    template = read_template(
        'kind="其他"\nabout="试"\ntitle="试"\nformat="文件"\n'
        '[slot.a]\nfigure="a"\nunit="件"\n[slot.b]\nfigure="b"\nunit="件"\n'
        '[[line]]\nsay=[{when="a > b",say="甲多，"},{when="a = 2",say="甲二，"},{when="!b",say="没有乙，"},'
        '{pick=[{when="@first",say="首次。"},{say="{a}、{b:宗}、{a#}。"}]}]\n',
        "试.toml",
    )
    draft = compose(template, MAY, Told({"a": {"x": 2}, "b": {"x": 1}}))
    assert read_aloud(draft).splitlines()[2] == "甲多，甲二，2件、1宗、2。"
    assert read_aloud(compose(template, FIRST, Told({"a": {}, "b": {}}))).splitlines()[2] == "没有乙，首次。"
