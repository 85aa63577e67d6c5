"""A bulletin ready to be set (定稿文本): every mark said, headings numbered, nothing left to ask the file.

It is what reports draw and what is frozen; its JSON form is kept with the issued bulletin.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.figures.catalogue import BY_ID
from desktop_app.figures.engine import Behind
from desktop_app.figures.promises import numbers_of
from desktop_app.figures.traced import Trace, read_trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine, BulletinWaiver
from desktop_app.models.people import Officer
from desktop_app.rules.fair_copy import Grid as Grid
from desktop_app.rules.fair_copy import Line as Line
from desktop_app.rules.fair_copy import Manuscript as Manuscript
from desktop_app.rules.manuscript import numbering
from desktop_app.rules.naming import Person, said_as, spoken
from desktop_app.rules.vocabulary import (
    BulletinKind,
    LineKind,
    Naming,
    PaperFormat,
    RuleCentre,
)
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal


@dataclass(frozen=True)
class Source:
    """Where one number of the text comes from: what is printed, the figure and question in words, the rows.

    ``rows`` are (kind, id, number) of the records counted.
    """

    key: str
    shown: str
    label: str
    asked: str
    trace: Trace
    rows: tuple[tuple[str, int, str], ...]


HEADS = {PaperFormat.DOWNWARD: "{unit}文件", PaperFormat.UPWARD: "{unit}文件", PaperFormat.LETTER: "{unit}"}
"""发文机关标志 by format; minutes and briefings bear their own names."""


def loaded(facts: Facts, bulletin_id: int) -> Draft:
    """The bulletin with its lists as they stand in the file."""
    from desktop_app.services.records import load

    return load(facts.session, Bulletin, bulletin_id, (BulletinLine, BulletinFigure, BulletinWaiver))


def manuscript(facts: Facts, draft: Draft, naming: Naming | None = None) -> Manuscript:
    """What would be printed of a bulletin, saved or just typed, with people named as asked."""
    values = draft.values
    chosen = naming or values["naming"]
    people = persons(facts)
    say = said_as(chosen, people)
    figures = {row["key"]: row["shown"] for row in draft.rows(BulletinFigure)}
    unit = str(facts.unit.get("name") or "")

    def words(text: str) -> str:
        return spoken(text or "", figures, say)

    rows = sorted(draft.rows(BulletinLine), key=lambda row: row["position"])
    signer = people.get(values.get("signer_id") or 0)
    return Manuscript(
        bulletin_id=draft.record_id or 0,
        kind=values["kind"],
        format=values["format"],
        naming=chosen,
        unit=unit,
        head=_head(values["format"], unit, values["kind"]),
        title=words(values.get("title") or ""),
        number=values.get("doc_no") or "",
        addressee=values.get("addressee") or "",
        lines=tuple(_lines(rows, words)),
        signers=(signer.name,) if signer else (),
        attachments=_split(values.get("attachments")),
        annotation=values.get("annotation") or "",
        sealing=values["sealing"],
        signed_as=_split(values.get("signed_as")) or (unit,),
        dated_on=values.get("dated_on"),
        secrecy=values.get("secrecy"),
        secrecy_term=values.get("secrecy_term") or "",
        urgency=values.get("urgency"),
        copy_no=values.get("copy_no") or "",
        copied_to=values.get("copied_to") or "",
        issuer=values.get("issuer") or "",
        sent_on=values.get("sent_on"),
        issue_no=values.get("issue_no"),
        preprinted=bool(values.get("preprinted")),
        duplex=bool(values.get("duplex")),
        rules_on_sheet=facts.unit.get("letter_rule") == RuleCentre.SHEET,
        names=_hidden_names(chosen, people),
    )


def _head(format_: PaperFormat, unit: str, kind: BulletinKind) -> str:
    if format_ in HEADS:
        return HEADS[format_].format(unit=unit)
    if format_ is PaperFormat.MINUTES:
        return "专项整治工作会议纪要"
    return kind.value if format_ is PaperFormat.BRIEFING and "简报" in kind else "专项整治工作简报"


def _split(text: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(text or "").splitlines() if part.strip())


def _lines(rows: Sequence[Mapping[str, Any]], words: Any) -> Iterator[Line]:
    kinds = [LineKind(row["kind"]) for row in rows]
    for row, kind, number in zip(rows, kinds, numbering(kinds), strict=True):
        grid = _grid(row.get("grid") or {}, words) if kind is LineKind.TABLE else None
        yield Line(kind, number, words(row.get("text") or ""), grid)


def _grid(kept: Mapping[str, Any], words: Any) -> Grid:
    return Grid(
        caption=words(str(kept.get("caption") or "")),
        columns=tuple(words(str(head)) for head in kept.get("columns") or ()),
        rows=tuple(tuple(words(str(cell)) for cell in row) for row in kept.get("rows") or ()),
        landscape=bool(kept.get("landscape")),
    )


def persons(facts: Facts) -> dict[int, Person]:
    """Everybody who is or was on the roster, by id."""
    found = facts.rows(Officer.__tablename__).items()
    return {id_: Person(id_, row["number"], row["name"], _department(facts, row)) for id_, row in found}


def _department(facts: Facts, row: Row) -> str:
    return str(facts.row("department", row["department_id"]).get("name") or "本院")


def _hidden_names(naming: Naming, people: Mapping[int, Person]) -> tuple[str, ...]:
    return () if naming is Naming.NAMED else tuple(sorted({person.name for person in people.values()}))


def sources(facts: Facts, draft: Draft) -> list[Source]:
    """Where each number of the text comes from, in the order of the keys: asked anew, once issued as on that day."""
    issued = bool(draft.values.get("snapshot"))
    traces = [(row, read_trace(row["asked"])) for row in draft.rows(BulletinFigure)]
    answers = [(row, trace, _told(row) if issued else facts.sources.trace(trace).behind) for row, trace in traces]
    numbers = numbers_of(facts.session, [one for _, _, behind in answers for one in behind])
    return [
        Source(
            row["key"],
            row["shown"],
            _label(trace),
            question(trace),
            trace,
            tuple((kind, id_, numbers.get((kind, id_), "")) for kind, id_ in behind),
        )
        for row, trace, behind in answers
    ]


def _told(row: Mapping[str, Any]) -> tuple[Behind, ...]:
    """The records a number was told from when it was taken."""
    return tuple((kind, record_id) for kind, ids in row["told"]["ids"].items() for record_id in ids)


def _label(trace: Trace) -> str:
    figure = BY_ID.get(trace.figure)
    if figure is None:
        raise Refusal(f"没有 {trace.figure} 这个指标。删掉这处数字再重取")
    return figure.label


def question(trace: Trace) -> str:
    """What a trace asks, in words: 截至2015-05-31 · 公诉科 · 较2015-04-30的变化."""
    words = [f"截至{trace.as_of}"]
    words += [trace.period] if trace.period else []
    words += [word for word in trace.path if word]
    words += [f"较{trace.since}的变化"] if trace.since else []
    return " · ".join(words)
