"""People in free text (文中人名): a name on the roster becomes a mark, so that it is said as the paper names people."""

import re
from collections.abc import Callable, Iterable

from desktop_app.rules.manuscript import clean, mark
from desktop_app.rules.naming import Person
from desktop_app.rules.order import natural


def marker(people: Iterable[Person]) -> Callable[[str, str], str]:
    """A function of text and department that puts marks for names; of namesakes the one of the department is meant."""
    by_name: dict[str, list[Person]] = {}
    for person in sorted(people, key=lambda one: natural(one.number)):
        by_name.setdefault(person.name, []).append(person)
    names = sorted((name for name in by_name if len(name) > 1), key=lambda name: -len(name))
    pattern = re.compile("|".join(map(re.escape, names))) if names else None

    def marked(text: str, department: str = "") -> str:
        def one(found: re.Match[str]) -> str:
            alike = by_name[found[0]]
            meant = next((person for person in alike if person.department == department), alike[0])
            return mark("p", meant.id)

        plain = clean(text)
        return pattern.sub(one, plain) if pattern else plain

    return marked
