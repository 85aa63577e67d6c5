"""Reading templates (读模板): TOML into ``rules.wording``; a fault is named with file and place."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import LineKind
from desktop_app.rules.wording import (
    Column,
    Condition,
    Listing,
    Paragraph,
    Ref,
    Sentence,
    Side,
    Slot,
    Table,
    Template,
    Text,
)

_REF = re.compile(r"\{([a-z_]+)(?:\.([a-z_]+))?(?:\|([a-z]+))?(#|:[^{}]+)?\}")
_CONDITION = re.compile(r"(!?)(@?)([a-z_]+)(?:\|([a-z]+))?(?:\s*(!=|>=|<=|=|>|<)\s*(\S+))?")
BY_NUMBER, BY_CHANGE = ("none", "one", "some"), ("first", "more", "fewer", "same")
ITEM = ("word", "n", "no")
"""Names a text inside a list or table may use besides slots: the word, its number, the row's place."""
SETTING = (
    "period", "month", "span", "last", "since", "day", "short_day", "office", "unit",
    "wrong", "issued", "number", "reason",
)  # fmt: skip
"""Words of the setting every text may use (背景词); the last four in a paper that corrects another."""
_HEADINGS = (LineKind.FIRST, LineKind.SECOND, LineKind.THIRD, LineKind.FOURTH)
_KEYS = {
    "slot": {"figure", "over", "path", "unit"},
    "list": {"of", "item", "order", "top", "skip", "only", "join", "last", "rest"},
    "table": {"rows", "records", "caption", "landscape", "column"},
    "column": {"head", "cell", "sum"},
    "line": {"heading", "annex", "table", "say", "each", "when"},
    "sentence": {"when", "say", "of", "versus", "pick", *BY_NUMBER, *BY_CHANGE},
}
_HEAD = {"kind", "about", "title", "format", "addressee", "copied_to", "spans", "needs"} | {
    "slot",
    "list",
    "table",
    "line",
}


