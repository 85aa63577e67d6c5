"""Reprinting an issued bulletin (重印): its frozen copies, byte for byte, whatever became of the records since."""

from dataclasses import dataclass

from desktop_app.reports.bulletin_request import bulletin_asked
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import CopyKind, Naming
from desktop_app.services.facts import Facts
from desktop_app.services.issuing import Copy, copies, copy_bytes
from desktop_app.system.errors import Refusal

NAMING = "naming"
"""Option that asks for one of the three namings (具名方式) of an issued paper."""
PDF, WORDS = ".pdf", ".docx"


@dataclass(frozen=True)
class Kept:
    """A frozen copy with its bytes."""

    data: bytes
    pages: int


def kept_paper(request: Request, ending: str) -> Kept | None:
    """The paper as it went out, in the naming asked for; None while the bulletin is not issued."""
    return _kept(request, {PDF: CopyKind.PAPER, WORDS: CopyKind.WORDS}, ending)


def kept_internal(request: Request, ending: str) -> Kept | None:
    """The internal copy kept with it."""
    return _kept(request, {PDF: CopyKind.INTERNAL}, ending)


def _kept(request: Request, kinds: dict[str, CopyKind], ending: str) -> Kept | None:
    with request.desk.facts() as facts:
        bulletin_id = bulletin_asked(request, facts)
        row = facts.row("bulletin", bulletin_id)
        if not row["snapshot"]:
            return None
        if ending not in kinds:
            raise Refusal(f"已印发的通报没有 {ending} 存档。改成 {'、'.join(kinds)} 结尾")
        kind = kinds[ending]
        chosen = _naming(request) or row["naming"]
        found = _copy(facts, bulletin_id, kind, Naming.NAMED if kind is CopyKind.INTERNAL else chosen)
        return Kept(copy_bytes(facts, found.id), found.pages)


def _naming(request: Request) -> Naming | None:
    asked = request.options.get(NAMING, "")
    if asked and asked not in set(Naming):
        raise Refusal(f"没有“{asked}”这种具名方式。可选：{'、'.join(Naming)}")
    return Naming(asked) if asked else None


def _copy(facts: Facts, bulletin_id: int, kind: CopyKind, naming: Naming) -> Copy:
    found = [one for one in copies(facts, bulletin_id) if one.kind is kind]
    same = [one for one in found if one.naming is naming]
    if not same:
        there = "、".join(one.naming.value for one in found if one.naming)
        raise Refusal(f"{kind}没有“{naming}”的存档，只有{there or '别的'}。换一种具名方式")
    return same[0]
