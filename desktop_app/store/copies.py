"""Checking frozen copies of issued bulletins (存档件核验): the bytes, the snapshot, and that none is lacking."""

from collections import Counter
from collections.abc import Iterator, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.bulletins import Bulletin, BulletinCopy
from desktop_app.models.keeping import Blob
from desktop_app.rules.vocabulary import CopyKind, Naming

WHOLE = Counter({CopyKind.PAPER: len(Naming), CopyKind.INTERNAL: 1, CopyKind.WORDS: 1, CopyKind.DATA: 1})
"""What is kept of every issued bulletin."""


def verify(session: Session, spoilt: Set[str]) -> Iterator[str]:
    """A Chinese sentence for each issued bulletin whose copies are not what was kept; ``spoilt`` are bad hashes."""
    issued = session.execute(
        select(Bulletin.id, Bulletin.number, Bulletin.snapshot).where(Bulletin.snapshot != "").order_by(Bulletin.id)
    ).all()
    rows = session.execute(
        select(BulletinCopy.bulletin_id, BulletinCopy.kind, BulletinCopy.sha256, BulletinCopy.size, Blob.size)
        .outerjoin(Blob, Blob.sha256 == BulletinCopy.sha256)
        .order_by(BulletinCopy.id)
    ).all()
    kept: dict[int, list[tuple[CopyKind, str, int, int | None]]] = {}
    for bulletin_id, kind, sha256, size, found in rows:
        kept.setdefault(bulletin_id, []).append((kind, sha256, size, found))
    for bulletin_id, number, snapshot in issued:
        yield from _faults(number, snapshot, kept.pop(bulletin_id, []), spoilt)
    if kept:
        yield f"有 {len(kept)} 份通报没有印发却有存档件，是在程序外改的。对照备份核实"


def _faults(
    number: str, snapshot: str, copies: list[tuple[CopyKind, str, int, int | None]], spoilt: Set[str]
) -> Iterator[str]:
    there = Counter(kind for kind, _, _, _ in copies)
    if lacking := WHOLE - there:
        yield f"通报 {number} 缺存档件：{'、'.join(lacking)}。从备份恢复"
    bad = [kind for kind, sha256, size, found in copies if sha256 in spoilt or size != found]
    if bad:
        yield f"通报 {number} 的存档件与印发时不符：{'、'.join(dict.fromkeys(bad))}。从备份恢复"
    data = [sha256 for kind, sha256, _, _ in copies if kind is CopyKind.DATA]
    if data and data != [snapshot]:
        yield f"通报 {number} 的定稿校验值与数据存档不符，是在程序外改的。对照备份核实"
