"""A bulletin as it goes to the printer (定稿文本): plain words only, nothing left to ask the file."""

from dataclasses import dataclass
from datetime import date

from desktop_app.rules.vocabulary import BulletinKind, LineKind, Naming, PaperFormat, Sealing, Secrecy, Urgency


@dataclass(frozen=True)
class Grid:
    """A table of a bulletin: caption, heads, rows of text; ``landscape`` turns its page."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    landscape: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph: its kind, the number before a heading, its words; a table has a grid instead."""

    kind: LineKind
    number: str
    text: str
    grid: Grid | None = None


@dataclass(frozen=True)
class Manuscript:
    """A bulletin as it goes to the printer; ``unit`` is the procuratorate's name, ``head`` the 发文机关标志.

    ``number`` is the document number (empty before it is given), ``signers`` those of a paper to a superior (签发人).
    ``attachments`` are the names of 附件说明. ``names`` are the names of people that must not be met in it.
    """

    bulletin_id: int
    kind: BulletinKind
    format: PaperFormat
    naming: Naming
    unit: str
    head: str
    title: str
    number: str
    addressee: str
    lines: tuple[Line, ...]
    signers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    annotation: str = ""
    sealing: Sealing = Sealing.SEAL
    signed_as: tuple[str, ...] = ()
    dated_on: date | None = None
    secrecy: Secrecy | None = None
    secrecy_term: str = ""
    urgency: Urgency | None = None
    copy_no: str = ""
    copied_to: str = ""
    issuer: str = ""
    sent_on: date | None = None
    issue_no: int | None = None
    preprinted: bool = False
    duplex: bool = True
    rules_on_sheet: bool = False
    names: tuple[str, ...] = ()
