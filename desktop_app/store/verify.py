"""Checking the file (数据库检查): pages, structure, links, chain, replay, search index, attachments, frozen copies."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from desktop_app.models.base import Record
from desktop_app.models.catalogue import KINDS
from desktop_app.rules import search
from desktop_app.store import attachments, connect, copies, history
from desktop_app.store.file import Store, check_pages
from desktop_app.store.history import Broken, Difference
from desktop_app.store.index import empty, index_name, put
from desktop_app.system.errors import Damaged

_TEXTS = {
    kind: " ".join(("SELECT id, search_text FROM", f'"{kind}"'))
    for kind, model in KINDS.items()
    if issubclass(model, Record)
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found; empty when all is well. ``index`` maps a kind to records whose index rows are off.

    ``copies`` says what is wrong with the frozen copies of issued bulletins, ``draws`` where a draw is not the one its
    seed gives, ``custody`` which items do not stand as their events leave them (``services.examining``); in sentences.
    """

    entries: int
    head: str
    structure: tuple[str, ...] = ()
    chain: Broken | None = None
    differences: tuple[Difference, ...] = ()
    index: dict[str, tuple[int, ...]] = field(default_factory=dict)
    attachments: tuple[int, ...] = ()
    copies: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()
    custody: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        other = self.index or self.attachments or self.copies or self.draws or self.custody
        return not (self.structure or self.chain or self.differences or other)

    @property
    def said(self) -> list[str]:
        """A Chinese sentence for each kind of trouble."""
        lines = ["数据文件结构有误。从备份恢复"] if self.structure else []
        lines += [self.chain.said] if self.chain else []
        if self.differences:
            lines.append(f"有 {len(self.differences)} 处内容与操作记录不符，是在程序外改的。对照备份核实")
        for kind, ids in self.index.items():
            lines.append(f"检索索引有 {len(ids)} 条与记录不符（{kind}）。重建索引")
        lines += [f"有 {len(self.attachments)} 个附件与存入时不符。从备份恢复"] if self.attachments else []
        return [*lines, *self.copies, *self.draws, *self.custody]


def pages(store: Store) -> None:
    """Check the seal of every page. Raises Damaged."""
    check_pages(store.folder.file, store.key)


def verify(store: Store) -> Findings:
    """Check everything. Raises Damaged if pages are not what was written; other troubles are in the findings."""
    pages(store)
    with _listing(store) as raw:
        structure = (*_problems(raw, "integrity_check"), *_problems(raw, "foreign_key_check"))
        off = {kind: found for kind in _TEXTS if (found := tuple(sorted(_index_drift(raw, kind))))}
    with store.read() as session:
        seq, head = history.head(session)
        bad = attachments.spoilt(session)
        return Findings(
            entries=seq,
            head=head,
            structure=structure,
            chain=history.verify_chain(session),
            differences=tuple(history.replay_matches(session)),
            index=off,
            attachments=tuple(attachments.verify(session, bad)),
            copies=tuple(copies.verify(session, bad)),
        )


def rebuild_index(store: Store) -> None:
    """Build the search index of every kind anew from the records' search texts (重建索引)."""
    with connect.spoken(), store.aside() as session:
        connection = session.connection()
        for kind, asked in _TEXTS.items():
            empty(connection, kind)
            put(connection, kind, [(row[0], row[1]) for row in connection.exec_driver_sql(asked)])


@contextmanager
def _listing(store: Store) -> Iterator[Any]:
    """A connection with temporary tables that list the index; once they stand it refuses to write."""
    connection = connect.connect(store.folder.file, store.key, writing=True)
    try:
        with connect.spoken():
            for kind in _TEXTS:
                name = index_name(kind)
                listed = f"""temp."{_listed(kind)}" USING fts5vocab('main', '{name}', 'instance')"""
                connection.execute(f"CREATE VIRTUAL TABLE {listed}")
            connection.execute("PRAGMA query_only=ON")
            yield connection
    finally:
        connection.close()


def _problems(raw: Any, pragma: str) -> list[str]:
    return [str(row) for row in raw.execute(f"PRAGMA {pragma}") if row[0] != "ok"]


def _index_drift(raw: Any, kind: str) -> Iterator[int]:
    """Ids whose index rows are not the tokens of their search text, compared by sums over the tokens."""
    found = _indexed(raw, kind)
    for record_id, text in raw.execute(_TEXTS[kind]):
        if found.pop(record_id, 0) != sum(map(_weight, search.tokens(text).split())):
            yield record_id
    yield from found


def _indexed(raw: Any, kind: str) -> dict[int, int]:
    sums: dict[int, int] = {}
    for term, record_id in raw.execute(" ".join(("SELECT term, doc FROM", f'temp."{_listed(kind)}"'))):
        sums[record_id] = sums.get(record_id, 0) + _weight(term)
    return sums


def _listed(kind: str) -> str:
    return f"listed_{kind}"


def _weight(token: str) -> int:
    return zlib.crc32(token.encode()) + (1 << 40)


def require_sound(store: Store) -> Findings:
    """The findings of a sound file. Raises Damaged with every sentence otherwise."""
    findings = verify(store)
    if not findings.sound:
        raise Damaged("".join(findings.said))
    return findings
