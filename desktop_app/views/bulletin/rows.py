"""A bulletin's rows as a text to type in, and back (往返): untouched rows come back exactly as they were read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.rules.naming import said_as
from desktop_app.rules.vocabulary import LineKind
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import persons
from desktop_app.views.bulletin.paras import At, Para, Place, Text
from desktop_app.views.bulletin.said import Saying

Row = dict[str, Any]


class Rows:
    """The rows a text came from, by origin. Origins of saved rows are their ids, of new ones numbers below zero."""

    def __init__(self) -> None:
        self._fresh = 0
        self._lines: dict[int, Row] = {}
        self._positions: list[int] = []
        self.figures_by_key: dict[str, Row] = {}
        self._spare: set[str] = set()

    def read(self, draft: Draft, again: bool = False) -> Text:
        """The text of a draft; read ``again``, numbers only undo can bring back are still known."""
        rows = sorted(draft.rows(BulletinLine), key=lambda row: row["position"])
        self._lines, self._positions = {}, [row["position"] for row in rows]
        body = [self._para(row) for row in rows] or [Para(Place.LINE, phantom=True)]
        values = draft.values
        paras = (
            Para(Place.TITLE, values.get("title") or ""),
            Para(Place.ADDRESSEE, values.get("addressee") or ""),
            *body,
            Para(Place.CLOSING),
            Para(Place.IMPRINT),
        )
        now = {row["key"]: dict(row) for row in draft.rows(BulletinFigure)}
        gone = {key: _unsaved(row) for key, row in self.figures_by_key.items() if again and key not in now}
        self.figures_by_key = {**now, **gone}
        self._spare = set(now) - used(paras)
        return Text(paras, At(0, 0), At(0, 0))

    def _para(self, row: Mapping[str, Any]) -> Para:
        origin = row.get("id")
        if origin is None:
            self._fresh -= 1
            origin = self._fresh
        self._lines[origin] = dict(row)
        return Para(Place.LINE, row.get("text") or "", LineKind(row["kind"]), row.get("grid") or {}, origin)

    def lines(self, text: Text) -> list[Row]:
        """The paragraphs as rows; each keeps the row it came from, the first of two that came from one."""
        body = [para for para in text.paras if para.is_line and not para.phantom]
        kept: set[int] = set()
        out = []
        for para, position in zip(body, self._places(len(body)), strict=True):
            base: Row = {}
            if para.origin in self._lines and para.origin not in kept:
                kept.add(para.origin)
                base = self._lines[para.origin]
            out.append(_row(base, para, position))
        return out

    def _places(self, count: int) -> Iterator[int]:
        """Positions as they were read, going on behind the last."""
        yield from self._positions[:count]
        last = self._positions[-1] if self._positions else 0
        yield from range(last + 1, last + 1 + count - len(self._positions))

    def figures(self, text: Text) -> list[Row]:
        """The traced numbers the text says, and those it never said."""
        said = used(text.paras) | self._spare
        return [dict(row) for key, row in self.figures_by_key.items() if key in said]

    def free_key(self) -> str:
        """A key no number of this bulletin ever had while it was open here."""
        taken = [int(key[1:]) for key in self.figures_by_key if key[1:].isdigit()]
        return f"n{max(taken, default=0) + 1}"

    def keep(self, row: Row) -> None:
        """A number that was inserted, or taken anew."""
        self.figures_by_key[row["key"]] = dict(row)

    @property
    def shown_by_key(self) -> dict[str, str]:
        return {key: str(row.get("shown") or "") for key, row in self.figures_by_key.items()}


def _row(base: Row, para: Para, position: int) -> Row:
    new: Row = {"position": position, "kind": para.kind, "text": para.text, "grid": dict(para.grid)}
    blank = {"text": "", "grid": {}}
    out = dict(base)
    for name, value in new.items():
        if name in base or not base or value != blank.get(name):
            out[name] = base[name] if name in base and (base[name] or blank.get(name)) == value else value
    return out


def _unsaved(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def used(paras: Sequence[Para]) -> set[str]:
    """Keys of the marks a text says, tables among them."""
    return set().union(*(para.keys for para in paras))


def saying_of(draft: Draft, facts: Facts, figures: Mapping[str, str]) -> Saying:
    """What marks say in this bulletin, and what stands below its body."""
    naming = draft.values.get("naming") or Bulletin.__table__.columns["naming"].default.arg
    values = draft.values
    signed = str(values.get("signed_as") or "").splitlines() or [str(facts.unit.get("name") or "")]
    day = values.get("dated_on")
    dated = f"{day.year}年{day.month}月{day.day}日" if day else "签发时填日期"
    seal = "、".join(filter(None, signed))
    copied = f"抄送：{values['copied_to']}" if values.get("copied_to") else "没有抄送机关"
    issuer = str(values.get("issuer") or "")
    return Saying(
        figures, said_as(naming, persons(facts)), f"{seal}　{dated}", "　".join(filter(None, [copied, issuer]))
    )
