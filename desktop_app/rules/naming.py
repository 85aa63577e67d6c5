"""How people are named on paper (具名方式): in full, by department and surname, or by department alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop_app.rules.manuscript import Mark, pieces
from desktop_app.rules.names import surname
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import Naming

_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Person:
    """Who may be named: id, 工号, name, department."""

    id: int
    number: str
    name: str
    department: str


def codes(people: Iterable[Person]) -> dict[int, str]:
    """陈某, or 陈某甲 and 陈某乙 where a department has several of one surname, in the order of their 工号.

    The same roster gives everybody the same code on every paper.
    """
    alike: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in sorted(people, key=lambda one: natural(one.number)):
        alike[person.department, surname(person.name)].append(person)
    out: dict[int, str] = {}
    for (_, first), group in alike.items():
        for place, person in enumerate(group):
            out[person.id] = f"{first}某{_suffix(place) if len(group) > 1 else ''}"
    return out


def _suffix(place: int) -> str:
    return _STEMS[place] if place < len(_STEMS) else str(place + 1)


def said_as(naming: Naming, people: Mapping[int, Person]) -> Callable[[int], tuple[str, str]]:
    """How a person is said: department and word, of which one may be empty."""
    coded = codes(people.values()) if naming is Naming.CODED else {}

    def said(officer_id: int) -> tuple[str, str]:
        person = people.get(officer_id)
        if person is None:
            return "", "（查无此人）"
        if naming is Naming.NAMED:
            return "", person.name
        return (person.department, coded[officer_id] if naming is Naming.CODED else "")

    return said


def spoken(text: str, figures: Mapping[str, str], person: Callable[[int], tuple[str, str]]) -> str:
    """A text with every mark said: figures by their key, people as ``person`` says them.

    A department is not said twice: neither behind its own name, nor for the next of a list joined by 、.
    """
    out = ""
    listed = ""
    for piece in pieces(text):
        if isinstance(piece, str):
            out, listed = out + piece, listed if piece == "、" else ""
            continue
        word = _figure(piece, figures)
        department = ""
        if word is None:
            department, word = person(piece.name)
        again = bool(department) and department == listed
        if again and not word:
            out = out.removesuffix("、")
            continue
        out += word if again or out.endswith(department) else department + word
        listed = department
    return out


def _figure(mark: Mark, figures: Mapping[str, str]) -> str | None:
    return figures.get(mark.key, "—") if mark.letter == "n" else None
