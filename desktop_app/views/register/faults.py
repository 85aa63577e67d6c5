"""What stands against a draft, and what of it the officer has been told: fields already left, or a save asked for."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from desktop_app.registers.spec import Register
from desktop_app.rules.problems import Fault, Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts


@dataclass
class Faults:
    """Faults of one draft. ``unread`` are fields whose text means nothing, ``asked`` fields that may be told."""

    register: Register
    unread: dict[str, Problem] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    _found: list[Problem] = field(default_factory=list)
    _old: set[tuple[str, str]] = field(default_factory=set)
    _is_new: bool = True

    def begin(self, draft: Draft, facts: Facts) -> None:
        """Another draft: what an old record lacks already is shown in amber and never refused."""
        old = [] if draft.is_new else self.register.problems(draft.as_loaded(), facts)
        self._old = {(problem.field, problem.code) for problem in old}
        self.unread, self.asked, self._found, self._is_new = {}, set(), [], draft.is_new

    def told_elsewhere(self, name: str, said: str) -> None:
        """What a sheet beside the form holds and cannot be read; empty when it can be."""
        self.unread.pop(name, None)
        if said:
            self.unread[name] = Problem(name, Fault.UNREADABLE, "sheet", said)
            self.asked.add(name)

    def check(self, draft: Draft, facts: Facts) -> None:
        """A new record is judged with what will follow from what is typed, as it is when it is saved."""
        judged = deepcopy(draft) if draft.is_new else draft
        if draft.is_new:
            self.register.derive(judged, facts)
        self._found = self.register.problems(judged, facts)

    def against(self, order: Iterable[str]) -> dict[str, str]:
        """Field to sentence, in form order: everything that stands against saving."""
        found = {name: problem.said for name, problem in self.unread.items()}
        for problem in self._found:
            if problem.fault.refuses and (problem.field, problem.code) not in self._old:
                found.setdefault(problem.field, problem.said)
        places = {name: place for place, name in enumerate(order)}
        return {name: found[name] for name in sorted(found, key=lambda name: places.get(name, len(places)))}

    @property
    def notes(self) -> dict[str, str]:
        """Field to sentence: cautions, and what an old record lacks."""
        return {problem.field: problem.said for problem in reversed(self._found) if self._noted(problem)}

    def _noted(self, problem: Problem) -> bool:
        old = (problem.field, problem.code) in self._old
        return old or (not problem.fault.refuses and (problem.field in self.asked or not self._is_new))


def counted(faults: Mapping[str, str], register: Register) -> str:
    """1 处待改：到案; empty when all is well."""
    if not faults:
        return ""
    labels = "、".join(register.label_of(name) for name in list(faults)[:3])
    return f"{len(faults)} 处待改：{labels}"
