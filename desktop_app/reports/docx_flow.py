"""Plain blocks (块) as paragraphs of a .docx: headings, text, signatures, closings, notes of annexes, white space."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop_app.reports.blocks import (
    AnnexHead,
    AttachmentNote,
    Closing,
    Heading,
    Para,
    Signatures,
    Spacer,
    UnitLine,
)
from desktop_app.reports.closings import (
    BARE_INSET,
    DATE_INSET,
    SEAL_GAP,
    SEAL_WIDTH_MM,
    STAMP_GAP,
    STAMP_MM,
    is_joint,
    joint_columns,
)
from desktop_app.reports.docx_xml import Element, ems, gap, lines_of, para, run, tab
from desktop_app.reports.flow import HEADING_STYLES, SEAL_MM, SIGN_MM, TITLE_GAP
from desktop_app.reports.ink import MM
from desktop_app.reports.styles import BODY, HEADING_1, OFFICIAL_PAGE, TITLE, Align, Style
from desktop_app.rules.vocabulary import Sealing

HEADINGS: tuple[tuple[str, Style], ...] = tuple(
    zip(("Title", "Heading1", "Heading2", "Heading3"), HEADING_STYLES, strict=True)
)
"""Style id and hand of each level, so that the outline of a word processor shows the paper's own."""

WIDTH = OFFICIAL_PAGE.type_area_mm[0] * MM


def heading(block: Heading, title_lines: tuple[str, ...] = ()) -> Iterator[Element]:
    """A title centred, on lines of about equal length; a heading indented two characters."""
    level = min(block.level, 3)
    named, style = HEADINGS[level]
    if level == 0:
        text = "\n".join(title_lines) or block.text
        yield para([run(text, style)], style, Align.CENTRE, named=named, after=TITLE_GAP, keep=True)
    else:
        yield para([run(block.text, style)], style, named=named, first_chars=2, keep=True)


def unit_line(block: UnitLine, width: float) -> Iterator[Element]:
    """Unit at the left, date at the right edge."""
    runs = [run(block.left, block.style)]
    runs += [tab(block.style), run(block.right, block.style)] if block.right else []
    yield para(runs, block.style, stops=(("right", width, "none"),), after=4, keep=True)


def paragraphs(block: Para) -> Iterator[Element]:
    """A text, a paragraph for each of its lines; a lead sentence in its own hand."""
    style, em = block.style, block.style.size
    lines = lines_of(block.text)
    for number, line in enumerate(lines, 1):
        lead = block.lead if number == 1 else 0
        runs = [run(line[:lead], block.lead_style, block.colour)] if lead else []
        yield para(
            [*runs, run(line[lead:], style, block.colour)],
            style,
            block.align,
            first_chars=block.first_indent if block.align in (Align.LEFT, Align.JUSTIFY) else 0.0,
            left=block.left_indent * em,
            right=block.right_indent * em,
            after=block.after if number == len(lines) else 0.0,
            keep=block.keep or number < len(lines) == 2,
        )


def signatures(block: Signatures, width: float) -> Iterator[Element]:
    """Labels side by side with rules to write on, the place of a seal over them."""
    style = block.style
    if block.seal:
        above = SEAL_MM * MM - 2 * style.leading
        yield gap(above / 2, keep=True)
        yield para([run(block.seal, style)], style, Align.RIGHT, right=2 * style.size, keep=True)
        yield gap(above / 2, keep=True)
    else:
        yield gap(SIGN_MM * MM - style.leading, keep=True)
    step = width / len(block.labels)
    runs: list[Element] = []
    stops: list[tuple[str, float, str]] = []
    for place, label in enumerate(block.labels):
        start = place * step
        runs.append(run(label, style))
        if label.endswith("："):
            after = start + ems(label) * style.size
            stops.append(("left", min(start + step - 2 * style.size, after + 40 * MM), "underscore"))
            runs.append(tab(style))
        if place + 1 < len(block.labels):
            stops.append(("left", start + step, "none"))
            runs.append(tab(style))
    yield para(runs, style, stops=tuple(stops))


def closing(block: Closing, note: Para | None = None) -> Iterator[Element]:
    """Signing lines and date in their places, room for a seal or a stamp, an annotation on the line under them."""
    style, lines = block.style, (*block.lines, block.date)
    sealed = block.sealing is Sealing.SEAL
    if sealed and is_joint(block.lines) and max(map(ems, block.lines)) * style.size <= WIDTH:
        yield from _joint(block, note)
        return
    beyond = max(0.0, (SEAL_WIDTH_MM * MM - len(lines) * style.leading) / 2) if sealed else 0.0
    if block.sealing is Sealing.STAMP:
        yield from _stamped(block)
    else:
        yield gap(max(style.leading, beyond), keep=True)
        for line, inset in zip(lines, _insets(block), strict=True):
            right = max(0.0, inset) * style.size
            yield para([run(line, style)], style, Align.RIGHT, right=right, keep=line is not lines[-1] or bool(note))
    if note:
        yield from paragraphs(note)
    if beyond > (style.leading if note else 0.0):
        yield gap(beyond - (style.leading if note else 0.0))


