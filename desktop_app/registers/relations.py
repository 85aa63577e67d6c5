"""Linked records in words (关联): what each is to the other, its number, subject, state and day.

Which records are linked is told by the tables (``figures.relations``); what a link is called, by the registers' own
labels. What no register shows is named here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.figures import relations
from desktop_app.figures.relations import FIGURE, NAMED, TIES, Link
from desktop_app.models.base import Attr
from desktop_app.models.cases import CardSet, CaseCard, CaseFile
from desktop_app.models.people import Officer
from desktop_app.models.reviews import DrawnCase, NomineeVote, PoolCase
from desktop_app.models.seizures import SeizedItem
from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.services.custody_issues import events_of_issues, issues_of_events
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals

BASE = frozenset(kind for kind, register in BY_KIND.items() if register.tab == "basics")
"""Kinds that nearly every record points to: their links are told on pages of their own, not in the panel."""

PEOPLE, CASES = Officer.__tablename__, CaseFile.__tablename__
_RESTS, _NAMES, _TIED, _OWN = "数字所依据", "点名", "关联", "本案"
_SELF, _CALLED = "本人", ("姓名", "干警", "应试人")
_UNSHOWN: Mapping[str, str] = {
    f"{attr.class_.__tablename__}.{attr.key}": said
    for attr, said in (
        (PoolCase.case_no, "候选名单"),
        (DrawnCase.case_no, "抽取名单"),
        (NomineeVote.officer_id, "投票"),
        (CaseCard.issuer_id, "发卡人"),
        (CardSet.case_no, "受案号"),
        (CaseFile.number, _OWN),
        (SeizedItem.parent_id, "拆自"),
    )
}
"""What links are called that no register shows."""


@dataclass(frozen=True, slots=True)
class Related:
    """A linked record as a line: what it is to the record asked about, its number, subject, state, tab."""

    kind: str
    id: int
    tab: str
    title: str
    number: str
    what: str
    state: str
    roles: tuple[str, ...]
    retired: bool = False


def role(link: Link, kind: str) -> str:
    """What the linked record is to one of ``kind``: the label of the field by which either points to the other."""
    if link.part in (FIGURE, NAMED, TIES):
        return {FIGURE: _RESTS, NAMED: _NAMES}.get(link.part, _TIED)
    owner = BY_KIND.get(link.kind if link.pointing else kind)
    return _label(owner, link) if owner is not None else ""


def _label(owner: Register, link: Link) -> str:
    unshown = _UNSHOWN.get(f"{link.part or owner.kind}.{link.name}", "")
    if not link.part:
        label = owner.label_of(link.name)
        return unshown or (_SELF if label in _CALLED else label)
    group = group_of(owner, link.part)
    if group is None:
        return unshown or _TIED
    field = next((item for item in group.fields if item.name == link.name), None)
    if field is None or field is group.lead or field.label == group.label or group.single:
        return unshown or group.label
    return unshown or (field.label if group.label in field.label else f"{group.label}{field.label}")


def group_of(owner: Register, part: str) -> Parts | None:
    """The part of a register by its name, typed or written by an action."""
    return next((group for group in (*owner.parts, *owner.told) if group.name == part), None)


def related(facts: Facts, register: Register, record_id: int, most: int = 0) -> tuple[list[Related], int]:
    """Live records linked to one, in tab order, the newest of each kind first; and how many there are in all.

    Not told are the small tables its own fields point to, and nothing of a record of these.
    """
    if register.kind in BASE:
        return [], 0
    found = relations.around(facts.session, register.kind, record_id, BASE)
    found = [link for link in found if link.kind not in BASE] + _said(facts, register, record_id)
    found = [link for link in found if link.kind not in facts.withheld]
    roles = roles_of(found, register.kind)
    ids: dict[str, list[int]] = {}
    for kind, one in roles:
        ids.setdefault(kind, []).append(one)
    out: list[Related] = []
    for own in BY_KIND.values():
        rows = _lines(facts, own, sorted(ids.get(own.kind, ()), reverse=True)[: most or None])
        out += [_related(facts, own, row, roles[own.kind, row.id]) for row in rows]
    total = sum(len(wanted) for kind, wanted in ids.items() if kind in BY_KIND)
    live = [one for one in out if not one.retired]
    return live, total - (len(out) - len(live))


def shut_titles(facts: Facts, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The registers that stand locked now, by their titles."""
    return tuple(own.title for own in BY_KIND.values() if own.kind in facts.withheld - but)


