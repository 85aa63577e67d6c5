"""《通报》 and other official papers from a manuscript (公文): its blocks in the order of GB/T 9704-2012."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from desktop_app.reports.annexes import LABEL
from desktop_app.reports.blocks import (
    AnnexHead,
    AttachmentNote,
    Block,
    Closing,
    Document,
    Heading,
    Imprint,
    Landscape,
    Para,
    RedHead,
    Spacer,
)
from desktop_app.reports.bulletin_tables import table
from desktop_app.reports.ink import MM
from desktop_app.reports.styles import BODY, HEADING_1, HEADING_2, OFFICIAL_PAGE, Footer, Meta, Numbers, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.fair_copy import Line, Manuscript
from desktop_app.rules.manuscript import LEVELS
from desktop_app.rules.vocabulary import LineKind, PaperFormat, Sealing

DRAFT = "送审稿"
"""What a paper not yet issued bears in the strip of the anchor."""
WITHOUT_CLOSING = (PaperFormat.BRIEFING, PaperFormat.MINUTES)
WITHOUT_IMPRINT = (PaperFormat.BRIEFING, PaperFormat.PLAIN)
MANY_ADDRESSEES = 5
"""Lines of 主送机关 from which they go to the imprint, so that page 1 shows text (GB/T 9704-2012 7.3.2)."""
_BLANK_LINE = Spacer(BODY.leading / MM)
_LEADS: dict[LineKind, Style] = {LineKind.FIRST: HEADING_1, LineKind.SECOND: HEADING_2}
_A_LINE = 28


def bulletin_footer(plain: Footer, m: Manuscript, issued: bool) -> Footer:
    """The foot of an official paper: its own page numbers, none on the first page of a letter."""
    left = () if issued else (DRAFT,)
    return replace(plain, left=left, numbers=Numbers.OFFICIAL, first=m.format is not PaperFormat.LETTER)


def bulletin_document(m: Manuscript, meta: Meta, footer: Footer) -> Document:
    """The paper of a manuscript, ready for PDF and .docx."""
    annexes = list(_annexes(m.lines))
    body = annexes.pop(0)
    blocks = (
        *_head(m),
        *_text(body),
        *_after_text(m, annexes),
        *(block for place, annex in enumerate(annexes) for block in _annex(annex, place, len(annexes))),
        *_imprint(m),
    )
    first = m.format is not PaperFormat.LETTER
    return Document(
        m.title, OFFICIAL_PAGE, blocks, meta, replace(footer, numbers=Numbers.OFFICIAL, first=first), m.duplex
    )


def _head(m: Manuscript) -> Iterator[Block]:
    yield RedHead(
        m.format,
        m.head,
        _number(m),
        m.signers if m.format is PaperFormat.UPWARD else (),
        m.copy_no,
        _secrecy(m),
        m.urgency.value if m.urgency else "",
        _compiled(m),
        m.preprinted,
        m.rules_on_sheet,
    )
    yield Heading(m.title)
    yield _BLANK_LINE
    if m.addressee and not _sent_below(m):
        yield Para(m.addressee.rstrip("：:") + "：", first_indent=0)


def _number(m: Manuscript) -> str:
    if m.format in (PaperFormat.BRIEFING, PaperFormat.MINUTES) and m.issue_no:
        return f"第{m.issue_no}期"
    return "" if m.format in (PaperFormat.BRIEFING, PaperFormat.PLAIN) else m.number


def _secrecy(m: Manuscript) -> str:
    if m.secrecy is None:
        return ""
    return f"{m.secrecy.value}★{m.secrecy_term}" if m.secrecy_term else m.secrecy.value


def _compiled(m: Manuscript) -> tuple[str, str]:
    """编印单位 and date of a briefing or of minutes."""
    if m.format not in WITHOUT_CLOSING:
        return "", ""
    day = m.dated_on or m.sent_on
    return m.issuer or "".join(m.signed_as), long_day(day) if day else ""


def _sent_below(m: Manuscript) -> bool:
    return m.format not in WITHOUT_IMPRINT and len(m.addressee) > MANY_ADDRESSEES * _A_LINE


def _annexes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The text, then each annex with its head."""
    part: list[Line] = []
    for line in lines:
        if line.kind is LineKind.ANNEX:
            yield part
            part = []
        part.append(line)
    yield part


def _text(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraphs, headings and tables; tables that lie across on pages of their own."""
    for across, run in groupby(lines, key=lambda line: bool(line.grid and line.grid.landscape)):
        blocks = tuple(block for line in run for block in _line(line, across))
        if across:
            yield Landscape(blocks)
        else:
            yield from blocks


def _line(line: Line, across: bool = False) -> Iterator[Block]:
    if line.grid is not None:
        width, height = OFFICIAL_PAGE.type_area_mm
        yield from table(line.grid, (height if across else width) * MM)
    elif line.kind in LEVELS:
        yield _heading(line)
    elif line.text:
        yield Para(line.text)


def _heading(line: Line) -> Block:
    """A heading of its own, or one that runs on in its paragraph with the first sentence in its own hand."""
    said = f"{line.number}{line.text}"
    sentence, stop, rest = said.partition("。")
    runs_on = bool(stop and rest.strip())
    lead = len(sentence) + 1 if runs_on else 0
    style = _LEADS.get(line.kind)
    if style is not None and not runs_on:
        return Heading(said, LEVELS.index(line.kind) + 1)
    if style is None and not stop:
        return Heading(said, 3)
    return Para(said, lead=lead if style else 0, lead_style=style or HEADING_2)


def _after_text(m: Manuscript, annexes: Sequence[Sequence[Line]]) -> Iterator[Block]:
    names = m.attachments or tuple(annex[0].text for annex in annexes)
    if names:
        yield AttachmentNote(tuple(name.removeprefix(LABEL).rstrip("。；;") for name in names))
    if m.format not in WITHOUT_CLOSING:
        yield _closing(m)
    if m.annotation:
        yield Para(f"（{m.annotation.strip('（）()')}）")


def _closing(m: Manuscript) -> Closing:
    """Signing lines and date; the day is left to a pen as long as it is open. A stamp needs the signer's post alone."""
    date = long_day(m.dated_on) if m.dated_on else "　　　　年　　月　　日"
    stamped = m.sealing is Sealing.STAMP
    return Closing(m.signed_as, date, sealing=m.sealing, title="".join(m.signed_as) if stamped else "")


def _annex(lines: Sequence[Line], place: int, count: int) -> Iterator[Block]:
    """An annex on pages of its own, all across when it begins with a table that lies so."""
    head = AnnexHead(f"附件{place + 1}" if count > 1 else "附件", lines[0].text)
    rest = lines[1:]
    if rest and rest[0].grid is not None and rest[0].grid.landscape:
        across = rest[: next((at for at, line in enumerate(rest) if not _lies(line)), len(rest))]
        yield Landscape((head, *(block for line in across for block in _line(line, across=True))))
        rest = rest[len(across) :]
    else:
        yield head
    yield from _text(rest)


def _lies(line: Line) -> bool:
    return bool(line.grid and line.grid.landscape)


def _imprint(m: Manuscript) -> Iterator[Block]:
    if m.format in WITHOUT_IMPRINT:
        return
    letter = m.format is PaperFormat.LETTER
    sent_to = m.addressee.rstrip("：:") if _sent_below(m) else ""
    office = "" if letter else m.issuer
    date = "" if letter or not m.sent_on else long_day(m.sent_on)
    if sent_to or m.copied_to or office or date:
        yield Imprint(m.copied_to, office, date, ruled=not letter, sent_to=sent_to)
