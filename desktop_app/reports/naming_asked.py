"""How a paper is asked to name officers (具名方式), and what takes their names out of its texts."""

from collections.abc import Callable

from desktop_app.reports.request import Request
from desktop_app.rules.masking import masker
from desktop_app.rules.vocabulary import Naming
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import persons
from desktop_app.system.errors import Refusal

NAMING = "naming"
Mask = Callable[[str], str]


def naming_asked(request: Request) -> Naming:
    """How officers are named on this paper; in full where nothing is asked."""
    wanted = request.options.get(NAMING, "") or Naming.NAMED
    if wanted not in list(Naming):
        raise Refusal(f"具名方式没有“{wanted}”。可选：{'、'.join(Naming)}", NAMING)
    return Naming(wanted)


def mask_of(facts: Facts, naming: Naming) -> Mask:
    """What takes the names of officers out of a text."""
    short = {str(row["name"]): str(row["short"] or "") for row in facts.rows("department").values()}
    return masker(naming, persons(facts), short)
