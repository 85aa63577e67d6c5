"""A record moves only along its line, and every refusal says why."""

import pytest

from desktop_app.rules.issues import ISSUE
from desktop_app.rules.lifecycle import Lifecycle, Move, needs
from desktop_app.rules.plan import TASK
from desktop_app.rules.rotations import ROTATION
from desktop_app.rules.vocabulary import TaskState

LINE = Lifecycle(
    states=("整改中", "验收中", "已销号"),
    side=("作废",),
    moves=(
        Move("申请销号", "整改中", "验收中", guard=needs("measure", "没有整改措施，请先补上")),
        Move("退回", "验收中", "整改中", reason=True, forward=False),
        Move("销号", "验收中", "已销号"),
        Move("作废", "整改中", "作废", reason=True, forward=False),
    ),
)


def test_the_strip_shows_one_next_step() -> None:
    assert [LINE.next_move(state) and LINE.next_move(state).verb for state in (*LINE.states, "作废")] == [
        "申请销号", "销号", None, None,
    ]  # fmt: skip
    assert [move.verb for move in LINE.moves_from("验收中")] == ["退回", "销号"]
    assert [LINE.place(state) for state in ("整改中", "已销号", "作废")] == [0, 2, None]


@pytest.mark.parametrize(
    ("verb", "state", "facts", "refusal"),
    [
        ("申请销号", "整改中", {"measure": "逐卷补正"}, None),
        ("申请销号", "整改中", {"measure": ""}, "没有整改措施，请先补上"),
        ("申请销号", "整改中", {}, "没有整改措施，请先补上"),
        ("退回", "验收中", {"reason": "佐证不足"}, None),
        ("退回", "验收中", {"reason": " "}, "退回要写明原因，请补上原因"),
        ("销号", "整改中", {}, "“整改中”时不能销号，可以：申请销号、作废"),
        ("销号", "已销号", {}, "“已销号”时不能销号，已无后续步骤"),
    ],
)
def test_a_refusal_says_what_to_do(verb: str, state: str, facts: dict[str, object], refusal: str | None) -> None:
    assert LINE.may(verb, state, facts) == refusal


def test_a_line_with_a_move_to_nowhere_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="unknown"):
        Lifecycle(("起草",), (), (Move("印发", "起草", "已印发"),))


def test_the_way_back_is_never_the_way_aside() -> None:
    ways = {state: way.verb for state in ISSUE.states if (way := ISSUE.back_move(state))}
    assert ways == {"申请销号": "退回整改", "验收中": "退回整改", "已销号": "撤回销号"}
    assert TASK.back_move(TaskState.RUNNING) is None
    ways = {state: way.verb for state in ROTATION.states if (way := ROTATION.back_move(state))}
    assert [*ways.values()] == ["退回拟定", "撤回交接", "撤回到岗", "撤回鉴定", "撤回结束"]
