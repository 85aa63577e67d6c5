"""Every character of an officer's papers comes out, or is refused by name."""

import shutil
from pathlib import Path

import pytest

from desktop_app.reports.blocks import Para
from desktop_app.reports.fontface import to_unicode
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.styles import Font, Style
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES
from tests.kit.paper import paper, paper_text, printed

RARE = "李㛃、䶮某、𬭎某、𠮷某；98.5㎡，①②③“引”‘号’——……阿里木·买买提〔2015〕3×4≤12"
BUNDLED = RESOURCES / "fonts"


@pytest.mark.parametrize("hand", list(Font))
def test_rare_names_and_signs_come_out_in_every_hand(hand: Font) -> None:
    assert paper_text(printed(paper(Para(RARE, Style(hand, 16, 24))))).startswith(RARE)


@pytest.mark.parametrize(
    "text",
    ["<b>张三</b>", "A&amp;B & C", '<img src="logo.png"/>', "=1+2", "%s %(a)s {0}", "\\u4e00 \\n", "(括号)(((", "</p>"],
)
def test_text_is_data(text: str) -> None:
    plain = "".join(text.split())
    assert paper_text(printed(paper(Para(text, first_indent=0)))).startswith(plain)


def test_a_character_of_no_font_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match=r"“\U0001F600”（U\+1F600）"):
        printed(paper(Para("很好\U0001f600")))


def test_the_refusal_says_in_which_words_the_character_stands() -> None:
    with pytest.raises(Refusal, match=r"它在“.*骑缝漏签😀未补.*”里"):
        printed(paper(Para(f"{'讯问笔录核对中，' * 20}骑缝漏签😀未补，限期补正")))


def test_a_control_character_is_refused_too() -> None:
    with pytest.raises(Refusal, match=r"U\+0007"):
        printed(paper(Para("响铃\a")))


def test_invisible_characters_take_no_room_and_are_reported() -> None:
    face = workstation_fonts().face(Font.SONG)
    assert face.width("张\u200b三", 10) == face.width("张三", 10)
    assert face.replaced("张\u200b三") == {"\u200b": "不可见字符 U+200B 未印"}


def test_what_the_hand_lacks_is_reported() -> None:
    case = FontCase(BUNDLED, ())
    assert case.face(Font.FANGSONG).replaced("王䶮") == {"䶮": "“䶮”：仿宋字库没有此字，用宋体代替"}
    assert case.face(Font.SONG).replaced("王䶮") == {}
    assert case.face(Font.SONG).replaced("王𠮷") == {"𠮷": "“𠮷”：宋体字库没有此字，用楷体代替"}
    assert case.face(Font.KAI).replaced("王𠮷") == {}
    assert case.face(Font.FANGSONG).replacement == "仿宋：本机没有仿宋_GB2312，用FandolFang代替"


def test_the_official_font_of_the_workstation_comes_first(tmp_path: Path) -> None:
    """A font with the right family name is found by its name table, whatever its file is called."""
    renamed = _renamed(BUNDLED / "LXGWWenKai-Regular.ttf", "楷体_GB2312")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "X1.TTF").write_bytes(renamed)
    face = FontCase(BUNDLED, (tmp_path,)).face(Font.KAI)
    assert face.replacement == ""
    assert face.width("检", 16) == 16


def test_a_damaged_font_file_is_passed_over(tmp_path: Path) -> None:
    whole = _renamed(BUNDLED / "LXGWWenKai-Regular.ttf", "楷体_GB2312")
    (tmp_path / "cut.ttf").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.ttf").write_bytes(b"")
    shutil.copy(BUNDLED / "README.md", tmp_path / "text.ttf")
    assert FontCase(BUNDLED, (tmp_path,)).face(Font.KAI).width("检", 16) == 16


def test_fangsong_takes_its_latin_from_the_serif() -> None:
    runs = [(font.fontName, text) for font, text in FontCase(BUNDLED, ()).face(Font.FANGSONG).runs("第12条PDF")]
    serif, fang = "NotoSerifSC_400Regular-0", "FandolFang-Regular-0"
    assert runs == [(fang, "第"), (serif, "12"), (fang, "条"), (serif, "PDF")]


def test_the_table_for_copying_knows_characters_beyond_sixteen_bits() -> None:
    table = to_unicode([0, 0x4E00, 0x2CB4E])
    assert "<01> <4E00>" in table
    assert "<02> <D872DF4E>" in table


def test_the_accelerator_is_used() -> None:
    """Without it papers take more than twice as long, silently."""
    from reportlab.lib import rl_accel

    assert set(rl_accel._c_funcs) >= {"escapePDF", "instanceStringWidthTTF", "calcChecksum"}
    assert rl_accel.escapePDF is rl_accel._c_funcs["escapePDF"]


def _renamed(path: Path, family: str) -> bytes:
    """The font with ``family`` as its family name, in a new name table appended to the file."""
    data = bytearray(path.read_bytes())
    names = {1: family.encode("utf-16-be"), 6: "KaiTest".encode("utf-16-be")}
    strings = b"".join(names.values())
    records, at = b"", 0
    for number, name in names.items():
        records += b"\0\3\0\1\4\x09" + b"".join(value.to_bytes(2) for value in (number, len(name), at))
        at += len(name)
    table = b"\0\0" + len(names).to_bytes(2) + (6 + len(records)).to_bytes(2) + records + strings
    count = int.from_bytes(data[4:6])
    entry = next(12 + 16 * i for i in range(count) if data[12 + 16 * i : 16 + 16 * i] == b"name")
    data += b"\0" * (-len(data) % 4)
    data[entry + 8 : entry + 16] = len(data).to_bytes(4) + len(table).to_bytes(4)
    return bytes(data) + table
