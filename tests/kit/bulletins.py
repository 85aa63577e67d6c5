"""Short ways to write a bulletin and take it along its way."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.figures.traced import Sources, Trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.rules.manuscript import figure
from desktop_app.rules.vocabulary import BulletinKind, LineKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.manuscripts import loaded as load
from desktop_app.services.outcome import Outcome

AS_OF = date(2015, 5, 31)
SIGNED = date(2015, 6, 2)
TITLE = "关于2015年5月规范司法行为专项整治问题整改进展情况的通报"
COUNT = Trace("issues.count", AS_OF)
"""How many problems there are at the end of May."""


def lines(*texts: str | tuple[LineKind, str]) -> list[Values]:
    """Paragraphs in order; a plain text is 正文."""
    told = [(LineKind.TEXT, text) if isinstance(text, str) else text for text in texts]
    return [{"position": at, "kind": kind, "text": text, "grid": {}} for at, (kind, text) in enumerate(told, 1)]


def figures(desk: Desk, *traces: Trace) -> list[Values]:
    """Traced numbers n1, n2 … as they stand today."""
    with desk.facts() as facts:
        sources = Sources(facts.session)
        found = [sources.trace(trace) for trace in traces]
    return [
        {
            "key": f"n{at}",
            "asked": one.trace.told(),
            "told": {"value": one.value, "rows": one.digest},
            "shown": one.digits + one.unit,
        }
        for at, one in enumerate(found, 1)
    ]


def draft(desk: Desk, *texts: str | tuple[LineKind, str], traces: Sequence[Trace] = (COUNT,), **more: Any) -> Draft:
    """A bulletin of May, unsaved; without texts it says how many problems there are."""
    given = {"kind": BulletinKind.PROGRESS, "title": TITLE, "period": "2015-05", "as_of": AS_OF}
    made = new_draft(Bulletin, {**given, "addressee": "各科、室、局、队", **more})
    told = texts or (f"截至5月31日，共梳理问题{figure('n1')}。现将整改进展情况通报如下：",)
    made.parts[BulletinLine.__tablename__] = lines(*told)
    made.parts[BulletinFigure.__tablename__] = figures(desk, *traces)
    return made


def bulletin(desk: Desk, *texts: str | tuple[LineKind, str], **more: Any) -> int:
    """A bulletin in 起草."""
    return records.save(desk, BULLETINS, draft(desk, *texts, **more)).ids[0]


def seen(desk: Desk, bulletin_id: int) -> Draft:
    """The bulletin with its lists as it stands in the file."""
    with desk.facts() as facts:
        return load(facts, bulletin_id)


def step(desk: Desk, bulletin_id: int, verb: str, reason: str = "", **asked: Any) -> Outcome:
    """One step of its way."""
    return records.move(desk, BULLETINS, seen(desk, bulletin_id), verb, reason, asked)


def signed(desk: Desk, bulletin_id: int, signer: int, on: date = SIGNED) -> int:
    """Sent to be looked at, and signed."""
    step(desk, bulletin_id, "送审")
    step(desk, bulletin_id, "签发", signer_id=signer, signed_on=on)
    return bulletin_id