def roles_of(links: Iterable[Link], kind: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """What every linked record is to one of ``kind``, each word once."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    for link in links:
        found.setdefault((link.kind, link.id), {}).setdefault(role(link, kind), None)
    return {key: tuple(filter(None, words)) for key, words in found.items()}


def _said(facts: Facts, register: Register, record_id: int) -> list[Link]:
    """A problem names in its 表现 the number of the event it came of; that is a link as well."""
    event, issue = "custody_event", "issue"
    if register.kind not in (event, issue):
        return []
    ahead = issues_of_events(facts) if register.kind == event else events_of_issues(facts)
    if not ahead:
        return []
    own = next((str(line.values["number"]) for line in _lines(facts, register, [record_id])), "")
    other = BY_KIND[issue if register.kind == event else event]
    found = reading.ids(facts, other, [Equals(other.model.number, ahead[own])]) if own in ahead else ()
    return [Link(other.kind, one, TIES, "showing", None, register.kind == event) for one in found]


def _lines(facts: Facts, register: Register, ids: Sequence[int]) -> list[Line]:
    if not ids:
        return []
    subject = register.by_name.get(register.subject.key)
    asked = [register.number_field, *([subject] if isinstance(subject, Field) else [])]
    return reading.lines(facts, register, ids, asked)


def _related(facts: Facts, register: Register, row: Line, roles: tuple[str, ...]) -> Related:
    values = row.values
    state = str(values.get(register.state_name) or "") if register.state_name else ""
    retired = values.get("retired_at") is not None
    number = str(values.get("number") or "")
    return Related(
        register.kind, row.id, register.tab, register.title, number, subject_of(facts, register, values), state, roles,
        retired,
    )  # fmt: skip


def subject_of(facts: Facts, register: Register, values: Mapping[str, Any]) -> str:
    """What a record is about, in words."""
    value, item = values.get(register.subject.key), register.by_name.get(register.subject.key)
    if isinstance(item, Field) and item.link_kind:
        return facts.label(item.link_kind, value)
    return str(value or "")


OWED = frozenset(
    {
        *("due_on", "first_due_on", "base_due_on", "base_start_on", "start_on", "end_on", "correct_by", "retake_by"),
        *("look_back_on", "planned_from_on", "planned_to_on", "to_on", "until_on", "old_on", "new_on", "old_due_on"),
        *("new_due_on", "old_start_on", "new_start_on", "birth_on", "joined_on", "entered_on", "post_since_on"),
        *("valid_from", "valid_to"),
    }
)
"""Days that are set, not days on which something happened."""


BEGINS = ("start_on", "planned_from_on")
"""Days something is set to begin on, for what nothing has happened to yet."""


def happened(item: Field, due: Attr[Any] | None = None) -> bool:
    """Whether a field is the day of something that happened."""
    return item.shape is Shape.DAY and item.name not in OWED and (due is None or item.name != due.key)


def days_of(register: Register, values: Mapping[str, Any]) -> list[tuple[date, str]]:
    """The days told of a record with what each was, in the order of its form."""
    wanted = [item for item in register.fields if happened(item, register.due)]
    return [(values[item.name], item.label) for item in wanted if isinstance(values.get(item.name), date)]


def day_of(facts: Facts, register: Register, values: Mapping[str, Any]) -> date | None:
    """The day a record stands under: its own first one, that of what it belongs to (考试, 盘点), else a set one."""
    if own := days_of(register, values):
        return own[0][0]
    for item in register.fields:
        if item.shape is Shape.LINK and item.link_kind not in BASE and item.link_kind in BY_KIND:
            over = BY_KIND[item.link_kind]
            if told := days_of(over, facts.row(over.kind, values.get(item.name))):
                return told[0][0]
    return next((values[name] for name in BEGINS if isinstance(values.get(name), date)), None)
