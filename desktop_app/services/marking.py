"""Marks keyed, keyed again, changed after publication, and retakes (成绩录入、复核录入、改分、补考)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.models.exams import MarkChange, Sitting
from desktop_app.models.people import Department
from desktop_app.rules.exams import KEYING, PUBLISHED
from desktop_app.rules.marks import (
    Band,
    Mark,
    Tally,
    Terms,
    bands,
    by_department,
    misfit,
    ranked,
    tallied,
)
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.exams import exam_row, sittings
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

UNKEYED, KEYED, RETAKEN = "未录", "已录", "已补考"
_SCORES = ("first", "second", "total")
_AGAIN = {"first": "again_first", "second": "again_second", "total": "again_total"}


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One candidate on the sheet; marks in hundredths, ``rank`` among those with a valid mark."""

    id: int
    number: str
    version: int
    seat: int | None
    room: str
    ticket: str
    name: str
    officer_id: int | None
    department: str
    short: str
    code: SittingCode
    cause: AbsenceCause | None
    excuse: str
    first: int | None
    second: int | None
    total: int | None
    again: tuple[int | None, int | None, int | None]
    retake_on: date | None
    retake_code: SittingCode | None
    retake_total: int | None
    note: str
    grade: str = ""
    rank: int | None = None

    @property
    def state(self) -> str:
        """How the candidate stands, in one word: 未录, 已录, 缺考, 缓考, 违纪, 免考, 已补考."""
        if self.retake_total is not None:
            return RETAKEN
        if self.code != SittingCode.SAT:
            return str(self.code)
        return UNKEYED if self.total is None else KEYED

    @property
    def mark(self) -> Mark:
        """The candidate as the statistics look at him."""
        return Mark(self.id, self.name, self.department, self.code, self.total, self.retake_total)


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """The score sheet of an exam (成绩册) with its statistics; ``exam`` is the exam's row by attribute name."""

    exam: Row
    terms: Terms
    lines: tuple[MarkLine, ...]
    tally: Tally
    bands: tuple[Band, ...]
    departments: Mapping[str, Tally]
    held: str = ""
    """Why nobody at this desk keys marks."""

    @property
    def labels(self) -> tuple[tuple[str, str, int], ...]:
        """The cells to key, in order: attribute, heading, full marks in hundredths; the total alone without kinds."""
        if not self.terms.parted:
            return (("total", "总分", self.terms.full),)
        names = (str(self.exam["first_name"] or "客观题"), str(self.exam["second_name"] or "主观题"))
        return (("first", names[0], self.terms.first_full or 0), ("second", names[1], self.terms.second_full or 0))

    @property
    def may_key(self) -> str:
        """Why marks cannot be keyed now, as a sentence with the remedy; empty when they can."""
        state = self.exam["state"]
        if self.held:
            return self.held
        if state in PUBLISHED:
            return "成绩已公布，不再直接录入。用“改分”（Alt+M）办理，写明原因和复核人"
        if state in KEYING:
            return ""
        if state == ExamState.CHECKING:
            return "正在复核。要改初录成绩，先“退回录入”，或在“复核录入”（Alt+B）里改"
        return "还没有考试。考完用“考试结束”办理，再录成绩"

    def line(self, sitting_id: int) -> MarkLine:
        return next(line for line in self.lines if line.id == sitting_id)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the second keying differs from the first (复核录入不一致): the cell and both marks in hundredths."""

    id: int
    seat: int | None
    name: str
    field: str
    label: str
    first: int | None
    second: int | None


def sheet(facts: Facts, exam_id: int) -> MarkSheet:
    """The score sheet of an exam as it stands."""
    exam = exam_row(facts, exam_id)
    return sheet_of(exam, [_line(facts, row) for row in sittings(facts.session, exam_id)])


def told(given: MarkSheet, sitting_id: int, values: Mapping[str, Any]) -> MarkSheet:
    """The sheet as it would stand with one candidate's values changed; nothing is read or written."""
    lines = [_with(line, values) if line.id == sitting_id else line for line in given.lines]
    return sheet_of(given.exam, lines)


def _with(line: MarkLine, values: Mapping[str, Any]) -> MarkLine:
    changed = replace(line, **{name: value for name, value in values.items() if name != "id"})
    if {"first", "second"} & set(values) and "total" not in values:
        both = None not in (changed.first, changed.second)
        changed = replace(changed, total=(changed.first or 0) + (changed.second or 0) if both else None)
    return changed


