"""What each step of the walk asks for (抽样各步的字段), what its verb is called, what it prints."""

from collections.abc import Mapping
from typing import Any

from desktop_app.models.reviews import ReviewRound
from desktop_app.registers.rounds import ROUNDS
from desktop_app.registers.spec import Field
from desktop_app.rules.draws import Ask
from desktop_app.system.errors import Refusal
from desktop_app.views.draw.reading import Stage

VERBS = {Stage.ROUND: "看候选名单", Stage.POOL: "封存名单", Stage.DICE: "抽取", Stage.LIST: "分配评查员"}
PAPERS = {Stage.DICE: ("draw_pool", "打印候选名单"), Stage.LIST: ("draw_list", "打印抽取名单")}
PERIOD, FROM, TO = ReviewRound.period.key, ReviewRound.from_on.key, ReviewRound.to_on.key
SEED, WITNESSES, DAY = ReviewRound.seed.key, ReviewRound.witnesses.key, ReviewRound.drawn_on.key


def _fields(*attrs: Any) -> tuple[Field, ...]:
    found = (ROUNDS.by_name[attr.key] for attr in attrs)
    return tuple(item for item in found if isinstance(item, Field))


ASKED = {
    Stage.ROUND: _fields(
        *(ReviewRound.period, ReviewRound.leader_id, ReviewRound.from_on, ReviewRound.to_on),
        *(ReviewRound.standard_id, ReviewRound.scheme_id, ReviewRound.stratum),
    ),
    Stage.POOL: _fields(ReviewRound.ratio, ReviewRound.minimum, ReviewRound.target),
    Stage.DICE: (
        Field(ReviewRound.seed, "骰子点数", required=True, stretch=True),
        Field(ReviewRound.witnesses, "见证人", required=True, stretch=True, hint="写明部门和姓名"),
        Field(ReviewRound.drawn_on, "抽取日期", required=True),
    ),
    Stage.LIST: (),
}
"""What each step asks for."""

NULLABLE = frozenset(column.key for column in ReviewRound.__table__.columns if column.nullable)
"""Values of a round that may be empty; the others are empty texts."""


def ask_of(typed: Mapping[str, Any]) -> Ask:
    """The numbers asked of the pool as typed. Refuses one below nothing."""
    for item in ASKED[Stage.POOL]:
        if (typed[item.name] or 0) < 0:
            raise Refusal(f"{item.label}不能小于 0。请改", item.name)
    ratio, minimum, target = (typed[item.name] for item in ASKED[Stage.POOL])
    return Ask(ratio or 0, minimum or 0, target)
