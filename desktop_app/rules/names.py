"""Names of people (姓名): cleaned, split, spelt in pinyin and matched with what the officer typed."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

_COMBINATIONS = 16
DOT = "·"
OTHER_DOTS = "•・･‧●．"
"""What is typed for the middle dot of a name."""
_DOTS = str.maketrans(dict.fromkeys(OTHER_DOTS, DOT))
_HARD_BREAK = re.compile(r"[、，,；;/／|\n\r]+(?![^（(]*[）)])")
_NOBODY = frozenset({"", "无", "-", "—", "——", "－"})
_FIRST_LETTERS = ("zh", "ch", "sh")

_SURNAMES = {
    "单": "shan", "仇": "qiu", "查": "zha", "曾": "zeng", "解": "xie", "朴": "piao", "区": "ou", "盖": "ge",
    "任": "ren", "华": "hua", "乐": "yue le", "缪": "miao", "宓": "mi", "逄": "pang", "乜": "nie", "员": "yun",
    "翟": "zhai", "尉": "wei", "折": "she", "黑": "he", "冼": "xian", "洗": "xian", "秘": "bi", "种": "chong",
    "覃": "qin tan", "重": "chong", "繁": "po", "召": "shao", "祭": "zhai", "句": "gou", "葛": "ge", "纪": "ji",
    "卜": "bu", "柏": "bai", "费": "fei", "盛": "sheng", "车": "che", "谌": "chen", "隗": "wei kui", "郇": "xun huan",
    "宁": "ning", "石": "shi", "阚": "kan", "能": "nai", "牟": "mu mou", "贾": "jia", "藏": "zang", "臧": "zang",
    "洪": "hong", "应": "ying", "哈": "ha", "那": "na", "谷": "gu", "万": "wan", "叶": "ye", "沈": "shen",
    "薛": "xue", "尹": "yin", "幺": "yao", "适": "kuo", "殷": "yin", "燕": "yan", "过": "guo", "长": "chang",
    "畅": "chang", "俞": "yu", "王": "wang",
}  # fmt: skip
_DOUBLE_SURNAMES = {
    "尉迟": "yu chi", "令狐": "ling hu", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai",
    "宇文": "yu wen", "欧阳": "ou yang", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "夏侯": "xia hou",
    "皇甫": "huang fu", "公孙": "gong sun", "慕容": "mu rong", "司徒": "si tu", "鲜于": "xian yu", "轩辕": "xuan yuan",
    "呼延": "hu yan", "东方": "dong fang", "端木": "duan mu", "百里": "bai li", "南宫": "nan gong", "独孤": "du gu",
    "钟离": "zhong li", "濮阳": "pu yang", "公冶": "gong ye", "太史": "tai shi", "申屠": "shen tu", "仲孙": "zhong sun",
    "闻人": "wen ren", "赫连": "he lian", "拓跋": "tuo ba", "乐正": "yue zheng", "亓官": "qi guan", "司空": "si kong",
    "西门": "xi men", "东郭": "dong guo", "淳于": "chun yu", "宗政": "zong zheng", "闾丘": "lv qiu", "夹谷": "jia gu",
    "第五": "di wu", "巫马": "wu ma", "漆雕": "qi diao", "壤驷": "rang si", "公良": "gong liang", "梁丘": "liang qiu",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lit:
    """One character of a matched name: its syllable and how many of the syllable's letters were typed.

    ``whole`` is true when the character itself was typed.
    """

    char: str
    syllable: str
    letters: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How a query met a name (匹配): every character in order, and the index of the first one that was met."""

    lit: tuple[Lit, ...]
    start: int


def clean(text: str) -> str:
    """A name without blanks and invisible marks; foreign words keep one blank between them.

    Rare characters are kept; the middle dot of minority names has one form.
    """
    words = "".join(_usual(ch) for ch in text.translate(_DOTS) if not _invisible(ch)).split()
    joined = words[0] if words else ""
    for word in words[1:]:
        joined += f" {word}" if joined[-1].isascii() and word[0].isascii() and joined[-1].isalpha() else word
    return joined


def split_names(text: str) -> list[str]:
    """The names in a cell, in order: 王超、李㛃 · 王  超，李　㛃 · 欧阳 锋; empty for a blank cell or a dash."""
    return [name for part in _HARD_BREAK.split(text) for name in _by_blanks(part) if name not in _NOBODY]


def surname(name: str) -> str:
    """The surname of a name (姓), also of two characters; of a name that has none (买买提·艾力) its first character.

    Its first part is the person's own name: 隐名 leaves one character of it, as courts do in judgments they publish.
    """
    plain = clean(name)
    bare = "·" in plain or " " in plain
    return plain[:2] if not bare and plain[:2] in _DOUBLE_SURNAMES and len(plain) > 2 else plain[:1]


def initials(text: str) -> tuple[str, ...]:
    """First letters of a name in pinyin, every reading, likeliest first, at most 16: 单雄信 → sxx, dxx, cxx, …"""
    first = tuple(tuple(dict.fromkeys(reading[0] for reading in chars)) for _, chars in _spelt(clean(text)))
    return _combined(first)


def full_pinyin(text: str) -> tuple[str, ...]:
    """The whole name in pinyin without tones (ü is v), every reading, likeliest first, at most 16."""
    return _combined(tuple(readings for _, readings in _spelt(clean(text))))