def sheet_of(exam: Row, lines: Iterable[MarkLine]) -> MarkSheet:
    """The sheet of an exam's row and these lines, ranks, grades and statistics worked out."""
    terms = Terms.of(exam)
    every = list(lines)
    marks = [line.mark for line in every]
    ranks, scale = ranked(marks, terms), terms.scale
    graded = tuple(
        replace(
            line,
            rank=ranks.get(line.id),
            grade=scale.grade(line.total) if scale and line.mark.counts and line.total is not None else "",
        )
        for line in every
    )
    return MarkSheet(
        exam, terms, graded, tallied(marks, terms), tuple(bands(marks, terms)), by_department(marks, terms)
    )


def _line(facts: Facts, row: Sitting) -> MarkLine:
    place = facts.row(Department.__tablename__, row.department_id)
    return MarkLine(
        row.id,
        row.number,
        row.version,
        row.seat,
        row.room,
        row.ticket,
        row.name,
        row.officer_id,
        str(place.get("name") or "未填部门"),
        str(place.get("short") or place.get("name") or ""),
        row.code,
        row.cause,
        row.excuse,
        row.first,
        row.second,
        row.total,
        (row.again_first, row.again_second, row.again_total),
        row.retake_on,
        row.retake_code,
        row.retake_total,
        row.note,
    )


def key(desk: Desk, law: Law, sitting_id: int, values: Mapping[str, Any]) -> Outcome:
    """Save what was keyed for one candidate: marks, or code and cause, as one act with its history.

    A mark given to somebody absent makes him present again; a code other than 参考 takes his marks away. Refuses
    while the exam is not being marked.
    """
    with desk.facts() as facts:
        draft = records.load(facts.session, Sitting, sitting_id, law.lists)
        _allowed(facts, draft[Sitting.exam_id], KEYING)
    code = values.get("code")
    if code not in (None, SittingCode.SAT):
        draft.values.update(dict.fromkeys(_SCORES))
    elif any(values.get(name) is not None for name in _SCORES) and draft[Sitting.code] != SittingCode.SAT:
        draft.values.update({"code": SittingCode.SAT, "cause": None, "excuse": ""})
    elif code is SittingCode.SAT:
        draft.values.update({"cause": None, "excuse": ""})
    draft.values.update(values)
    return records.save(desk, law, draft)


def _allowed(facts: Facts, exam_id: int | None, states: Sequence[ExamState]) -> None:
    exam = exam_row(facts, exam_id)
    if not exam:
        raise Refusal("没写是哪一场考试。先选考试再录成绩", "exam_id")
    if exam["state"] not in states:
        raise Refusal(f"考试“{exam['title']}”{_WHY[exam['state']]}", "state")


_WHY = {
    ExamState.PREPARING: "还在筹备。先“列名单、排座”，考完再录成绩",
    ExamState.SEATED: "还没有考。考完用“考试结束”办理，再录成绩",
    ExamState.SAT: "还没有提交复核。阅卷完成、提交复核后再办",
    ExamState.MARKED: "还没有提交复核。提交复核后再办",
    ExamState.CHECKING: "正在复核。要改初录成绩，先“退回录入”，或在“复核录入”里改",
    ExamState.PUBLISHED: "成绩已公布。用“改分”办理，写明原因和复核人",
    ExamState.FILED: "已归档。用“改分”办理，写明原因和复核人",
}


def key_again(desk: Desk, law: Law, sitting_id: int, values: Mapping[str, Any]) -> Outcome:
    """Save the second keying of one candidate (复核录入): ``values`` by first, second, total.

    The first keying stays as it is; marks out of range are refused like first ones.
    """
    with desk.facts() as facts:
        draft = records.load(facts.session, Sitting, sitting_id, law.lists)
        _allowed(facts, draft[Sitting.exam_id], (ExamState.CHECKING,))
        terms = Terms.of(exam_row(facts, draft[Sitting.exam_id]))
    wholes = {"first": terms.first_full, "second": terms.second_full, "total": terms.full}
    given = dict(values)
    if "total" not in given and None not in (given.get("first"), given.get("second")):
        given["total"] = given["first"] + given["second"]
    for name, value in given.items():
        said = misfit(value, wholes[name], terms.step, "成绩")
        if said:
            raise Refusal(said, _AGAIN[name])
    draft.values.update({_AGAIN[name]: value for name, value in given.items()})
    return records.save(desk, law, draft)


def differences(facts: Facts, exam_id: int) -> tuple[Difference, ...]:
    """Where both keyings of an exam differ, by seat; what was not keyed again is not among them."""
    found = sheet(facts, exam_id)
    cells = found.labels
    return tuple(
        Difference(line.id, line.seat, line.name, name, label, first, again)
        for line in found.lines
        for name, label, _ in cells
        for first, again in [(getattr(line, name), line.again[_SCORES.index(name)])]
        if again not in (None, first)
    )


