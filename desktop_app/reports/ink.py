"""Ink on a PDF page (着墨): rules, shapes and text at given places, with nothing read into the text.

Coordinates are points from the top left of the sheet, y downwards. Text goes straight into the page's stream, encoded
once per document and string, because a ledger repeats its words and reportlab's own call costs ten times as much.
"""

from collections.abc import Sequence
from typing import Any, BinaryIO

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfgen.canvas import Canvas

from desktop_app.reports.blocks import Hatch, LineMark, Mark, ShapeMark, TextMark
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.linebreak import Line
from desktop_app.reports.styles import Align, Meta, Style

MM = 72 / 25.4
HAIRLINE = 0.5
BLACK = "#000000"
HATCH_PITCH = 3.2
_Point = tuple[float, float]


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas that does not open every page in Helvetica, which could not be embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Pen:
    """Draws the pages of one document, in order."""

    def __init__(self, out: BinaryIO, title: str, meta: Meta, size: tuple[float, float], fonts: FontCase) -> None:
        self.fonts = fonts
        self.width, self.height = size
        self.substitutions: dict[str, None] = {}
        self._canvas: Any = _Canvas(out, pagesize=size, invariant=1, pageCompression=1, initialLeading=0)
        self._describe(title, meta)
        self._encoded: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._under: list[str] = []
        self._rules: list[str] = []
        self._over: list[str] = []
        self._upright: dict[float, _Point] = {}
        self._level: dict[tuple[float, float], _Point] = {}
        self._turned: list[str] = []
        self._font = self._colour = self._space = ""

    def _describe(self, title: str, meta: Meta) -> None:
        canvas = self._canvas
        canvas.setTitle(title)
        canvas.setAuthor(meta.unit)
        canvas.setSubject(meta.subject or title)
        canvas.setCreator("规整台")
        canvas.setProducer("规整台")
        canvas.setDateFormatter(lambda *_: f"D:{meta.made_at:%Y%m%d%H%M%S}")

    def text(
        self, x: float, y: float, text: str, style: Style, colour: str = BLACK, space: float = 0.0, way: int = 1
    ) -> None:
        """One run of ``text`` with its baseline at ``y``; ``space`` points of white follow each character.

        With ``way`` -1 it stands on its head and runs to the left.
        """
        codes = self._codes(text, style)
        if not codes:
            return
        ops = [f"{way} 0 0 {way} {x:.2f} {self.height - y:.2f} Tm"]
        if (ink := _rgb(colour)) != self._colour:
            self._colour = ink
            ops.append(f"{ink} rg")
        if (spacing := f"{space:.3f}") != self._space:
            self._space = spacing
            ops.append(f"{spacing} Tc")
        for name, code in codes:
            if (font := f"{name} {style.size:g} Tf") != self._font:
                self._font = font
                ops.append(font)
            ops.append(code)
        self._over.append(" ".join(ops))

    def stretched(self, x: float, y: float, text: str, style: Style, colour: str, wide: float, space: float) -> None:
        """One run narrowed to ``wide`` parts of its width, ``space`` points of white after each character."""
        self._over.append(f"{100 * wide:.3f} Tz")
        self.text(x, y, text, style, colour, space / wide)
        self._over.append("100 Tz")

    def line(self, x: float, y: float, line: Line, style: Style, colour: str = BLACK) -> None:
        """A broken line, squeezed or spread as the breaker decided."""
        face = self.fonts.face(style.font)
        for offset, text, space in line.pieces(face, style.size):
            self.text(x + line.indent + offset, y, text, style, colour, space)

    def width_of(self, text: str, style: Style) -> float:
        """Width of ``text`` on one line, in points."""
        return self.fonts.face(style.font).width(text, style.size)

    def _codes(self, text: str, style: Style) -> list[tuple[str, str]]:
        key = (style.font, text)
        if key not in self._encoded:
            self._encoded[key] = self._encode(text, style)
        return self._encoded[key]

    def _encode(self, text: str, style: Style) -> list[tuple[str, str]]:
        face, document = self.fonts.face(style.font), self._canvas._doc
        self.substitutions.update(dict.fromkeys((face.replacement, *sorted(face.replaced(text).values()))))
        return [
            (font.getSubsetInternalName(subset, document), f"({escapePDF(raw)}) Tj")
            for font, run in face.runs(text)
            for subset, raw in font.splitString(run, document)
        ]

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """The frame of one cell in hairlines; shared and continued edges are drawn once."""
        for edge in (round(x, 2), round(x + width, 2)):
            top, bottom = self._upright.get(edge, (y, y))
            if y > bottom + 0.01 or y + height < top - 0.01:
                self._rule(edge, top, edge, bottom)
                top, bottom = y, y
            self._upright[edge] = (min(top, y), max(bottom, y + height))
        for level in (round(y, 2), round(y + height, 2)):
            self._level[level, round(x, 2)] = (x, x + width)

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._rules.append(f"{x1:.2f} {self.height - y1:.2f} m {x2:.2f} {self.height - y2:.2f} l")

    def stroke(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str = BLACK) -> None:
        """A straight line ``width`` points thick."""
        self._path([(x1, y1), (x2, y2)], width, colour, ())

    def fill(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        """Black rectangles (left, top, width, height) in one path, so that neighbours show no seam."""
        path = " ".join(f"{x:.2f} {self.height - y - tall:.2f} {wide:.2f} {tall:.2f} re" for x, y, wide, tall in boxes)
        self._under.append(f"q {_rgb(BLACK)} rg {path} f Q")

    def _finish_boxes(self) -> None:
        for x, (top, bottom) in self._upright.items():
            self._rule(x, top, x, bottom)
        runs: dict[float, list[_Point]] = {}
        for (level, _), (left, right) in sorted(self._level.items()):
            done = runs.setdefault(level, [])
            if done and left <= done[-1][1] + 0.02:
                done[-1] = (done[-1][0], max(done[-1][1], right))
            else:
                done.append((left, right))
        for level, parts in runs.items():
            for left, right in parts:
                self._rule(left, level, right, level)
        self._upright.clear()
        self._level.clear()

    def mark(self, x: float, y: float, mark: Mark) -> None:
        """One mark of a drawing whose top left is at (x, y)."""
        if isinstance(mark, LineMark):
            points = ((x + mark.x1, y + mark.y1), (x + mark.x2, y + mark.y2))
            self._path(points, mark.width, mark.colour, mark.dash)
        elif isinstance(mark, ShapeMark):
            self._shape([(x + px, y + py) for px, py in mark.points], mark)
        else:
            self._label(x, y, mark)

    def _label(self, x: float, y: float, mark: TextMark) -> None:
        share = {Align.RIGHT: 1.0, Align.CENTRE: 0.5}.get(mark.align, 0.0)
        way = -1 if mark.turned else 1
        start = x + mark.x - way * share * self.width_of(mark.text, mark.style)
        self.text(start, y + mark.y, mark.text, mark.style, mark.colour, way=way)

    def _points(self, points: Sequence[_Point]) -> str:
        steps = (f"{px:.2f} {self.height - py:.2f} {'l' if i else 'm'}" for i, (px, py) in enumerate(points))
        return " ".join(steps)

    def _path(self, points: Sequence[_Point], width: float, colour: str, dash: tuple[float, ...]) -> None:
        pattern = " ".join(f"{part:g}" for part in dash)
        self._under.append(f"q {width:g} w {_rgb(colour)} RG [{pattern}] 0 d {self._points(points)} S Q")

    def _shape(self, points: list[_Point], mark: ShapeMark) -> None:
        outline = self._points(points)
        if mark.fill:
            self._under.append(f"q {_rgb(mark.fill)} rg {outline} h f Q")
        if mark.hatch is not Hatch.NONE:
            strokes = self._hatching(points, mark.hatch)
            self._under.append(f"q 0.4 w {_rgb(mark.stroke or BLACK)} RG {outline} h W n {strokes} Q")
        if mark.stroke:
            self._path([*points, points[0], points[1]], mark.width, mark.stroke, mark.dash)

    def _hatching(self, points: list[_Point], hatch: Hatch) -> str:
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        tall = bottom - top
        count = int((right - left + tall) / HATCH_PITCH) + 1
        starts = [left - tall + i * HATCH_PITCH for i in range(count + 1)]
        strokes = [self._points([(at, bottom), (at + tall, top)]) for at in starts]
        if hatch is Hatch.CROSS:
            strokes += [self._points([(at, top), (at + tall, bottom)]) for at in starts]
        return " ".join(strokes) + " S"

    def watermark(self, text: str, style: Style) -> None:
        """``text`` across the sheet from lower left to upper right, in light grey, under everything else."""
        half, rise = self.width_of(text, style) / 2, style.size / 3
        turn = 0.8192, 0.5736
        x = self.width / 2 - half * turn[0] + rise * turn[1]
        y = self.height / 2 - half * turn[1] - rise * turn[0]
        matrix = f"{turn[0]} {turn[1]} {-turn[1]} {turn[0]} {x:.2f} {y:.2f} Tm"
        codes = " ".join(f"{name} {style.size:g} Tf {code}" for name, code in self._codes(text, style))
        self._under.insert(0, f"BT 0.88 0.88 0.88 rg {matrix} {codes} ET 0 0 0 rg")

    def turn(self) -> None:
        """Draw across from here on: the left edge of the sheet is the top, (0, 0) its lower left corner."""
        self.width, self.height = self.height, self.width

    def turn_back(self) -> None:
        """Draw upright again; what was drawn across is kept, turned a quarter to the left."""
        self._turned = [f"q 0 1 -1 0 {self.height:.3f} 0 cm", *self._strokes(), "Q"]
        self.width, self.height = self.height, self.width

    def _strokes(self) -> list[str]:
        """What was drawn since the last call: shapes, then rules, then text."""
        self._finish_boxes()
        rules = [f"2 J {HAIRLINE} w 0 0 0 RG", *self._rules, "S"] if self._rules else []
        drawn = [*self._under, *rules, "BT", *self._over, "ET"]
        self._under, self._rules, self._over = [], [], []
        self._font = self._colour = self._space = ""
        return drawn

    def end_page(self) -> None:
        """Finish this sheet and take the next."""
        upright = self._strokes()
        self._canvas._code += [*upright, *self._turned]
        self._canvas.showPage()
        self._turned = []

    def save(self) -> tuple[str, ...]:
        """Write the file; what had to be replaced, in words."""
        self._canvas.save()
        return tuple(said for said in self.substitutions if said)
