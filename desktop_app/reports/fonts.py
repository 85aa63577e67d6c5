"""Fonts on paper (字体): which file draws which character, how wide it is, and what had to be replaced.

Order for each hand: the workstation's official font, if installed with TrueType outlines; the bundled font; per
character Noto Serif SC, then LXGW WenKai; else the paper is refused with the character named.
"""

import struct
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError

from desktop_app.reports.fontface import PaperFont
from desktop_app.reports.fontfiles import FontFile, embeddable, system_folders
from desktop_app.reports.styles import Font
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES

OFFICIAL: dict[Font, tuple[str, ...]] = {
    Font.FANGSONG: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    Font.SONG: ("宋体", "SimSun"),
    Font.XIAOBIAOSONG: ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    Font.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    Font.HEI: ("黑体", "SimHei"),
}
"""Family names asked of the workstation, best first (GB/T 9704-2012 names the hands, practice the files)."""

BUNDLED: dict[Font, tuple[str, str]] = {
    Font.FANGSONG: ("FandolFang-Regular.ttf", "FandolFang"),
    Font.SONG: ("NotoSerifSC_400Regular.ttf", "思源宋体"),
    Font.XIAOBIAOSONG: ("NotoSerifSC_700Bold.ttf", "思源宋体粗体"),
    Font.KAI: ("LXGWWenKai-Regular.ttf", "霞鹜文楷"),
    Font.HEI: ("NotoSansSC_400Regular.ttf", "思源黑体"),
}
LAST_RESORT = BUNDLED[Font.SONG][0]
RESORTS = {LAST_RESORT: Font.SONG, BUNDLED[Font.KAI][0]: Font.KAI}
"""Files asked for a character the hand lacks, in order: the serif, then 楷体 with 500 rare names more (𠮷)."""
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
BORROWED: dict[str, dict[str, str]] = {
    BUNDLED[Font.FANGSONG][0]: dict.fromkeys(_ASCII + "…", LAST_RESORT),
    BUNDLED[Font.KAI][0]: dict.fromkeys("“”‘’", LAST_RESORT),
    BUNDLED[Font.SONG][0]: {"—": BUNDLED[Font.KAI][0]},
    BUNDLED[Font.XIAOBIAOSONG][0]: {"—": BUNDLED[Font.FANGSONG][0]},
    BUNDLED[Font.HEI][0]: {"—": BUNDLED[Font.FANGSONG][0]},
}
"""What a bundled file draws badly, and the file it is taken from instead, judged on printed pages: FandolFang's Latin
is a heavy slab and its dots leave a gap in ``……``, WenKai's quotes are half-width, the Noto dashes leave a gap in the
middle of ``——``.
"""


class _Source:
    """One font file, parsed when its first character is asked for."""

    def __init__(self, file: FontFile, official: bool) -> None:
        self.file = file
        self.official = official

    @cached_property
    def font(self) -> PaperFont | None:
        """The parsed font; None if the file is damaged or may not be embedded."""
        name = f"{self.file.path.stem}-{self.file.index}"
        try:
            return PaperFont(name, self.file.path, self.file.index)
        except (TTFError, OSError):
            return None

    @cached_property
    def widths(self) -> dict[int, float]:
        """Advance of each code point, in thousandths of the size; empty if the file cannot be used."""
        return self.font.face.charWidths if self.font else {}

    def ink(self, char: str) -> tuple[float, float] | None:
        """Lowest and highest ink of a character in thousandths of the size; None where there is none."""
        face = self.font.face if self.font else None
        glyph = face.charToGlyph.get(ord(char)) if face else None
        if face is None or glyph is None or face.glyphPos[glyph] == face.glyphPos[glyph + 1]:
            return None
        start = face.get_table_pos("glyf")[0] + face.glyphPos[glyph]
        low, high = struct.unpack(">4xh2xh", face.get_chunk(start, 10))
        return low * 1000 / face.unitsPerEm, high * 1000 / face.unitsPerEm

    def lender(self, char: str) -> str:
        """Name of the bundled file that draws ``char`` better; empty if this one does well."""
        return BORROWED.get(self.file.path.name, {}).get(char, "")


