"""Comparing a paper with the file (纸面核验): whether it is a frozen copy, and whether the history it was printed from
is this one.

Nothing but the open file is asked, so that a backup restored on another machine answers as well.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.models.bulletins import Bulletin, BulletinCopy
from desktop_app.models.history import HistoryEntry
from desktop_app.rules.chain import Anchor
from desktop_app.rules.paper_code import PaperCode
from desktop_app.rules.vocabulary import CopyKind
from desktop_app.services.facts import Facts
from desktop_app.services.issuing import copy_bytes
from desktop_app.store import history

_UNPROVEN = "不证明：此后的记录，以及纸面文字未经涂改。文字请与重印件对照"


@dataclass(frozen=True)
class Proof:
    """What came of a comparison (核验结论): whether all agrees, what was found, what it proves and what not."""

    agrees: bool
    said: tuple[str, ...]


@dataclass(frozen=True)
class Issued:
    """An issued bulletin as a sentence names it, with its papers; ``copies`` are (copy id, what it is).

    ``mark`` is what its papers say of themselves: the document number, the title of one without.
    """

    id: int
    name: str
    mark: str
    copies: tuple[tuple[int, str], ...]


def as_kept(facts: Facts, data: bytes) -> Proof | None:
    """Whether these bytes are a frozen copy, to the last bit; None when they are none."""
    sha256 = hashlib.sha256(data).hexdigest()
    asked = select(BulletinCopy.id, BulletinCopy.bulletin_id).where(BulletinCopy.sha256 == sha256)
    found = facts.session.execute(asked.order_by(BulletinCopy.id)).all()
    if not found:
        return None
    paper = _issued(facts, found[0].bulletin_id)
    called = dict(paper.copies)
    what = "、".join(called[row.id] for row in found if row.id in called)
    proof = "证明：这个文件就是印发时存档的那一份，一个字节未改。不证明：别的文件或纸张上的文字"
    agrees = copy_bytes(facts, found[0].id) == data
    return Proof(agrees, (f"与存档件逐字节一致：{paper.name}，{what}", proof))


def in_chain(facts: Facts, code: PaperCode) -> Proof:
    """Whether the history is still the one the paper was printed from, and the bulletin the one it names."""
    wrong = [*_chain_faults(facts, code.anchor), *_data_faults(facts, code)]
    if wrong:
        return Proof(False, tuple(wrong))
    count = code.anchor.count
    said = f"校验码与本库操作记录第 {count} 条一致"
    named = [paper.name for paper in issued_with(facts, code.anchor)]
    if code.data:
        said += f"，{code.name} 的数据存档与方码所记一致"
    elif named:
        said += f"，这是印在 {'、'.join(named)} 上的校验码"
    return Proof(True, (said, f"证明：前 {count} 条操作记录就是印制时的那些，没有增删改。{_UNPROVEN}"))


def _chain_faults(facts: Facts, anchor: Anchor) -> Iterator[str]:
    asked = select(HistoryEntry.hash).where(HistoryEntry.seq == anchor.count)
    head = facts.session.execute(asked).scalar()
    count, _ = history.head(facts.session)
    if head is None:
        yield (
            f"本库只有 {count} 条操作记录，纸面写着第 {anchor.count} 条。"
            "要么不是同一个工作库，要么后面的记录已被删去或恢复了更早的备份"
        )
        return
    if not anchor.agrees(anchor.count, head):
        yield (
            f"第 {anchor.count} 条操作记录的校验码是 {head[:20]}，纸面是 {anchor.digits}。"
            "要么抄错，要么不是同一个工作库，要么记录被改过"
        )
    broken = history.verify_chain(facts.session)
    if broken is not None and broken.seq <= anchor.count:
        yield broken.said


def _data_faults(facts: Facts, code: PaperCode) -> Iterator[str]:
    if not code.data:
        return
    paper = _by_number(facts, code.name)
    if paper is None:
        yield f"本库没有印发过 {code.name}"
        return
    if all(one.id != paper.id for one in issued_with(facts, code.anchor)):
        yield f"{paper.name} 印制时的操作记录不是第 {code.anchor.count} 条，方码是拼凑的"
    snapshot = facts.row(Bulletin.__tablename__, paper.id)["snapshot"]
    if not snapshot.startswith(code.data):
        yield f"{paper.name} 的数据存档是 {snapshot[: len(code.data)]}，方码是 {code.data}"


def issued_with(facts: Facts, anchor: Anchor) -> list[Issued]:
    """Issued bulletins whose papers bear this line of the chain."""
    asked = select(BulletinCopy.bulletin_id).where(BulletinCopy.anchor.startswith(f"{anchor.count:06}·")).distinct()
    return [_issued(facts, found) for found in facts.session.scalars(asked)]


def _by_number(facts: Facts, number: str) -> Issued | None:
    rows = facts.rows(Bulletin.__tablename__).values()
    sent = [row for row in rows if row["snapshot"]]
    names = ((row["id"], {"".join(row[name].split()) for name in ("number", "doc_no")}) for row in sent)
    found = (bulletin_id for bulletin_id, called in names if number in called)
    bulletin_id = next(found, None)
    return None if bulletin_id is None else _issued(facts, bulletin_id)


def _issued(facts: Facts, bulletin_id: int) -> Issued:
    row = facts.row(Bulletin.__tablename__, bulletin_id)
    day = f"，{row['sent_on']} 印发" if row["sent_on"] else ""
    asked = select(BulletinCopy).where(BulletinCopy.bulletin_id == bulletin_id).order_by(BulletinCopy.id)
    copies = tuple((copy.id, _what(copy)) for copy in facts.session.scalars(asked))
    return Issued(
        bulletin_id, f"{row['doc_no'] or row['number']}《{row['title']}》{day}", row["doc_no"] or row["title"], copies
    )


def _what(copy: BulletinCopy) -> str:
    return f"{copy.kind}（{copy.naming}）" if copy.naming and copy.kind != CopyKind.INTERNAL else str(copy.kind)