def sort_key(text: str) -> str:
    """Key for the order of pinyin, then tone, then character, syllable by syllable."""
    return " ".join(f"{_toned(ch, readings[0])}{ch}" for ch, readings in _spelt(clean(text)))


def match(query: str, name: str) -> NameMatch | None:
    """How typed initials, pinyin, characters or a mixture of them meet a name, from any character on; None if not.

    The last syllable may be unfinished: ``zhangsiy`` meets 张思远.
    """
    wanted = "".join(clean(query).lower().replace("ü", "v").replace("'", "").split())
    spelt = _spelt(clean(name))
    if not wanted:
        return None
    for start in range(len(spelt)):
        lit = _walk(wanted, spelt[start:])
        if lit is not None:
            before = tuple(Lit(ch, readings[0], 0) for ch, readings in spelt[:start])
            return NameMatch(before + lit, start)
    return None


def _walk(wanted: str, spelt: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Lit, ...] | None:
    if not wanted:
        return tuple(Lit(ch, readings[0], 0) for ch, readings in spelt)
    if not spelt:
        return None
    for lit, taken in _steps(wanted, *spelt[0]):
        rest = _walk(wanted[taken:], spelt[1:])
        if rest is not None:
            return (lit, *rest)
    return None


def _steps(wanted: str, ch: str, readings: tuple[str, ...]) -> Iterator[tuple[Lit, int]]:
    """Ways in which one character can take the head of the query, longest first, and how much each takes."""
    if wanted[0] == ch.lower():
        yield Lit(ch, readings[0], len(readings[0]), whole=True), 1
    taken: dict[int, str] = {}
    for reading in readings:
        for length in _lengths(wanted, reading):
            taken.setdefault(length, reading)
    for length in sorted(taken, reverse=True):
        yield Lit(ch, taken[length], length), length


def _lengths(wanted: str, reading: str) -> Iterator[int]:
    """How many letters of a syllable may stand for it at the head of the query: all, all that is left, zh, z."""
    if wanted.startswith(reading):
        yield len(reading)
    elif reading.startswith(wanted):
        yield len(wanted)
    if reading.startswith(_FIRST_LETTERS) and wanted.startswith(reading[:2]):
        yield 2
    if wanted[0] == reading[0]:
        yield 1


def _by_blanks(part: str) -> Iterator[str]:
    """Names parted by blanks, but not the characters of one name spaced out to line up with the others."""
    pending = ""
    for word in part.split():
        word = clean(word)
        if pending and (len(pending) == 1 or (pending in _DOUBLE_SURNAMES and len(word) == 1)):
            yield pending + word
            pending = ""
        elif pending and _foreign(pending) and _foreign(word):
            pending = f"{pending} {word}"
        else:
            if pending:
                yield pending
            pending = word
    if pending:
        yield pending


def _foreign(word: str) -> bool:
    return word.isascii() and word[:1].isalpha()


def _usual(ch: str) -> str:
    """A letter at half width and a compatibility or radical form as its character; other signs as they are."""
    folds = unicodedata.category(ch).startswith("L") or "\u2e80" <= ch <= "\u2fdf"
    return unicodedata.normalize("NFKC", ch) if folds else ch


def _invisible(ch: str) -> bool:
    return (unicodedata.category(ch) in ("Cf", "Cc") and not ch.isspace()) or "\ufe00" <= ch <= "\ufe0f"


@lru_cache(maxsize=4096)
def _spelt(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each character that can be typed, with its readings, the likeliest first."""
    double = _DOUBLE_SURNAMES.get(name[:2], "").split()
    spelt = []
    for place, ch in enumerate(name):
        known = tuple(dict.fromkeys(_toneless(tone) for tone in _readings(ch)))
        likely = double[place : place + 1] or (_SURNAMES.get(ch, "").split() if place == 0 else [])
        readings = tuple(dict.fromkeys((*likely, *known)))
        if readings:
            spelt.append((ch, readings))
    return tuple(spelt)


@lru_cache(maxsize=8192)
def _readings(ch: str) -> tuple[str, ...]:
    """Readings of one character with tone digits; a letter or digit reads as itself, another sign not at all."""
    if ch.isascii():
        return (ch.lower(),) if ch.isalnum() else ()
    found = _told(ch)
    if found:
        return tuple(found[0])
    return (ch,) if ch.isalnum() else ()


def _told(ch: str) -> list[list[str]]:
    """What the dictionary of single characters says; the one of phrases is large, slow to load and never asked."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    return pinyin(ch, style=Style.TONE3, heteronym=True, errors="ignore")


def _toneless(tone: str) -> str:
    return tone.rstrip("12345") or tone


def _toned(ch: str, reading: str) -> str:
    return next((tone for tone in _readings(ch) if _toneless(tone) == reading), reading)


def _combined(choices: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Choices strung together, those with the fewest unlikely readings first; only the best are carried on."""
    best = [(0, "")] if choices else []
    for options in choices:
        longer = [(rank + place, text + option) for rank, text in best for place, option in enumerate(options)]
        best = sorted(longer, key=itemgetter(0))[:_COMBINATIONS]
    return tuple(dict.fromkeys(text for _, text in best))
