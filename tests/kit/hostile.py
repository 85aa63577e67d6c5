"""Texts nobody should type and somebody will: for bulletins that must stand all the same (险恶文本)."""

from datetime import date
from random import Random

from desktop_app.rules.vocabulary import BulletinKind, LineKind, Naming, PaperFormat, Sealing, Secrecy, Urgency
from desktop_app.services.manuscripts import Grid, Line, Manuscript

NAMES = (
    "王䶮",
    "李㛃",
    "𠮷某",
    "龘某甲",
    "𬭎某",
    "阿里木·买买提",
    "诺尔布·次仁旺堆",
    "John Smith",
    "Ångström",
    "欧阳 锋",
)
WHOLE = (
    *("清检诉刑诉〔2015〕22号", "〔2015〕3号", "清检发〔2015〕118号", "98.5%", "12件", "1,234,567.89元", "36.5万元"),
    *("2015年", "5月31日", "第12条", "84.7分", "100%", "3个工作日", "GB/T", "2015-侦监-个-001", "12人次"),
)
"""Runs that are never parted; of a longer one the part from 〔 on."""
TAGS = (
    *(
        "<b>张三</b>",
        "&amp;",
        "A&B",
        '<img src="logo.png"/>',
        "<img src=x onerror=1>",
        "</para>",
        "{0}",
        "{name}",
        "%s",
    ),
    *("%(a)s", "\\u4e00", "\\n", "$HOME", "<!--", "]]>", "&#65;", "=1+2", "'; DROP TABLE", "<font color=red>红</font>"),
)
QUOTES = (
    *(
        "“引‘号’套”",
        "《规则（试行）》",
        "（以下简称“本院”）",
        "【〔括〕号】",
        "（《办法（一）》第1条）",
        "「角」",
        "(英文(嵌套))",
    ),
    *("“‘《〈四〉》’”", "——", "……", "！", "？！", "；", "：", "、", "·", "～", "①②③", "Ⅳ", "㎡", "℃", "‰"),
)
LATIN = (
    "the quick brown fox",
    "PDF",
    "e-mail",
    "http://www.spp.gov.cn/a/b?c=1&d=%E4%BD%A0#top",
    "a.b@c.cn",
    "OCR",
    "naïve",
)
INVISIBLE = ("\u200b", "\u200e", "\u200f", "\u202e", "\u2060", "\ufeff", "\ufe0f", "\u00ad")
LONG = ("A" * 120, "9" * 90, "检" * 90, "www." + "x" * 100 + ".cn", "1" * 30 + "." + "2" * 30, "_" * 70)
PLAIN = (
    "规范司法行为",
    "专项整治",
    "讯问笔录漏签",
    "扣押清单缺见证人签名，",
    "已补正。",
    "的",
    "和",
    "在",
    "问题",
    "各部门",
)
WORDS: dict[str, tuple[str, ...]] = {
    "names": NAMES, "whole": WHOLE, "tags": TAGS, "quotes": QUOTES, "latin": LATIN,
    "invisible": INVISIBLE, "long": LONG,
}  # fmt: skip


def text(dice: Random, pieces: int, long: bool = True, unlike: tuple[str, ...] = ()) -> str:
    """A text that begins and ends with a plain character; hostile pieces stand among plain ones."""
    out = ["检"]
    kinds = [kind for kind in WORDS if (long or kind != "long") and kind not in unlike]
    for _ in range(pieces):
        out.append(dice.choice(PLAIN))
        kind = dice.choice(kinds)
        out.append(dice.choice(WORDS[kind]))
    return "".join([*out, "院"])


def grid(dice: Random) -> Grid:
    """A table of hostile cells."""
    columns = dice.randint(2, 5)
    rows = tuple(
        tuple(text(dice, dice.randint(0, 3), long=dice.random() < 0.1) for _ in range(columns))
        for _ in range(dice.randint(1, 4))
    )
    heads = tuple(text(dice, 1, long=False) for _ in range(columns))
    return Grid(text(dice, 1, long=False), heads, rows, landscape=dice.random() < 0.2)


def line(dice: Random, kind: LineKind, number: str = "") -> Line:
    if kind is LineKind.TABLE:
        return Line(kind, "", "", grid(dice))
    heading = kind is not LineKind.TEXT
    return Line(kind, number, text(dice, dice.randint(1, 4) if heading else dice.randint(3, 14), long=not heading))


def hostile(seed: int) -> Manuscript:
    """One bulletin of any format with hostile text in every field, the same for the same seed."""
    dice = Random(seed)
    formats = tuple(PaperFormat)
    lines = [line(dice, LineKind.TEXT), line(dice, LineKind.FIRST, "一、"), line(dice, LineKind.TEXT)]
    lines += [line(dice, LineKind.SECOND, "（一）"), line(dice, LineKind.THIRD, "1."), line(dice, LineKind.TEXT)]
    lines += [line(dice, LineKind.TABLE)] if dice.random() < 0.5 else []
    annex = Line(LineKind.ANNEX, "", text(dice, 2, long=False))
    lines += [annex, line(dice, LineKind.TEXT)] if dice.random() < 0.4 else []
    secret = dice.random() < 0.2
    return Manuscript(
        bulletin_id=seed,
        kind=BulletinKind.PROGRESS,
        format=formats[seed % len(formats)],
        naming=Naming.CODED,
        unit="清源县人民检察院",
        head="清源县人民检察院文件",
        title=text(dice, dice.randint(1, 3), long=False),
        number="清检发〔2015〕22号",
        addressee=text(dice, dice.randint(1, 3), long=False),
        lines=tuple(lines),
        signers=("王䶮",),
        attachments=(annex.text,) if annex in lines else (),
        annotation=text(dice, 2, long=False) if dice.random() < 0.5 else "",
        sealing=tuple(Sealing)[seed % 3],
        signed_as=("清源县人民检察院",),
        dated_on=date(2015, 5, 31),
        secrecy=Secrecy.SECRET if secret else None,
        secrecy_term="1年" if secret else "",
        urgency=Urgency.SOON if dice.random() < 0.2 else None,
        copy_no="000001" if secret else "",
        copied_to=text(dice, dice.randint(1, 4), long=False),
        issuer="清源县人民检察院办公室",
        sent_on=date(2015, 5, 31),
        issue_no=3,
        duplex=dice.random() < 0.5,
    )
