"""What the registers call their columns (表头词典): folded headings to fields, and how telling each heading is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.spec import Field, Parts, Register, Shape

Item = Field | Parts


@dataclass(frozen=True)
class Lexicon:
    """The headings of one register. ``exact`` goes before ``loose``, which leaves bracketed words out.

    ``shared`` are headings several fields go by, with all of them in the order of the form.
    """

    register: Register
    exact: Mapping[str, Item]
    loose: Mapping[str, Item]
    shared: Mapping[str, Sequence[Item]] = field(default_factory=dict)

    def find(self, column: Column) -> Item | None:
        """The field a heading means: under its group first, then by itself, then without its brackets."""
        text = fold(column.text)
        if column.group:
            grouped = f"{fold(column.group)}|{text}"
            found = self.exact.get(grouped) or self.loose.get(f"{bare(fold(column.group))}|{bare(text)}")
            if found:
                return found
        return self.exact.get(text) or self.loose.get(bare(text))

    def also(self, column: Column) -> Sequence[Item]:
        """The fields a heading may mean; none when it means at most one."""
        return self.shared.get(fold(column.text)) or self.shared.get(bare(fold(column.text))) or ()


@dataclass(frozen=True)
class Dictionary:
    """Every register's lexicon; ``spread`` counts the registers that know a heading."""

    lexicons: tuple[Lexicon, ...]
    spread: Mapping[str, int] = field(default_factory=dict)

    def telling(self, column: Column) -> float:
        """1 for a heading only one register knows, by itself or under its group, less for common ones."""
        text = fold(column.text)
        if column.group and (grouped := self.spread.get(f"{fold(column.group)}|{text}")):
            return 1 / grouped
        return 1 / (self.spread.get(text) or self.spread.get(bare(text)) or 1)


def dictionary(registers: Sequence[Register] = REGISTERS) -> Dictionary:
    """The lexicons of these registers."""
    lexicons = tuple(_lexicon(register) for register in registers)
    spread: dict[str, int] = {}
    for lexicon in lexicons:
        keys = {*lexicon.exact, *lexicon.loose}
        for key in keys | {key.split("|")[-1] for key in keys}:
            spread[key] = spread.get(key, 0) + 1
    return Dictionary(lexicons, spread)


def takeable(register: Register) -> Sequence[Item]:
    """Fields an import can fill: the number, every field, lists of names, and parts whose cells can be parted."""
    parts = [part for part in register.parts if part.lead.shape is Shape.LINK or part.apart is not None]
    return (register.number_field, *register.fields, *parts)


def _lexicon(register: Register) -> Lexicon:
    exact: dict[str, Item] = {}
    loose: dict[str, Item] = {}
    called: dict[str, dict[str, Item]] = {}
    for item in takeable(register):
        for text in (*item.aliases, item.label):
            key = "|".join(fold(part) for part in text.split("|"))
            called.setdefault(key, {})[item.name] = item
            exact.setdefault(key, item)
            loose.setdefault("|".join(bare(part) for part in key.split("|")), item)
    return Lexicon(register, exact, loose, {key: tuple(by.values()) for key, by in called.items() if len(by) > 1})


def shared_columns(lexicon: Lexicon, columns: Sequence[Column]) -> dict[int, str]:
    """Columns that share out a mark, by place, with the name of each; none where the record keeps them apart."""
    law = lexicon.register.shares
    if law is None:
        return {}
    named = {column.index: name for column in columns if (name := law.called(column.text))}
    kept = {item.name for column in columns if column.index in named and (item := lexicon.find(column))}
    return {} if len(named) == len(law.kept) and kept == {attr.key for attr in law.kept} else law.apart(named)
