"""How a new record of a kind is asked for (新增): what stands in front, what waits folded, what goes on to the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.models.base import Attr, Part
from desktop_app.services.facts import Facts

Asked = Attr[Any] | type[Part]


def name_of(asked: Asked) -> str:
    """The name of an attribute or of a part."""
    return str(asked.__tablename__) if isinstance(asked, type) else str(asked.key)


@dataclass(frozen=True)
class Newly:
    """The dialog for new records: fields in ``front``, in order; those ``behind`` are folded; others are asked later.

    ``carried`` are taken over by the next record of a burst (同上). ``presets`` are what the first begins with.
    ``left_out`` are fields of parts not asked yet. ``then`` is the action that follows saving the last of a burst.
    """

    front: tuple[Asked, ...]
    behind: tuple[Asked, ...] = ()
    carried: tuple[Asked, ...] = ()
    left_out: tuple[Attr[Any], ...] = ()
    presets: Mapping[Asked, Callable[[Facts], Any]] = field(default_factory=dict)
    then: str = ""

    @property
    def carried_names(self) -> frozenset[str]:
        return frozenset(map(name_of, self.carried))