def _joint(block: Closing, note: Para | None) -> Iterator[Element]:
    """Several organs side by side in their order, each with room for its own seal, the date under the last."""
    style, seal = block.style, SEAL_WIDTH_MM * MM
    widest = max(map(ems, block.lines)) * style.size
    columns = joint_columns(widest, ems(block.date) * style.size, WIDTH, style.size)[-len(block.lines) :]
    rows = [block.lines[at : at + len(columns)] for at in range(0, len(block.lines), len(columns))]
    yield gap(max(style.leading, (seal - style.leading) / 2), keep=True)
    for row in rows[:-1]:
        yield _columns(row, columns, style)
        yield gap(seal + SEAL_GAP - style.leading, keep=True)
    *before, last = rows[-1]
    yield _columns((*before, *[""] * (len(columns) - 1 - len(before)), last), columns, style)
    yield _columns((*[""] * (len(columns) - 1), block.date), columns, style)
    if note:
        yield from paragraphs(note)
    yield gap(seal / 2 - style.leading * (1.5 if note else 0.5))


def _columns(words: Sequence[str], columns: Sequence[float], style: Style) -> Element:
    """Words each in the middle of its column."""
    runs = [part for word in words for part in (tab(style), run(word, style))]
    return para(runs, style, stops=tuple(("center", middle, "none") for middle in columns[: len(words)]), keep=True)


def _insets(block: Closing) -> Iterator[float]:
    """How many characters each line ends from the right edge, under a seal or without one."""
    date = ems(block.date)
    if block.sealing is Sealing.SEAL:
        inset = max(DATE_INSET, *((ems(line) - date) / 2 for line in block.lines))
        yield from (inset + (date - ems(line)) / 2 for line in block.lines)
        yield inset
        return
    names = max((ems(line) for line in block.lines), default=0.0)
    beyond = names if names >= date else 0.0
    start = BARE_INSET + beyond if beyond else 2 * BARE_INSET + date
    yield from (start - ems(line) for line in block.lines)
    yield start - BARE_INSET - date


def _stamped(block: Closing) -> Iterator[Element]:
    """The title of the signer left of the stamp's room, the date a blank line under it."""
    style = block.style
    wide, high = (side * MM for side in STAMP_MM)
    aside = (high - style.leading) / 2
    yield gap(STAMP_GAP * style.leading + aside, keep=True)
    title = block.title or "".join(block.lines)
    right = DATE_INSET * style.size + wide + STAMP_GAP * style.size
    yield para([run(title, style)], style, Align.RIGHT, right=right, keep=True)
    yield gap(aside + style.leading, keep=True)
    yield para([run(block.date, style)], style, Align.RIGHT, right=DATE_INSET * style.size)


def attachment_note(block: AttachmentNote) -> Iterator[Element]:
    """附件：1. … under a blank line; wrapped lines and further names stand under the first name."""
    style = BODY
    yield gap(style.leading, keep=True)
    many = len(block.names) > 1
    for number, text in enumerate(block.names, 1):
        head = "附件：" if number == 1 else ""
        label = f"{head}{number}. " if many else head
        hang = ems(label) * style.size
        left = (5 if number > 1 else 2) * style.size + hang
        yield para([run(f"{label}{text}", style)], style, Align.JUSTIFY, first=-hang, left=left)


def annex_head(block: AnnexHead, title_lines: tuple[str, ...] = ()) -> Iterator[Element]:
    """附件1 on the first line, its title centred on the third."""
    yield para([run(block.label, HEADING_1)], HEADING_1, keep=True)
    yield gap(BODY.leading, keep=True)
    text = "\n".join(title_lines) or block.title
    yield para([run(text, TITLE)], TITLE, Align.CENTRE, after=BODY.leading, keep=True)


def spacer(block: Spacer) -> Iterator[Element]:
    """White space."""
    yield gap(block.mm * MM)


def parted(elements: list[Element]) -> Iterator[Element]:
    """The elements with a hair of white between two tables, which would else grow together."""
    for one, following in pairwise([*elements, None]):
        yield one
        if following is not None and one.tag == following.tag and one.tag.endswith("}tbl"):
            yield gap(1.0)
