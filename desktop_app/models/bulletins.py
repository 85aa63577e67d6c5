"""Bulletins (通报简报) with their text, traced figures, waivers and frozen copies; document numbers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import (
    BulletinKind,
    BulletinState,
    CopyKind,
    DocNumberState,
    LineKind,
    Naming,
    PaperFormat,
    Sealing,
    Secrecy,
    Urgency,
)


class DocSeries(Record):
    """A series of document numbers (发文代字): ``word`` such as 清检发 stands before 〔2015〕18号."""

    __tablename__ = "doc_series"

    word: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class DocNumber(Record):
    """One number of a series (文号): used, reserved or void, never given twice; ``number`` is 清检发〔2015〕18号."""

    __tablename__ = "doc_number"

    series_id: Mapped[int] = mapped_column(ForeignKey("doc_series.id"))
    year: Mapped[int]
    serial: Mapped[int]
    state: Mapped[DocNumberState]
    title: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    bulletin_id: Mapped[int | None] = mapped_column(ForeignKey("bulletin.id"))

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("serial > 0", name="serial"),
            living_index("ix_doc_number_series", "series_id", "year", "serial"),
        )


class Bulletin(Record):
    """A bulletin (通报): drafted from the data, approved, numbered, frozen.

    ``period`` is a period as typed (2015-04), empty for none; figures stand at the end of ``as_of``. ``attachments``
    are the names of 附件说明, one a line; ``signed_as`` the signing lines. ``dated_on`` is 成文日期, ``sent_on``
    印发日期. ``corrects_id`` names the issued bulletin a 更正通报 corrects. ``snapshot`` is the SHA-256 of the data
    copy, empty until it is issued; from then on no row of it can be changed.
    """

    __tablename__ = "bulletin"

    kind: Mapped[BulletinKind]
    title: Mapped[str]
    period: Mapped[str] = mapped_column(default="")
    as_of: Mapped[date]
    format: Mapped[PaperFormat] = mapped_column(default=PaperFormat.DOWNWARD)
    naming: Mapped[Naming] = mapped_column(default=Naming.CODED)
    addressee: Mapped[str] = mapped_column(default="")
    attachments: Mapped[str] = mapped_column(default="")
    annotation: Mapped[str] = mapped_column(default="")
    sealing: Mapped[Sealing] = mapped_column(default=Sealing.SEAL)
    signed_as: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date | None]
    secrecy: Mapped[Secrecy | None]
    secrecy_term: Mapped[str] = mapped_column(default="")
    urgency: Mapped[Urgency | None]
    copy_no: Mapped[str] = mapped_column(default="")
    copied_to: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    copies: Mapped[int | None]
    preprinted: Mapped[bool] = mapped_column(default=False)
    duplex: Mapped[bool] = mapped_column(default=True)
    issue_no: Mapped[int | None]
    doc_no: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    state: Mapped[BulletinState] = mapped_column(default=BulletinState.DRAFT)
    state_reason: Mapped[str] = mapped_column(default="")
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    signed_on: Mapped[date | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("bulletin.id"))
    snapshot: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("copies IS NULL OR copies > 0", name="copies"),
            living_index("ix_bulletin_state", "state"),
            living_index("ix_bulletin_due_on", "due_on"),
        )


class BulletinLine(Part):
    """A paragraph (段落). ``text`` holds marks for figures and people: see ``rules.manuscript``.

    A table keeps its columns and rows in ``grid``: {"caption", "columns", "rows", "landscape"}, cells with marks too.
    """

    __tablename__ = "bulletin_line"
    __table_args__ = (Index("ix_bulletin_line_bulletin_id", "bulletin_id"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    position: Mapped[int]
    kind: Mapped[LineKind] = mapped_column(default=LineKind.TEXT)
    text: Mapped[str] = mapped_column(default="")
    grid: Mapped[dict[str, Any]] = mapped_column(default=dict)


class BulletinFigure(Part):
    """A traced number (数字): ``asked`` is the trace that answers it, ``told`` what it answered when it was taken.

    ``key`` is what the text refers to; ``shown`` the words printed, such as 12件. ``told`` is {"value", "rows"}, the
    rows by a digest: the list itself is kept when the bulletin is issued.
    """

    __tablename__ = "bulletin_figure"
    __table_args__ = (Index("ix_bulletin_figure_bulletin_id", "bulletin_id"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    key: Mapped[str]
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shown: Mapped[str] = mapped_column(default="")


class BulletinWaiver(Part):
    """A cross-check let pass with a reason (审核说明), printed in the internal copy."""

    __tablename__ = "bulletin_waiver"
    __table_args__ = (Index("ix_bulletin_waiver_bulletin_id", "bulletin_id"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    audit: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    approver_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    waived_on: Mapped[date]


class BulletinCopy(Part):
    """A frozen copy (存档件): bytes kept by hash; no program and no person changes or deletes it.

    ``anchor`` is the head of the history chain printed on it.
    """

    __tablename__ = "bulletin_copy"
    __table_args__ = (Index("ix_bulletin_copy_bulletin_id", "bulletin_id"),)

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id"))
    kind: Mapped[CopyKind]
    naming: Mapped[Naming | None]
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    size: Mapped[int]
    pages: Mapped[int] = mapped_column(default=0)
    anchor: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