def invisible(char: str) -> bool:
    """Whether a character leaves no mark and takes no room: joiners, marks of direction, variation selectors."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


class _Advances(dict[str, float]):
    """Width of each character in thousandths of the size, found on first use."""

    def __init__(self, face: "Face") -> None:
        super().__init__()
        self.face = face

    def __missing__(self, char: str) -> float:
        source = None if invisible(char) else self.face.source(char)
        width = source.widths[ord(char)] if source else 0.0
        self[char] = width
        return width


class Face:
    """One hand (字体) with its fallbacks. Widths are in points."""

    def __init__(self, hand: Font, sources: tuple[_Source, ...], lend: Callable[[str], _Source]) -> None:
        self.hand = hand
        self._sources = sources
        self._lend = lend
        self._chosen: dict[str, _Source] = {}
        self.advances = _Advances(self)

    def width(self, text: str, size: float) -> float:
        """Width of one line of ``text`` set solid at ``size`` points."""
        self.within(text)
        return sum(map(self.advances.__getitem__, text)) * size / 1000

    def ink(self, text: str, size: float) -> tuple[float, float]:
        """How far the ink of ``text`` reaches below and above its baseline, in points (below is negative)."""
        boxes = [box for char in set(text) if (box := self.source(char).ink(char))]
        low, high = min((box[0] for box in boxes), default=0.0), max((box[1] for box in boxes), default=0.0)
        return low * size / 1000, high * size / 1000

    def within(self, text: str) -> None:
        """Refuse a character no file holds by the words it stands in, so that it can be found."""
        for char in set(text) - self.advances.keys():
            try:
                self.advances[char]
            except Refusal as refused:
                at = text.index(char)
                near = "".join(one for one in text[max(at - 12, 0) : at + 12] if one.isprintable())
                raise Refusal(f"{refused.said}。它在“{near}”里") from refused

    def source(self, char: str) -> _Source:
        """The file that draws ``char``; refuses what no file holds."""
        if char not in self._chosen:
            self._chosen[char] = self._choose(char)
        return self._chosen[char]

    def _choose(self, char: str) -> _Source:
        holder = next((source for source in self._sources if ord(char) in source.widths), None)
        if holder is None or unicodedata.category(char) == "Cc":
            raise Refusal(f"字体里没有“{_shown(char)}”（U+{ord(char):04X}），印不出来。请改用其他字")
        lender = holder.lender(char)
        return self._lend(lender) if lender else holder

    def runs(self, text: str) -> Iterator[tuple[PaperFont, str]]:
        """``text`` in pieces, each with the font that draws it; invisible characters are left out."""
        seen = (char for char in text if not invisible(char))
        for source, chars in groupby(seen, self.source):
            if source.font:
                yield source.font, "".join(chars)

    @property
    def replacement(self) -> str:
        """What stands in for a missing official font, in words; empty if the official font is there."""
        first = next((source for source in self._sources if source.widths), None)
        if first and first.official:
            return ""
        return f"{self.hand}：本机没有{OFFICIAL[self.hand][0]}，用{BUNDLED[self.hand][1]}代替"

    def replaced(self, text: str) -> dict[str, str]:
        """Characters of ``text`` the hand itself lacks, each with a sentence about what was done."""
        found = {}
        for char in set(text):
            if invisible(char):
                found[char] = f"不可见字符 U+{ord(char):04X} 未印"
            elif self._is_foreign(char):
                found[char] = f"“{char}”：{self.hand}字库没有此字，用{self._lent_by(char)}代替"
        return found

    def _is_foreign(self, char: str) -> bool:
        code = ord(char)
        own = [source for source in self._sources if RESORTS.get(source.file.path.name, self.hand) is self.hand]
        return not any(code in source.widths for source in own)

    def _lent_by(self, char: str) -> Font:
        holder = next(source for source in self._sources if ord(char) in source.widths)
        return RESORTS[holder.file.path.name]


def _shown(char: str) -> str:
    return char if char.isprintable() else unicodedata.name(char, "不可见字符")


class FontCase:
    """All hands of one workstation (字盘)."""

    def __init__(self, bundled: Path, folders: tuple[Path, ...]) -> None:
        self._bundled = bundled
        self._folders = folders
        self._faces: dict[Font, Face] = {}
        self._sources: dict[str, _Source] = {}

    def _own(self, name: str) -> _Source:
        if name not in self._sources:
            self._sources[name] = _Source(FontFile(self._bundled / name), official=False)
        return self._sources[name]

    @cached_property
    def _installed(self) -> dict[str, FontFile]:
        return embeddable(self._folders)

    def face(self, hand: Font) -> Face:
        """The hand with its chain of files; nothing is parsed yet."""
        if hand not in self._faces:
            self._faces[hand] = Face(hand, self._chain(hand), self._own)
        return self._faces[hand]

    def _chain(self, hand: Font) -> tuple[_Source, ...]:
        names = (self._installed.get(name.lower()) for name in OFFICIAL[hand])
        official = [_Source(file, official=True) for file in names if file][:1]
        bundled = dict.fromkeys((BUNDLED[hand][0], *RESORTS))
        return (*official, *map(self._own, bundled))


@cache
def workstation_fonts() -> FontCase:
    """The fonts of this workstation, looked for once and only when a paper is made."""
    return FontCase(RESOURCES / "fonts", system_folders())
