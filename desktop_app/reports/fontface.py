"""A TrueType file read where it lies (字体文件): mapped, its tables unpacked at once instead of number by number.

reportlab reads each of 30,000 characters and widths by a call of its own and copies the whole outlines for every
subset; the first paper of a process spent most of its time so (OpenType specification: cmap, hmtx, loca).
"""

import mmap
import struct
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import TTEncoding, TTFError, TTFont, TTFontFace

_UNREADABLE = (struct.error, IndexError, KeyError, ValueError, UnicodeDecodeError)


class _Outlines:
    """The table of outlines, of which only the glyphs asked for are copied."""

    def __init__(self, data: Any, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._data[self._start + part.start : self._start + part.stop])


class _Metrics:
    """Advance and left side bearing of each glyph; those after the last full pair share its advance."""

    def __init__(self, table: bytes, pairs: int) -> None:
        self._table = table
        self._pairs = pairs

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        pair = struct.unpack_from(">HH", self._table, 4 * min(glyph, self._pairs - 1))
        if glyph < self._pairs:
            return pair[0], pair[1]
        return pair[0], struct.unpack_from(">H", self._table, 4 * self._pairs + 2 * (glyph - self._pairs))[0]


class PaperFace(TTFontFace):  # type: ignore[misc]
    """reportlab's face, with the same answers and a quicker reader of what a paper needs.

    Raises TTFError for a file that is damaged or may not be embedded.
    """

    def __init__(self, path: str, subfontIndex: int = 0) -> None:  # noqa: N803
        self._cutting = Lock()
        super().__init__(path, subfontIndex=subfontIndex)

    def makeSubset(self, subset: list[int]) -> bytes:  # noqa: N802
        """The font file of these characters alone; one at a time, because reading moves a pointer."""
        with self._cutting:
            made: bytes = super().makeSubset(subset)
            return made

    def readFile(self, path: str) -> None:  # noqa: N802
        """Map the file; its pages are fetched as they are asked for."""
        self.filename = path
        if not hasattr(self, "_ttf_data"):
            try:
                with open(path, "rb") as file:
                    self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as empty:
                raise TTFError(f"empty font file {path}") from empty
        self._pos = 0

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: ARG002, N802, N803
        """Read names and measures as reportlab does, characters and glyphs by the table."""
        try:
            super().extractInfo(charInfo=0)
            self._read_glyphs()
        except _UNREADABLE as unread:
            raise TTFError(f"cannot read {self.filename}: {unread}") from unread

    def get_table(self, tag: str) -> Any:
        """A table as bytes, the outlines as what is cut from them."""
        start, length = self.get_table_pos(tag)
        return _Outlines(self._ttf_data, start) if tag == "glyf" else bytes(self._ttf_data[start : start + length])

    def _read_glyphs(self) -> None:
        pairs = struct.unpack_from(">H", self.get_table("hhea"), 34)[0]
        table = self.get_table("hmtx")
        advances = _unsigned("H", table[: 4 * pairs])[::2]
        self.hmetrics = _Metrics(table, pairs)
        self.defaultWidth = self._pdfScale(advances[0])
        self.glyphPos = self._positions()
        self.charToGlyph = glyphs = dict(self._characters())
        space = glyphs.get(0x20, glyphs.get(0xA0))
        if space is not None:
            glyphs[0x20] = glyphs[0xA0] = space
        widths = list(map(self._pdfScale, advances))
        widths += widths[-1:] * (self.numGlyphs - len(widths))
        self.charWidths = dict(zip(glyphs, map(widths.__getitem__, glyphs.values()), strict=True))

    def _positions(self) -> "array[int]":
        """Where each glyph's outline begins in the table of outlines."""
        is_long = struct.unpack_from(">H", self.get_table("head"), 50)[0]
        if is_long:
            return _unsigned("I", self.get_table("loca"))
        return array("I", (2 * half for half in _unsigned("H", self.get_table("loca"))))

    def _characters(self) -> Iterator[tuple[int, int]]:
        """Code points with their glyphs, from the fullest table there is; glyph 0 stands for none and is left out."""
        table = self.get_table("cmap")
        count = struct.unpack_from(">H", table, 2)[0]
        records = (struct.unpack_from(">HHI", table, 4 + 8 * n) for n in range(count))
        starts = [
            start for platform, encoding, start in records if platform in (0, 3) and (platform, encoding) != (0, 5)
        ]
        by_format = {struct.unpack_from(">H", table, start)[0]: start for start in starts}
        if 12 in by_format:
            return _segments(table, by_format[12])
        if 4 in by_format:
            return _ranges(table, by_format[4])
        raise TTFError(f"no Unicode character table in {self.filename}")


class PaperFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose characters beyond U+FFFF can be copied out of the PDF again.

    reportlab writes five hexadecimal digits for them, which readers take for two characters; PDF 32000-1 §9.10.3
    asks for UTF-16BE, in lists of at most 100.
    """

    def __init__(self, name: str, path: Path, index: int = 0) -> None:
        self.fontName = name
        self.face = PaperFace(str(path), subfontIndex=index)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False

    def addObjects(self, doc: object) -> None:  # noqa: N802
        """Add the subsets to ``doc``, then write their ToUnicode tables anew."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():  # type: ignore[attr-defined]
            own = name.startswith("toUnicodeCMap:") and name.endswith("+" + self.subset_suffix)
            if own:
                stream.content = to_unicode(subsets[_subset_number(name)])

    @property
    def subset_suffix(self) -> str:
        """What follows the ``+`` in the names of this font's subsets."""
        face = self.face
        return str((face.name + face.subfontNameX).decode("pdfdoc"))


def _subset_number(name: str) -> int:
    """Number of ``toUnicodeCMap:AAAABC+Font``: reportlab counts its six-letter tags in base 26."""
    number = 0
    for letter in name.split(":", 1)[1].split("+", 1)[0]:
        number = number * 26 + ord(letter) - ord("A")
    return number


def to_unicode(subset: list[int]) -> str:
    """The ToUnicode table of one subset: byte n stands for code point ``subset[n]``."""
    lines = [f"<{byte:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for byte, code in enumerate(subset)]
    chunks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _unsigned(code: str, data: bytes) -> "array[int]":
    """Big-endian numbers of 2 (H) or 4 (I) bytes, all at once."""
    numbers = array(code)
    numbers.frombytes(data[: len(data) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _segments(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 12: runs of characters with runs of glyphs."""
    count = struct.unpack_from(">I", table, at + 12)[0]
    for first, last, glyph in struct.iter_unpack(">III", table[at + 16 : at + 16 + 12 * count]):
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _ranges(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 4: runs of characters with a constant shift, or with a list of glyphs after the runs."""
    length, _, double = struct.unpack_from(">HHH", table, at + 2)
    count = double // 2
    words = _unsigned("H", table[at + 14 : at + length])
    ends, starts = words[:count], words[count + 1 : 2 * count + 1]
    deltas, offsets = words[2 * count + 1 : 3 * count + 1], words[3 * count + 1 : 4 * count + 1]
    for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        codes = range(first, min(last, 0xFFFE) + 1)
        if not offset:
            yield from ((code, (code + delta) & 0xFFFF) for code in codes)
            continue
        here = 3 * count + 1 + n + offset // 2
        listed = words[here : here + len(codes)]
        yield from ((code, (glyph + delta) & 0xFFFF) for code, glyph in zip(codes, listed, strict=False) if glyph)