def settle(desk: Desk, law: Law, sitting_id: int, values: Mapping[str, Any]) -> Outcome:
    """What a mark really is, where both keyings differ (核对试卷后): both are set to it in one act.

    A kind of questions that was not keyed again stays unchecked.
    """
    with desk.facts() as facts:
        draft = records.load(facts.session, Sitting, sitting_id, law.lists)
        _allowed(facts, draft[Sitting.exam_id], (ExamState.CHECKING,))
    draft.values.update(values)
    if {"first", "second"} & set(values) and None not in (draft[Sitting.first], draft[Sitting.second]):
        draft.values["total"] = draft.values["first"] + draft.values["second"]
    known = {name for name in _SCORES if name in values or draft.values[_AGAIN[name]] is not None}
    if {"first", "second"} <= known:
        known.add("total")
    draft.values.update({_AGAIN[name]: draft.values[name] for name in known})
    return records.save(desk, law, draft)


def change_mark(
    desk: Desk, law: Law, sitting_id: int, values: Mapping[str, Any], reason: str, witness_id: int | None
) -> Outcome:
    """Change a published mark (公布后改分): the old one stays as a MarkChange, with reason and second person.

    The second keying follows it. Not undoable: a wrong change is changed again. Refuses without a reason, without a
    second person, or where the second person is the candidate.
    """
    if not reason.strip():
        raise Refusal("没写改分原因。写明原因再改", "reason")
    if witness_id is None:
        raise Refusal("没选复核人。公布后改分要有第二人复核", "witness_id")
    with desk.facts() as facts:
        draft = records.load(facts.session, Sitting, sitting_id, [*law.lists, MarkChange])
        _published_only(facts, draft[Sitting.exam_id])
    if witness_id == draft[Sitting.officer_id]:
        raise Refusal("复核人是应试人本人。另选一人复核", "witness_id")
    draft.values.update(_summed(draft.values, values))
    changed = [name for name in (*_SCORES, "code", "retake_total", "retake_code") if name in draft.changed]
    if not changed:
        raise Refusal("成绩没有变化。改了再存", "total")
    checked = [name for name in changed if name in _AGAIN and draft.values[_AGAIN[name]] is not None]
    draft.values.update({_AGAIN[name]: draft.values[name] for name in checked})
    draft.rows(MarkChange).extend(
        {
            "changed_on": desk.today,
            "field": name,
            "old": _said(draft.loaded[name]),
            "new": _said(draft.values[name]),
            "reason": reason.strip(),
            "witness_id": witness_id,
        }
        for name in changed
    )
    with desk.store.unit(f"{law.title}公布后改分", reason=reason, undoable=False) as unit:
        facts = Facts(unit.session, desk.today)
        record, warnings = records.write(unit, law, draft, facts, records.Mode.DESK)
        record_id, called = record.id, law.call(records.plain(record))
    said = f"已改分 {called}，原成绩留存"
    return Outcome(law.model.__tablename__, (record_id,), said, unit.batch_id, tuple(warnings))


def _summed(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with the total that follows from both kinds of questions, or no marks at all for who did not sit."""
    given = {**before, **values}
    if given.get("code") != SittingCode.SAT:
        return {**values, **dict.fromkeys(_SCORES)}
    if {"first", "second"} & set(values) and "total" not in values:
        both = None not in (given["first"], given["second"])
        return {**values, "total": given["first"] + given["second"] if both else None}
    return dict(values)


def _said(value: Any) -> str:
    if value is None:
        return ""
    return points(value) if isinstance(value, int) else str(value)


def _published_only(facts: Facts, exam_id: int | None) -> None:
    exam = exam_row(facts, exam_id)
    if exam.get("state") not in PUBLISHED:
        raise Refusal(f"考试“{exam.get('title')}”还没有公布成绩，直接在“成绩录入”里改", "state")


def retake(
    desk: Desk,
    law: Law,
    sitting_id: int,
    on: date | None,
    total: int | None,
    code: SittingCode = SittingCode.SAT,
) -> Outcome:
    """Record the retake of one candidate (补考): its day and mark, or why there is none. The first attempt stays."""
    if on is None:
        raise Refusal("没填补考日期。填好再存", "retake_on")
    if code is SittingCode.SAT and total is None:
        raise Refusal("没填补考成绩。填好，或记补考缺考", "retake_total")
    with desk.facts() as facts:
        draft = records.load(facts.session, Sitting, sitting_id, law.lists)
        held = exam_row(facts, draft[Sitting.exam_id]).get("held_on")
    if held is not None and on < held:
        raise Refusal(f"补考日期 {on} 早于考试日期 {held}。请改后", "retake_on")
    draft.values.update(
        {"retake_on": on, "retake_total": total if code is SittingCode.SAT else None, "retake_code": code}
    )
    return records.save(desk, law, draft)
