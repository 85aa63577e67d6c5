"""更正通报: a new bulletin that says what is wrong in an issued one; the issued one stays as it is."""

from collections.abc import Iterator
from typing import Any

from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.rules.dates import long_day
from desktop_app.rules.manuscript import figure
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, LineKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.drafting import reshown, told_of
from desktop_app.services.facts import Facts, Row
from desktop_app.services.late import LateChange, late_changes
from desktop_app.services.law import Law
from desktop_app.services.manuscripts import loaded, manuscript
from desktop_app.services.outcome import Outcome
from desktop_app.services.wordings import correction
from desktop_app.system.errors import Refusal

CORRECTED, CORRECTING = "已更正", "更正中"
_TAKEN_OVER = (
    Bulletin.period, Bulletin.format, Bulletin.naming, Bulletin.addressee, Bulletin.sealing, Bulletin.signed_as,
    Bulletin.secrecy, Bulletin.secrecy_term, Bulletin.urgency, Bulletin.copied_to, Bulletin.issuer,
    Bulletin.preprinted, Bulletin.duplex,
)  # fmt: skip
"""What a correction has in common with the paper it corrects."""


def correct(desk: Desk, law: Law, bulletin_id: int, reason: str) -> Outcome:
    """Draft a 更正通报 of an issued bulletin: its number, every number that reads otherwise now, the reason."""
    if not reason.strip():
        raise Refusal("没写更正原因。写明哪里有误、为什么", "reason")
    with desk.facts() as facts:
        original = loaded(facts, bulletin_id)
        if not original[Bulletin.snapshot]:
            raise Refusal(f"{original[Bulletin.number]} {original[Bulletin.state]}，还没印发。直接修改", "state")
        made = _drafted(facts, original, reason.strip())
    done = records.save(desk, law, made)
    return Outcome(done.kind, done.ids, f"已起草 {made[Bulletin.title]}", done.batch, done.warnings)


def _drafted(facts: Facts, original: Draft, reason: str) -> Draft:
    said = manuscript(facts, original)
    inner = said.title.translate(str.maketrans("《》", "〈〉"))
    changed = _wrong([one for one in late_changes(facts) if one.bulletin_id == original.record_id])
    values: Values = {attr.key: original[attr] for attr in _TAKEN_OVER}
    values |= {
        "kind": BulletinKind.OTHER,
        "title": correction()["title"].format(title=inner),
        "as_of": facts.today,
        "corrects_id": original.record_id,
        "drafter_id": original[Bulletin.drafter_id],
        "reviewer_id": original[Bulletin.reviewer_id],
    }
    made = new_draft(Bulletin, values)
    made.parts[BulletinFigure.__tablename__] = list(_figures(facts, original, changed))
    texts = list(_texts(original, said.unit, inner, changed, reason))
    made.parts[BulletinLine.__tablename__] = [
        {"position": at, "kind": LineKind.TEXT, "text": text, "grid": {}} for at, text in enumerate(texts, 1)
    ]
    return made


def _wrong(changes: list[LateChange]) -> list[LateChange]:
    """Numbers that read otherwise now, each once: one whose records alone changed still says what is right."""
    return list({one.trace: one for one in changes if one.old_digits != one.new_digits}.values())


def _figures(facts: Facts, original: Draft, changed: list[LateChange]) -> Iterator[dict[str, Any]]:
    """The new numbers, traced like the old ones."""
    rows = {row["key"]: row for row in original.rows(BulletinFigure)}
    for at, one in enumerate(changed, 1):
        found = facts.sources.trace(one.trace)
        shown = reshown(rows[one.key]["shown"], found)
        yield {"key": f"n{at}", "asked": one.trace.told(), "told": told_of(found), "shown": shown}


def _texts(original: Draft, unit: str, title: str, changed: list[LateChange], reason: str) -> Iterator[str]:
    sent, number = original[Bulletin.sent_on], original[Bulletin.doc_no]
    day = long_day(sent) if sent else ""
    paper = f"《{title}》（{number}）" if number else f"《{title}》"
    words = correction()
    yield words["opening"].format(unit=unit, day=day, paper=paper)
    for at, one in enumerate(changed, 1):
        now, before = figure(f"n{at}"), _quoted(one.old_digits)
        yield words["changed"].format(figure=one.label, asked=one.asked, now=now, before=before)
    yield words["reason"].format(reason=reason.rstrip("。"))
    yield words["closing"]


def _quoted(digits: str) -> str:
    """An old number as it is quoted: it is not held to be one of this paper's own."""
    return f"百分之{digits.removesuffix('%')}" if digits.endswith("%") else digits


def standing(facts: Facts, number: str) -> str:
    """Whether a bulletin was corrected (已更正), is being corrected (更正中), or neither (empty)."""
    found = [row for row in facts.live(Bulletin.__tablename__) if _corrects(facts, row, number)]
    if any(row["state"] == BulletinState.ISSUED for row in found):
        return CORRECTED
    return CORRECTING if any(row["state"] != BulletinState.DROPPED for row in found) else ""


def _corrects(facts: Facts, row: Row, number: str) -> bool:
    target = facts.row(Bulletin.__tablename__, row["corrects_id"])
    return bool(target) and target["number"] == number
