"""Attachments (附件): bytes kept once by their SHA-256 inside the encrypted file; a name is data, never a path."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.keeping import Attachment, Blob
from desktop_app.store.unit import UnitOfWork
from desktop_app.system.errors import Damaged, Refusal

LARGEST = 50 * 1024 * 1024
_LONGEST_NAME = 120
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def add(unit: UnitOfWork, kind: str, record_id: int, name: str, data: bytes, note: str = "") -> Attachment:
    """Attach ``data`` to a record inside a running act. Refuses what is too large to back up with every copy."""
    if len(data) > LARGEST:
        raise Refusal(f"附件“{shown_name(name)}”有 {len(data) >> 20} 兆，最多 {LARGEST >> 20} 兆。压缩或分开再加")
    session = unit.session
    sha256 = hashlib.sha256(data).hexdigest()
    if session.get(Blob, sha256) is None:
        session.add(Blob(sha256=sha256, size=len(data), data=data))
        session.flush()
    moment = unit.act["at"]
    made = Attachment(
        kind=kind, record_id=record_id, name=name, sha256=sha256, size=len(data), added_at=moment, note=note
    )
    session.add(made)
    session.flush()
    return made


def of_record(session: Session, kind: str, record_id: int) -> list[Attachment]:
    """The attachments of one record in the order they were added."""
    asked = select(Attachment).where(Attachment.kind == kind, Attachment.record_id == record_id)
    return list(session.scalars(asked.order_by(Attachment.id)))


def open_bytes(session: Session, attachment_id: int) -> bytes:
    """The bytes of an attachment, compared with their hash. Raises Damaged."""
    sha256 = session.execute(select(Attachment.sha256).where(Attachment.id == attachment_id)).scalar_one()
    data = session.execute(select(Blob.data).where(Blob.sha256 == sha256)).scalar()
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged("附件与存入时不符，没有打开。从备份恢复")
    return data


def spoilt(session: Session) -> set[str]:
    """Hashes of stored bytes that are not what was stored."""
    return {sha256 for sha256 in session.scalars(select(Blob.sha256)) if not _whole(session, sha256)}


def verify(session: Session, bad: Set[str] | None = None) -> Iterator[int]:
    """Ids of attachments whose bytes are missing or not what was stored; ``bad`` are the spoilt ones, if known."""
    known = set(session.scalars(select(Blob.sha256))) - (spoilt(session) if bad is None else bad)
    for row in session.execute(select(Attachment.id, Attachment.sha256).order_by(Attachment.id)):
        if row.sha256 not in known:
            yield row.id


def _whole(session: Session, sha256: str) -> bool:
    data = session.execute(select(Blob.data).where(Blob.sha256 == sha256)).scalar_one()
    return hashlib.sha256(data).hexdigest() == sha256


def shown_name(name: str) -> str:
    """A name fit to be shown or offered when exporting: no folders, no control or direction marks, no device names."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    safe = re.sub(r'[<>:"|?*]', "_", plain).strip(" .")
    safe = f"_{safe}" if _RESERVED.match(safe) else safe
    stem, dot, ending = safe.rpartition(".")
    room = _LONGEST_NAME - len(dot + ending)
    return (f"{stem[:room]}{dot}{ending}" if stem and room > 0 else safe[:_LONGEST_NAME]) or "未命名"
