"""The quick reader of font files answers what reportlab's own reader answers."""

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from desktop_app.reports.fontface import PaperFace
from desktop_app.reports.fonts import BUNDLED
from desktop_app.system.paths import RESOURCES

FILES = sorted({RESOURCES / "fonts" / name for name, _ in BUNDLED.values()})
TEXT = "规范司法行为专项整治，清源县人民检察院〔2015〕22号①éÁ……"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_character_has_the_glyph_and_width_reportlab_finds(path: Path) -> None:
    ours, theirs = PaperFace(str(path)), TTFontFace(str(path))
    drawn = {code: glyph for code, glyph in theirs.charToGlyph.items() if glyph}
    assert {code: ours.charToGlyph[code] for code in drawn} == drawn
    assert {code: ours.charWidths[code] for code in drawn} == {code: theirs.charWidths[code] for code in drawn}
    assert list(ours.glyphPos) == theirs.glyphPos
    assert (ours.name, ours.bbox, ours.defaultWidth) == (theirs.name, theirs.bbox, theirs.defaultWidth)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_same_characters_make_the_same_subset(path: Path) -> None:
    ours, theirs = PaperFace(str(path)), TTFontFace(str(path))
    subset = [0, 32, *(code for code in map(ord, TEXT) if theirs.charToGlyph.get(code))]
    assert ours.makeSubset(subset) == theirs.makeSubset(subset)


@pytest.mark.parametrize("size", [0, 3, 40, 400, 5_000, 200_000])
def test_a_file_cut_short_is_refused_as_a_damaged_font(tmp_path: Path, size: int) -> None:
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(FILES[0].read_bytes()[:size])
    with pytest.raises(TTFError):
        PaperFace(str(cut))
