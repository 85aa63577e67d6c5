"""Public names of the kinds (类别名): what the command line, mapping files and import reports call a register."""

from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Register
from desktop_app.system.errors import Refusal

PUBLIC = {
    "officer": "officers",
    "kinship": "kinships",
    "department": "departments",
    "group_member": "group",
    "task": "tasks",
    "meeting": "meetings",
    "standard": "standards",
    "phase": "phases",
    "plan": "plans",
    "term": "terms",
    "deadline_rule": "rules",
    "holiday": "holidays",
    "number_series": "series",
    "unit": "units",
}


def public(register: Register) -> str:
    """The public name of a register's kind."""
    return PUBLIC.get(register.kind, register.kind)


def register_named(name: str) -> Register:
    """The register called by a public name, a table name or its Chinese title."""
    for register in BY_KIND.values():
        if name in (public(register), register.kind, register.title):
            return register
    known = "、".join(f"{public(register)}（{register.title}）" for register in BY_KIND.values())
    raise Refusal(f"没有“{name}”这一类台账。可用：{known}", "kind")
