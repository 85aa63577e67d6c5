"""Break Chinese text into lines (断行): 避头尾, 标点挤压, numbers whole.

A closing mark never starts a line and an opening one never ends it (GB/T 15834-2011, 5.1); Latin words, numbers with
their unit and 〔2015〕12号 stay whole unless longer than the line. A full-width mark may give a quarter of its room, at
the end of a line half of it. Ragged lines (titles, cells) also keep the words of :mod:`phrases` whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from desktop_app.reports.fonts import Face
from desktop_app.reports.phrases import LONGEST, WORDS

CLOSE = frozenset("，。、；：？！）》〉〕】」』］｝”’％‰…—·～°℃′″!),.:;?]}>%")
OPEN = frozenset("（《〈〔【「『［｛“‘￥¥№([{<$")
HALF = frozenset("，。、；：）》〉〕】」』］”’（《〈〔【「『［“‘")
WIDEST_SPREAD = 0.35
"""Most white space, in parts of the size, put between two characters before a line is left ragged."""
SHORT = 2
"""Lines up to which running text keeps all its words whole."""
HOLE, NAME_HOLE, NAME = 1000.0, 3000.0, 5
"""White a word may leave at the end of a line of longer text, in thousandths of the size; a name of ``NAME`` and more
characters may leave more."""

_UNIT = (
    "(?:[十百千万亿]*(?:平方米|立方米|平方公里|公里|千米|厘米|毫米|公斤|千克|毫克|毫升|公顷|小时|分钟|个月|个?工作日|个百分点|个小时|人次|人民币|美元"
    "|[年月日时分秒周元角件条起份项人名次岁天个页号款章节期批处部台辆张本册卷宗户家级届组轮场点位类幅枚套把只瓶包袋箱亩吨斤克升米篇道㎡㎥㎏㎜㎝㎞]))?"
)
_LATIN = r"0-9A-Za-z\u00c0-\u024f"
_TOKEN = re.compile(
    r"[〔\[]\d{2,4}[〕\]]第?\d*号?"
    rf"|[{_LATIN}]+(?:-[\u4e00-\u9fff]{{1,8}})+-[{_LATIN}]+"
    "|[一二两三四五六七八九十百]+(?:个工作日|个月|[日天年月周])"
    r"|\d{1,2}月\d{1,2}日"
    r"|(?<= )[\u4e00-\u9fff]{2,4}(?=[，、。；]|$)"
    r"|[\u4e00-\u9fff]某(?![某些种个项一])[甲乙丙丁戊己庚辛壬癸]?"
    rf"|第?\d[\d.,:/\-]*[%‰℃]?(?![0-9A-Za-z]){_UNIT}"
    rf"|[{_LATIN}][{_LATIN}.,:;/%@_+&'#=?~\-]*"
    r"|……|——|\u3000+| +|.",
    re.S,
)
_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:、[\u4e00-\u9fff·]{2,4})+")
"""Nothing but a list of names: 陈少华、叶国栋."""
_BLANK = str.maketrans(dict.fromkeys("\t\v\f\xa0\x85\u2028\u2029", " "))
_NEWLINE = re.compile(r"\r\n|\r|\n")
_GLUE_BOTH = "\u3000"
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text (行) and how to set it.

    ``width`` is its width in points as drawn, trailing spaces left out. ``kerns`` are (index, points): everything from
    ``text[index]`` on moves by so much. ``spread`` points of white follow each character, Latin runs kept solid.
    ``hard`` ends a paragraph; ``indent`` is white space before it.
    """

    text: str
    width: float
    kerns: tuple[tuple[int, float], ...] = ()
    spread: float = 0.0
    hard: bool = True
    indent: float = 0.0

    def pieces(self, face: Face, size: float) -> Iterator[tuple[float, str, float]]:
        """(offset from the line's start, text, white after each character) to draw one after the other."""
        if not self.kerns and not self.spread:
            yield 0.0, self.text, 0.0
            return
        at = 0.0
        moves = dict(self.kerns)
        for start, end in self._cuts(moves):
            at += moves.get(start, 0.0)
            text = self.text[start:end]
            loose = self.spread and not is_latin(text[0])
            yield at, text, self.spread if loose else 0.0
            at += face.width(text, size) + (len(text) if loose else 1) * self.spread

    def _cuts(self, moves: dict[int, float]) -> Iterator[tuple[int, int]]:
        start = 0
        for i in range(1, len(self.text)):
            turn = self.spread and is_latin(self.text[i - 1]) != is_latin(self.text[i])
            if i in moves or turn:
                yield start, i
                start = i
        yield start, len(self.text)


