"""Names left out of texts that are printed (隐名): officers by department and surname, or by department alone."""

import re
from collections.abc import Callable, Iterable, Mapping

from desktop_app.rules.names import DOT, OTHER_DOTS, surname
from desktop_app.rules.naming import Person, said_as
from desktop_app.rules.vocabulary import Naming

SOMEBODY = "干警"
"""What an officer is called where only the department is told."""
_ANY_DOT = re.compile(f"[{DOT}{OTHER_DOTS}]")


def masker(naming: Naming, people: Mapping[int, Person], short: Mapping[str, str]) -> Callable[[str], str]:
    """What takes the names of officers out of a text; ``short`` are departments by their short names.

    A name several officers bear is told by the department behind it in brackets, else said as 张某.
    """
    if naming is Naming.NAMED:
        return lambda text: text
    say = said_as(naming, people)
    alike: dict[str, list[Person]] = {}
    for person in people.values():
        alike.setdefault(person.name, []).append(person)
    words: dict[str, str] = {}
    for name, group in alike.items():
        if not name:
            continue
        words[name] = _said(say, group[0]) if len(group) == 1 else _some(naming, name)
        for person in group:
            for place in _places(person, short):
                words[f"{name}（{place}）"] = _said(say, person)
    if not words:
        return lambda text: text
    found = re.compile("|".join(_met(word) for word in sorted(words, key=len, reverse=True)))
    return lambda text: found.sub(lambda met: words[_ANY_DOT.sub(DOT, met[0])], text)


def _met(word: str) -> str:
    """A name in a text, whichever dot it was typed with."""
    return re.escape(word).replace(DOT, _ANY_DOT.pattern)


def _places(person: Person, short: Mapping[str, str]) -> Iterable[str]:
    return filter(None, (person.department, short.get(person.department, "")))


def _said(say: Callable[[int], tuple[str, str]], person: Person) -> str:
    department, word = say(person.id)
    return f"{department}{word or SOMEBODY}"


def _some(naming: Naming, name: str) -> str:
    return f"{surname(name)}某" if naming is Naming.CODED else SOMEBODY
