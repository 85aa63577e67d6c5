"""The sheet for the sealed envelope (恢复码): what opens the ledgers when the password is lost."""

from collections.abc import Sequence
from datetime import datetime

from desktop_app.reports.blocks import (
    Block,
    Box,
    Document,
    Drawing,
    Form,
    FormRow,
    Heading,
    Mark,
    Para,
    ShapeMark,
    Spacer,
    TextMark,
    UnitLine,
)
from desktop_app.reports.ink import MM
from desktop_app.reports.styles import FORM_PAGE, Align, Font, Footer, Meta, Numbers, Style
from desktop_app.system.errors import Refusal

KEY = Style(Font.HEI, 26, 36)
ORDINAL = Style(Font.SONG, 9, 12)
HEAD = Style(Font.HEI, 12, 20)
TEXT = Style(Font.SONG, 12, 20)
CONFUSED = frozenset("ILOU")
"""Letters a key on paper must not hold: read as 1, 1, 0 and V."""
PER_LINE = 4

WHAT = (
    "本页是规整台数据文件的恢复码。口令忘记或遗失时，凭它可以打开全部台账；任何人得到它，也能打开全部台账。"
    "程序不保存它，也无法再次显示。"
)
HOW = (
    "1．在解锁窗口选“用恢复码”，按从左到右、从上到下的次序输入上面各组字符；不分大小写，空格和横线可不输。"
    "恢复码里没有字母 I、L、O、U，像 1、0 的都是数字。\n"
    "2．打开后立即设置新口令。\n"
    "3．重新打印恢复码，用新页替换本页，本页当场销毁。"
)
WHERE = (
    "装入信封封口，在封条骑缝处签名、盖章，存入保险柜；不得拍照、复印、扫描，不得与数据备份放在一处。"
    "每次启封登记时间、事由和在场人。"
)


def recovery_sheet(unit: str, key_groups: Sequence[str], made_on: datetime, watermark: str = "") -> Document:
    """One A4 page. ``key_groups`` are the code's characters in groups, none of them I, L, O or U."""
    if CONFUSED & set("".join(key_groups)):
        raise Refusal("恢复码含易混字母（I、L、O、U），不能打印。请重新生成")
    day = f"{made_on.year}年{made_on.month}月{made_on.day}日"
    blocks: tuple[Block, ...] = (
        Heading("数据恢复码"),
        UnitLine(unit, f"{day}生成"),
        Spacer(2),
        *_section("一、这是什么", WHAT),
        *_section("二、恢复码", ""),
        _key(tuple(key_groups)),
        Spacer(3),
        *_section("三、怎样使用", HOW),
        *_section("四、怎样保管", WHERE),
        Spacer(4),
        _sealing(),
    )
    return Document("数据恢复码", FORM_PAGE, blocks, Meta(unit, made_on), Footer((), Numbers.NONE, "", watermark))


def _section(label: str, text: str) -> tuple[Para, ...]:
    head = Para(label, HEAD, Align.LEFT, 0)
    return (head, Para(text, TEXT, Align.JUSTIFY, 2, after=4)) if text else (head,)


def _key(groups: tuple[str, ...]) -> Drawing:
    """The groups in a frame, numbered, so that none is skipped when read aloud."""
    width = FORM_PAGE.type_area_mm[0] * MM
    lines = -(-len(groups) // PER_LINE)
    height = lines * 54 + 12.0
    frame = ((0.5, 4.0), (width - 0.5, 4.0), (width - 0.5, height), (0.5, height))
    marks: list[Mark] = [ShapeMark(frame, width=1.2)]
    step = width / PER_LINE
    for i, group in enumerate(groups):
        x, y = (i % PER_LINE + 0.5) * step, (i // PER_LINE) * 54.0 + 8
        marks.append(TextMark(x, y + 11, f"第 {i + 1} 组", ORDINAL, Align.CENTRE))
        marks.append(TextMark(x, y + 39, group, KEY, Align.CENTRE))
    return Drawing(width, height, tuple(marks))


def _sealing() -> Form:
    return Form(
        (2, 3, 2, 3),
        (
            FormRow((Box("封存人", label=True), Box(), Box("监封人", label=True), Box()), 13),
            FormRow((Box("封存日期", label=True), Box(), Box("存放地点", label=True), Box()), 13),
            FormRow((Box("封　条", label=True), Box(columns=3, sign="（骑缝签名、盖章）")), 28),
        ),
    )