def read_template(text: str, file: str) -> Template:
    """The template in a TOML text. Raises Unreadable not_wording naming ``file`` and the place."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable("not_wording", f"{file} 不是完好的模板（{fault}），请照原样改正") from None
    return _Reader(file).template(given)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file, self.place = file, "开头"
        self.names: set[str] = set()

    def fault(self, said: str) -> NoReturn:
        raise Unreadable("not_wording", f"{self.file} {self.place}：{said}")

    def only(self, given: Mapping[str, Any], keys: set[str]) -> None:
        if stray := sorted(given.keys() - keys):
            self.fault(f"不认得 {'、'.join(stray)}，请删去或改对")

    def must(self, given: Mapping[str, Any], name: str) -> Any:
        if name not in given:
            self.fault(f"缺 {name}，请补上")
        return given[name]

    def template(self, given: Mapping[str, Any]) -> Template:
        self.only(given, _HEAD)
        told = {name: str(self.must(given, name)) for name in ("kind", "about", "format")}
        slots = {name: self.slot(name, row) for name, row in given.get("slot", {}).items()}
        rows = given.get("list", {})
        if both := sorted(slots.keys() & rows.keys()):
            self.fault(f"取数和列举重名 {'、'.join(both)}，请改名")
        self.names = {*slots, *rows}
        self.slots = slots
        lists = {name: self.listing(name, row) for name, row in rows.items()}
        tables = {name: self.table(name, row, lists) for name, row in given.get("table", {}).items()}
        title = self.within("标题", self.must(given, "title"))
        paragraphs = tuple(self.paragraph(at, row, lists, tables) for at, row in enumerate(given.get("line", []), 1))
        needs = {str(figure): str(ledger) for figure, ledger in given.get("needs", {}).items()}
        return Template(
            **told, title=title, addressee=given.get("addressee", ""), copied_to=given.get("copied_to", ""),
            spans=tuple(given.get("spans", ())), needs=needs, slots=slots, lists=lists, tables=tables,
            paragraphs=paragraphs,
        )  # fmt: skip

    def within(self, place: str, given: Any) -> tuple[Sentence, ...]:
        self.place = place
        return self.sentences(given)

    def slot(self, name: str, row: Mapping[str, Any]) -> Slot:
        self.place = f"取数 {name}"
        self.only(row, _KEYS["slot"])
        over = row.get("over", "now")
        if over not in ("now", "period"):
            self.fault(f"over 写了 {over}，只能是 now 或 period")
        path = tuple("" if word == "*" else str(word) for word in row.get("path", ()))
        return Slot(str(self.must(row, "figure")), over == "period", path, row.get("unit", ""))

    def listing(self, name: str, row: Mapping[str, Any]) -> Listing:
        self.place = f"列举 {name}"
        self.only(row, _KEYS["list"])
        order = row.get("order", "count")
        if order not in ("count", "given"):
            self.fault(f"order 写了 {order}，只能是 count 或 given")
        item = self.text(row.get("item", "{word}{n}"), ITEM)
        bare = all(isinstance(piece, str) or piece.name == "word" for piece in item)
        return Listing(
            of=self.slot_ref(str(self.must(row, "of"))), item=item, by_count=order == "count", top=row.get("top", 0),
            skip=tuple(row.get("skip", ())), only=tuple(row.get("only", ())), join=row.get("join", "、"),
            last=row.get("last", "和" if bare else row.get("join", "、")), rest=self.text(row.get("rest", "")),
        )  # fmt: skip

    def table(self, name: str, row: Mapping[str, Any], lists: Mapping[str, Listing]) -> Table:
        self.place = f"表格 {name}"
        self.only(row, _KEYS["table"])
        rows, of_records = str(self.must(row, "rows")), bool(row.get("records"))
        if rows not in (self.slots if of_records else lists):
            self.fault(f"rows 写的 {rows} 没有定义，请改对")
        columns = tuple(self.column(one, of_records) for one in self.must(row, "column"))
        caption = self.text(row.get("caption", ""), ("word",))
        return Table(rows, columns, of_records, caption, bool(row.get("landscape")))

    def column(self, row: Mapping[str, Any], of_records: bool) -> Column:
        self.only(row, _KEYS["column"])
        known = (*ITEM, "record") if of_records else ITEM
        return Column(
            str(self.must(row, "head")), self.text(self.must(row, "cell"), known), self.text(row.get("sum", ""))
        )

    def paragraph(
        self, at: int, row: Mapping[str, Any], lists: Mapping[str, Listing], tables: Mapping[str, Table]
    ) -> Paragraph:
        self.place = f"第{at}段"
        self.only(row, _KEYS["line"])
        for name, known in (("each", lists), ("table", tables)):
            if row.get(name) and row[name] not in known:
                self.fault(f"{name} 写的 {row[name]} 没有定义，请改对")
        item = ITEM if row.get("each") else ()
        given = row.get("annex") or row.get("say") or []
        if not given and "table" not in row:
            self.fault("没写 say，请补上")
        return Paragraph(
            self.kind(row), self.sentences(given, item), self.conditions(row.get("when", ())),
            row.get("each", ""), row.get("table", ""),
        )  # fmt: skip

    def kind(self, row: Mapping[str, Any]) -> LineKind:
        if "table" in row or "annex" in row:
            return LineKind.TABLE if "table" in row else LineKind.ANNEX
        level = row.get("heading", 0)
        if level not in range(len(_HEADINGS) + 1):
            self.fault(f"heading 写了 {level}，只能是 1 到 4")
        return _HEADINGS[level - 1] if level else LineKind.TEXT

    def sentences(self, given: Any, item: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
        rows = given if isinstance(given, list) else [given]
        return tuple(self.sentence(row, item) for row in rows)

    def sentence(self, row: Any, item: tuple[str, ...]) -> Sentence:
        if isinstance(row, str):
            return Sentence(text=self.text(row, item))
        if not isinstance(row, Mapping):
            self.fault("句子只能是文字或一组说法，请改对")
        self.only(row, _KEYS["sentence"])
        when = self.conditions(row.get("when", ()), item)
        if "pick" in row:
            return Sentence(when=when, pick=self.sentences(row["pick"], item))
        if "say" in row:
            return Sentence(when=when, wordings={"": self.sentences(row["say"], item)})
        return self.varied(row, when, item)

    def varied(self, row: Mapping[str, Any], when: tuple[Condition, ...], item: tuple[str, ...]) -> Sentence:
        by = "of" if "of" in row else "versus" if "versus" in row else self.fault("缺 say、of、versus 或 pick，请补上")
        ref = self.slot_ref(str(row[by]), item)
        names = BY_NUMBER if by == "of" else BY_CHANGE
        wordings = {name: self.sentences(row[name], item) for name in names if name in row}
        if not wordings:
            self.fault(f"{by} 没有一种说法，请写 {'、'.join(names)} 中的一种")
        return Sentence(
            when=when, of=ref if by == "of" else None, versus=ref if by == "versus" else None, wordings=wordings
        )

    def text(self, given: Any, item: Sequence[str] = ()) -> Text:
        out: list[str | Ref] = []
        at = 0
        for found in _REF.finditer(str(given)):
            out += [given[at : found.start()]] if found.start() > at else []
            out.append(self.ref(found, item))
            at = found.end()
        if rest := str(given)[at:]:
            out.append(rest)
        if any(isinstance(piece, str) and ("{" in piece or "}" in piece) for piece in out):
            self.fault(f"“{given}”的大括号写得不对，请改成 {{名称}}")
        return tuple(out)

    def ref(self, found: re.Match[str], item: Sequence[str]) -> Ref:
        name, of_record, side, tail = found[1], found[2] or "", found[3] or "value", found[4] or ""
        if name not in self.names and name not in item and name not in SETTING:
            self.fault(f"没有定义 {name}，请补上或改对")
        if side not in list(Side):
            self.fault(f"{name}|{side} 不认得，只有 change、before、kinds")
        return Ref(name, Side(side), tail == "#", tail.removeprefix("#").removeprefix(":"), of_record)

    def slot_ref(self, given: str, item: Sequence[str] = ()) -> Ref:
        name, _, side = given.partition("|")
        if name not in self.slots and name not in item:
            self.fault(f"没有定义取数 {name}，请补上或改对")
        if (side or "value") not in list(Side):
            self.fault(f"{given} 不认得，只有 change、before、kinds")
        return Ref(name, Side(side or "value"))

    def conditions(self, given: Any, item: Sequence[str] = ()) -> tuple[Condition, ...]:
        return tuple(self.condition(one, item) for one in ([given] if isinstance(given, str) else given))

    def condition(self, given: str, item: Sequence[str]) -> Condition:
        found = _CONDITION.fullmatch(given.strip())
        if not found:
            self.fault(f"条件“{given}”看不懂，请写成 名称、!名称 或 名称 > 名称")
        no, flag, name, side, op, right = found.groups()
        if flag:
            return Condition(flag=name, negated=bool(no))
        left = self.slot_ref(f"{name}|{side}" if side else name, item)
        other: Ref | float = 0
        if right:
            other = float(right) if re.fullmatch(r"\d+(\.\d+)?", right) else self.slot_ref(right, item)
        return Condition(left=left, op=op or "!=", right=other, negated=bool(no))
