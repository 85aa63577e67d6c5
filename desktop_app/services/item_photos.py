"""Photos of seized items (照片): matched by what their files are called, attached by the hundred as one act."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import select

from desktop_app.models.keeping import Attachment
from desktop_app.models.seizures import ItemProcedure, SeizedItem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import ProcedureState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store import attachments
from desktop_app.system.errors import Refusal

ITEM = SeizedItem.__tablename__
POINT = "照片"
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"})
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"GIF8", b"II*\0", b"MM\0*")
"""JPEG, PNG, BMP, GIF, TIFF."""
_BARE = re.compile(r"^.*?物")
_NOT_THERE = "没有对上物品编号"


@dataclass(frozen=True)
class File:
    """A chosen file: its name, the SHA-256 of its bytes, how to read them, and why it is no photo, where it is none."""

    name: str
    sha256: str
    read: Callable[[], bytes]
    why: str = ""


@dataclass(frozen=True)
class Match:
    """A file and its item; without an item ``why`` says why it is left out, else what is to be known of it."""

    file: File
    item: int | None = None
    number: str = ""
    why: str = ""


def opened(name: str, read: Callable[[], bytes]) -> File:
    """A file with its hash; its bytes are read again when they are attached. What cannot be read says so."""
    try:
        data = read()
    except Refusal as refused:
        return File(name, "", read, refused.said)
    return File(name, hashlib.sha256(data).hexdigest(), read, _no_photo(data))


def _no_photo(data: bytes) -> str:
    """Why these bytes are no photo that can be kept, told by what they begin with; empty when they are one."""
    if not data:
        return "文件是空的。重新拷贝这张照片"
    if len(data) > attachments.LARGEST:
        return f"照片有 {len(data) >> 20} 兆，最多 {attachments.LARGEST >> 20} 兆。压缩后再选"
    boxed = data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    return "" if boxed or data.startswith(_BEGINNINGS) else "内容不是照片，或已损坏。核对文件"


def matched(facts: Facts, files: Sequence[File], among: Iterable[int] = ()) -> list[Match]:
    """Every file with the item its name begins with: 清检物2015-0012-03, 2015-0012-03_1, 3-背面 in one case.

    ``among`` are the items meant by a bare serial number; a full number finds any. The same bytes twice for an item,
    chosen or attached before, are left out.
    """
    keys = _keys(facts, among)
    held = _held(facts)
    found = []
    for file in files:
        one = _match(file, keys, held)
        if one.item is not None:
            held.setdefault(one.item, {})[file.sha256] = file.name
        found.append(one)
    return found


def _keys(facts: Facts, among: Iterable[int]) -> dict[str, Row | None]:
    """What a name may begin with, by the item meant; None where several are."""
    told: dict[str, Row | None] = {}
    for row in facts.live(ITEM):
        number = tight(str(row["number"])).upper()
        for key in {number, _BARE.sub("", number)}:
            told[key] = None if key in told else row
    for item in among:
        row = facts.row(ITEM, item)
        serial = str(row.get("number") or "").rpartition("-")[2]
        if serial.isdecimal():
            key = str(int(serial))
            told[key] = None if key in told else row
    return told


def _held(facts: Facts) -> dict[int, dict[str, str]]:
    asked = select(Attachment.record_id, Attachment.sha256, Attachment.name).where(Attachment.kind == ITEM)
    held: dict[int, dict[str, str]] = {}
    for record_id, sha256, name in facts.session.execute(asked):
        held.setdefault(record_id, {})[sha256] = name
    return held


def _match(file: File, keys: Mapping[str, Row | None], held: Mapping[int, Mapping[str, str]]) -> Match:
    path = PurePath(file.name.replace("\\", "/"))
    if path.suffix.lower() not in ENDINGS:
        return Match(file, why="不是照片")
    if file.why:
        return Match(file, why=file.why)
    key = _key(tight(path.stem).upper(), keys)
    if key is None:
        return Match(file, why=_NOT_THERE)
    row = keys[key]
    if row is None:
        return Match(file, why="对上的物品不止一件，用完整的物品编号命名")
    there = held.get(row["id"], {})
    if file.sha256 in there:
        return Match(file, number=str(row["number"]), why=f"与“{attachments.shown_name(there[file.sha256])}”是同一张")
    again = file.name in there.values()
    return Match(file, row["id"], str(row["number"]), "同名的旧照片保留" if again else "")


def _key(stem: str, keys: Mapping[str, Row | None]) -> str | None:
    """The longest key a name begins with and no digit goes on; zeros before a bare serial do not count."""
    ends = [at for at in range(len(stem), 0, -1) if not stem[at : at + 1].isdecimal()]
    whole = next((stem[:at] for at in ends if stem[:at] in keys), None)
    serial = re.match(r"0*(\d{1,4})(?!\d|-\d)", stem)
    return whole or (serial[1] if serial is not None and serial[1] in keys else None)


def attach_all(
    desk: Desk, law: Law, matches: Sequence[Match], tick: bool, step: Callable[[int, int], object]
) -> Outcome:
    """Attach the matched files as one act; with ``tick`` the point 照片 of their items is there, unless it says 缺.

    ``step`` is told how far it is and may raise to stop. Raises Refusal.
    """
    taken = [one for one in matches if one.item is not None]
    if not taken:
        raise Refusal("没有对上物品的照片。用物品编号作文件名，再选一次")
    with desk.store.unit("成批添加照片") as unit:
        facts = Facts(unit.session, desk.today)
        items = list(dict.fromkeys(one.item for one in taken if one.item is not None))
        for at, one in enumerate(taken):
            step(at, len(taken))
            assert one.item is not None
            attachments.add(unit, ITEM, one.item, one.file.name, _bytes(one.file))
        for item in items if tick else ():
            draft = records.load(unit.session, SeizedItem, item, law.lists)
            if _ticked(draft):
                records.write(unit, law, draft, facts, records.Mode.DESK)
    said = f"已给 {len(items)} 件添加 {len(taken)} 张照片"
    return Outcome(ITEM, tuple(items), said, unit.batch_id)


def _bytes(file: File) -> bytes:
    data = file.read()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Refusal(f"“{attachments.shown_name(file.name)}”选好后又改过。重新选照片")
    return data


def _ticked(draft: Draft) -> bool:
    """Whether the point was not told yet and is there now."""
    rows: list[dict[str, Any]] = draft.rows(ItemProcedure)
    if any(row[ItemProcedure.word.key] == POINT for row in rows):
        return False
    rows.append({ItemProcedure.word.key: POINT, ItemProcedure.state.key: ProcedureState.THERE})
    return True
