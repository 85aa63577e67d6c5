"""Attachments of a record (附件): added, annotated, taken away; each an act in its history."""

from collections.abc import Sequence

from desktop_app.models.keeping import Attachment
from desktop_app.services.desk import Desk
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import plain
from desktop_app.store import attachments
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal


def attach(desk: Desk, law: Law, record_id: int, files: Sequence[tuple[str, bytes]]) -> Outcome:
    """Attach files, given as name and bytes, to a record. Refuses what is too large."""
    if not files:
        raise Refusal("没有选文件。先选要附的文件")
    with desk.store.unit(f"{law.title}添加附件") as unit:
        for name, data in files:
            attachments.add(unit, law.model.__tablename__, record_id, name, data)
        called = _called(unit, law, record_id)
    said = f"已给 {called} 添加 {len(files)} 个附件"
    return Outcome(law.model.__tablename__, (record_id,), said, unit.batch_id)


def annotate(desk: Desk, law: Law, attachment_id: int, note: str) -> Outcome:
    """Write what an attachment is (附件说明)."""
    with desk.store.unit(f"{law.title}附件说明") as unit:
        row = _row(unit, attachment_id)
        row.note = note.strip()
        record_id, name = row.record_id, row.name
    return Outcome(law.model.__tablename__, (record_id,), f"已写附件说明：{name}", unit.batch_id)


def detach(desk: Desk, law: Law, attachment_id: int, reason: str) -> Outcome:
    """Take an attachment away from its record; undo brings it back, its bytes stay in the file."""
    if not reason.strip():
        raise Refusal("没写去掉附件的原因。写明原因再去掉", "reason")
    with desk.store.unit(f"{law.title}去掉附件", reason=reason.strip()) as unit:
        row = _row(unit, attachment_id)
        record_id, name = row.record_id, row.name
        unit.session.delete(row)
    return Outcome(law.model.__tablename__, (record_id,), f"已去掉附件 {name}", unit.batch_id)


def _row(unit: UnitOfWork, attachment_id: int) -> Attachment:
    row = unit.session.get(Attachment, attachment_id)
    if row is None:
        raise Refusal("这个附件已去掉。按 F5 看新内容")
    return row


def _called(unit: UnitOfWork, law: Law, record_id: int) -> str:
    record = unit.session.get(law.model, record_id)
    if record is None:
        raise Refusal("没有这条记录。按 F5 看新内容")
    return law.call(plain(record))
