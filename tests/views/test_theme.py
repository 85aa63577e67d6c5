"""The colours keep their contrast, the sheet has no hole, and the scale reaches every size."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.views import theme
from desktop_app.views.theme import DEPARTMENTS, PAIRS, T, contrast


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS, ids=[f"{a} on {b}" for a, b, _ in PAIRS])
def test_every_pair_keeps_its_contrast(ink: str, ground: str, least: float) -> None:
    assert contrast(getattr(T, ink), getattr(T, ground)) >= least


@pytest.mark.parametrize("short", DEPARTMENTS)
def test_department_names_are_readable_on_their_blocks(short: str) -> None:
    fill, text = DEPARTMENTS[short]
    assert contrast(text, fill) >= 6.99


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast(T.ink, T.surface) == pytest.approx(15.65, abs=0.05)


@pytest.mark.parametrize("percent", theme.SCALES)
def test_the_scale_reaches_fonts_and_sheet(qapp: QApplication, percent: int) -> None:
    theme.apply(qapp, percent)
    assert theme.px(100) == percent
    assert f"font-size: {theme.px(16)}px" in theme.style_sheet()
    probe = QLabel("规范")
    probe.setProperty("role", "title")
    probe.ensurePolished()
    assert probe.font().pixelSize() == theme.px(16)
    theme.apply(qapp, 100)


def test_a_workstation_without_yahei_gets_the_shipped_face(qapp: QApplication) -> None:
    assert theme.screen_families(["DejaVu Sans"]) == ["Noto Sans SC"]
    assert theme.screen_families(["DejaVu Sans", "Microsoft YaHei"]) == ["Microsoft YaHei"]
