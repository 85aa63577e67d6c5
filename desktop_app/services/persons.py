"""Who a name on a list is (认人): by name, and by department where two share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from desktop_app.models.people import Department, Officer
from desktop_app.rules.names import clean, split_names
from desktop_app.rules.unreadable import quoted, tight
from desktop_app.services.facts import Facts, Row

_KIND = Officer.__tablename__
_CLOSE = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What a name comes to: the officer, or why it cannot be told and who may be meant (ids, likeliest first)."""

    officer_id: int | None
    said: str = ""
    code: str = ""
    perhaps: tuple[int, ...] = ()


def who(facts: Facts, name: str, department_id: int | None = None) -> Known:
    """The live officer of that name; 张伟（公诉科） names the department itself."""
    written = clean(name)
    bare, _, told = written.replace("(", "（").replace(")", "").replace("）", "").partition("（")
    rows = facts.namesakes(written) or facts.namesakes(bare)
    if told:
        department_id = _department(facts, told) or department_id
    if len(rows) > 1:
        own = [row for row in rows if department_id is not None and row["department_id"] == department_id]
        return _one(own) or _ambiguous(facts, bare, rows)
    return _one(rows) or _unknown(facts, name, department_id)


def _one(rows: Sequence[Row]) -> Known | None:
    return Known(int(rows[0]["id"])) if len(rows) == 1 else None


def _ambiguous(facts: Facts, name: str, rows: Sequence[Row]) -> Known:
    places = "、".join(facts.short_label(Department.__tablename__, row["department_id"]) or "未写部门" for row in rows)
    said = f"叫{name}的有 {len(rows)} 人（{places}），选定是哪一位"
    return Known(None, said, "ambiguous_person", tuple(int(row["id"]) for row in rows))


def _unknown(facts: Facts, name: str, department_id: int | None) -> Known:
    live = {str(row["name"]): int(row["id"]) for row in facts.live(_KIND)}
    close = get_close_matches(clean(name), list(live), n=_CLOSE, cutoff=0.5)
    beside = [int(row["id"]) for row in facts.live(_KIND) if row["department_id"] == department_id is not None]
    hint = f"是不是{'、'.join(close)}？" if close else "核对姓名，或先录入干警"
    perhaps = tuple(dict.fromkeys([*(live[one] for one in close), *beside]))
    return Known(None, f"花名册里没有{quoted(name)}，{hint}", "unknown_person", perhaps)


def _department(facts: Facts, told: str) -> int | None:
    for row in facts.live(Department.__tablename__):
        names = {tight(str(row["name"])), tight(str(row["short"])), *map(tight, split_names(str(row["aliases"] or "")))}
        if tight(told) in names:
            return int(row["id"])
    return None