def run_at(text: str, place: int) -> str:
    """The number, Latin word or document number that begins at a place and is never parted; empty if none does."""
    found = _TOKEN.match(text, place)
    return found[0] if found and len(found[0]) > 1 and not found[0].isspace() else ""


def is_latin(char: str) -> bool:
    """Letters, digits and marks of Western setting, never letterspaced."""
    return "!" <= char <= "\u024f"


def _hangs(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return char in CLOSE or char == " " or unicodedata.category(char) in ("Mn", "Me", "Cf")


@lru_cache(16384)
def clusters(text: str, longest: int = 0) -> tuple[str, ...]:
    """Unbreakable pieces of one paragraph: openers glue right, closers glue left, runs stay whole.

    Known words of at most ``longest`` characters stay whole too.
    """
    if longest and _NAMES.fullmatch(text):
        return tuple(re.findall("[^、]+、?", text))
    tokens = (token.group() for token in _TOKEN.finditer(text))
    return tuple(_glued(WORDS.join(tokens, text, longest) if longest else tokens))


def _glued(tokens: Iterator[str]) -> list[str]:
    out: list[str] = []
    held = ""
    for token in tokens:
        if token[0] == _GLUE_BOTH:
            held = held + token if held or not out else out.pop() + token
        elif _hangs(token[0]):
            if held or not out:
                held += token
            else:
                out[-1] += token
        elif token in OPEN:
            held += token
        else:
            out.append(held + token)
            held = ""
    return [*out, held] if held else out


def _atoms(cluster: str) -> list[str]:
    """A cluster longer than the line, in the smallest pieces that keep 避头尾 and a last digit with its unit."""

    def tokens() -> Iterator[str]:
        yield from cluster

    out: list[str] = []
    for atom in _glued(tokens()):
        unit = out and out[-1][-1].isdigit() and not is_latin(atom[0])
        if unit:
            out[-1] += atom
        else:
            out.append(atom)
    return out


class _Piece(NamedTuple):
    """An unbreakable piece, in thousandths of the size: set solid; what its marks may give anywhere; what its last one
    may give besides at the end of a line; trailing spaces, which take no room there.
    """

    text: str
    width: float
    slack: float
    last: float
    tail: float

    @property
    def least(self) -> float:
        """Width at the end of a line, squeezed as far as it goes."""
        return self.width - self.slack - self.last - self.tail


def _piece(text: str, face: Face, squeeze: bool) -> _Piece:
    get = face.advances.__getitem__
    width = sum(map(get, text))
    slack = sum(_give(char, get(char)) for char in text) if squeeze else 0.0
    solid = text.rstrip(" ")
    tail = (len(text) - len(solid)) * get(" ") if len(solid) < len(text) else 0.0
    final = solid[-1:]
    last = _give(final, get(final)) if squeeze and final in CLOSE else 0.0
    return _Piece(text, width, slack, last, tail)


def _give(char: str, advance: float) -> float:
    """What a full-width mark may give inside a line."""
    return advance / 4 if char in HALF and advance >= 900 else 0.0


def _fitting(text: str, face: Face, measure: float, indent: float, squeeze: bool, longest: int = 0) -> Iterator[_Piece]:
    """Pieces no wider than ``measure`` (the first: than what the indent leaves), as far as characters allow."""
    face.within(text)
    limit = measure - indent
    for cluster in clusters(text, longest):
        piece = _piece(cluster, face, squeeze)
        if piece.least <= limit:
            yield piece
        elif longest:
            yield from _fitting(cluster, face, limit, 0.0, squeeze, min(longest, len(cluster)) - 1)
        else:
            for atom in (_piece(part, face, squeeze) for part in _atoms(cluster)):
                yield from (atom,) if atom.least <= limit else (_piece(char, face, squeeze) for char in atom.text)
        limit = measure


def _greedy(
    text: str, face: Face, measure: float, indent: float, squeeze: bool, longest: int = 0, holes: bool = True
) -> list[list[_Piece]]:
    """Pieces in lines, each as full as may be; without ``holes`` a word that would leave much white is parted."""
    lines: list[list[_Piece]] = [[]]
    room = measure - indent
    for whole in _fitting(text, face, measure, indent, squeeze, longest):
        over = lines[-1] and whole.least > room + _HAIR
        for piece in _parted(whole, room, face, squeeze) if over and not holes else (whole,):
            if lines[-1] and piece.least > room + _HAIR:
                lines.append([])
                room = measure
            lines[-1].append(piece)
            room -= piece.width - piece.slack
    return lines


def _parted(piece: _Piece, room: float, face: Face, squeeze: bool) -> tuple[_Piece, ...]:
    """A word in single characters where it would leave more white than ``HOLE``, numbers and marks as they hang."""
    if room <= (NAME_HOLE if len(piece.text) >= NAME else HOLE):
        return (piece,)
    return tuple(_piece(part, face, squeeze) for part in clusters(piece.text))


def _lift_orphan(lines: list[list[_Piece]], measure: float) -> None:
    """Give a last line of a single character company from the line before, if it has room."""
    while len(lines) > 1 and len(lines[-2]) > 1:
        words = [char for piece in lines[-1] for char in piece.text if not _hangs(char) and char not in OPEN]
        if len(words) > 1 or (words and is_latin(words[0])):
            return
        if sum(piece.width - piece.slack for piece in (lines[-2][-1], *lines[-1])) > measure:
            return
        lines[-1].insert(0, lines[-2].pop())


def _line(pieces: list[_Piece], face: Face, size: float, measure: float) -> Line:
    text = "".join(piece.text for piece in pieces)
    natural = sum(piece.width for piece in pieces) - (pieces[-1].tail if pieces else 0.0)
    if natural <= measure + _HAIR:
        return Line(text, natural * size / 1000)
    natural -= min(pieces[-1].last, natural - measure)
    slack = sum(piece.slack for piece in pieces)
    share = min(1.0, (natural - measure) / slack) if slack else 0.0
    return Line(text, (natural - share * slack) * size / 1000, _kerns(text, face, share * size / 1000))


def _kerns(text: str, face: Face, factor: float) -> tuple[tuple[int, float], ...]:
    kerns: dict[int, float] = {}
    for i, char in enumerate(text if factor else ""):
        give = _give(char, face.advances[char]) * factor
        if give:
            at = i if char in OPEN else i + 1
            kerns[at] = kerns.get(at, 0.0) - give
    return tuple((at, by) for at, by in sorted(kerns.items()) if at < len(text))


def wrap(
    text: str,
    width: float,
    face: Face,
    size: float,
    first_indent: float = 0,
    company: bool = False,
    squeeze: bool = True,
    words: bool = False,
    running: bool = False,
) -> list[Line]:
    """``text`` in lines no wider than ``width`` points; newlines in it end a line and begin an indented one.

    The texts of the lines, joined by a newline after each ``hard`` line but the last, are ``text`` again (tabs and
    other blanks as spaces). With ``company`` a last line is not left with one lone character; without
    ``squeeze`` every line may be drawn as it stands; with ``words`` known words are not parted, unless the text is
    ``running`` on over more than ``SHORT`` lines and a word would leave a hole.
    """
    measure, indent = width * 1000 / size, first_indent * 1000 / size
    out: list[Line] = []
    for paragraph in _NEWLINE.split(text.translate(_BLANK)):
        lines = _greedy(paragraph, face, measure, indent, squeeze, LONGEST if words else 0)
        if words and running and len(lines) > SHORT:
            lines = _greedy(paragraph, face, measure, indent, squeeze, LONGEST, holes=False)
        if company:
            _lift_orphan(lines, measure)
        set_lines = [_line(lines[0], face, size, measure - indent)]
        set_lines += (_line(pieces, face, size, measure) for pieces in lines[1:])
        out += (replace(line, hard=False) for line in set_lines[:-1])
        out.append(set_lines[-1])
        start = len(out) - len(set_lines)
        out[start] = replace(out[start], indent=first_indent)
    return out


def justified(line: Line, width: float, size: float) -> Line:
    """The line spread to ``width`` points (两端对齐), unless it ends a paragraph or would come apart."""
    text = line.text.rstrip(" ")
    gaps = sum(not (is_latin(a) and is_latin(b)) for a, b in pairwise(text))
    extra = width - line.indent - line.width
    if line.hard or not gaps or extra <= 0 or extra / gaps > WIDEST_SPREAD * size:
        return line
    return replace(line, spread=extra / gaps, width=line.width + extra)
