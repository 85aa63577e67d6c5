"""Lifecycles (办理环节): the states of a record, the verbs between them, and why a verb is refused today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Facts = Mapping[str, object]
"""What a guard may look at: attributes of the record, rows of its parts by table name, the ``reason`` given."""

Guard = Callable[[Facts], str | None]
"""Returns the Chinese refusal with its remedy, or None if nothing stands against the move."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step (一步): its verb on the button, from which state to which, and what it asks for.

    ``asks`` names attributes to be filled in with the step, in order; ``guard`` sees them filled. ``each`` names those
    that are each record's own, to be looked at where many take the step at once. A ``final`` step is known outside the
    house and is not undone (对外生效).
    """

    verb: str
    source: str
    target: str
    reason: bool = False
    guard: Guard | None = None
    forward: bool = True
    asks: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of one kind of record: the main line in order, the side states, and all moves.

    ``open`` are the states in which a deadline runs; the main line but its end when none are named. ``strict`` asks a
    new record typed at the desk for all its state needs, also where the state follows from what was typed.
    """

    states: tuple[str, ...]
    side: tuple[str, ...]
    moves: tuple[Move, ...]
    open: tuple[str, ...] = ()
    strict: bool = False

    def __post_init__(self) -> None:
        known = {*self.states, *self.side}
        if stray := [move for move in self.moves if not {move.source, move.target} <= known]:
            raise ValueError(f"moves between unknown states: {stray}")

    @property
    def running(self) -> tuple[str, ...]:
        """States in which a deadline runs (期限未了)."""
        return self.open or self.states[:-1]

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """Every move that leaves a state."""
        return tuple(move for move in self.moves if move.source == state)

    def next_move(self, state: str) -> Move | None:
        """The one forward move of the strip (下一步), or None at the end of the line."""
        return next((move for move in self.moves_from(state) if move.forward), None)

    def back_move(self, state: str) -> Move | None:
        """The way back (退回上一步): out of a state into one where work goes on; laying aside is none."""
        backward = (move for move in self.moves_from(state) if not move.forward)
        return next((move for move in backward if self._leads_back(move)), None)

    def _leads_back(self, move: Move) -> bool:
        """On the main line to an earlier state; a step that skips one leads forward, whatever it needs."""
        here, there = self.place(move.source), self.place(move.target)
        return there < here if here is not None and there is not None else move.target in self.running

    def final(self, verb: str) -> bool:
        """Whether a step of that verb cannot be undone."""
        return any(move.final for move in self.moves if move.verb == verb)

    def move(self, verb: str, state: str) -> Move | None:
        """The move of that verb from that state."""
        return next((move for move in self.moves_from(state) if move.verb == verb), None)

    def may(self, verb: str, state: str, facts: Facts) -> str | None:
        """Why the verb is refused, as a sentence with the remedy; None if it may be done."""
        move = self.move(verb, state)
        if move is None:
            return self._no_such_move(verb, state)
        if move.reason and not str(facts.get("reason") or "").strip():
            return f"{verb}要写明原因，请补上原因"
        return move.guard(facts) if move.guard else None

    def may_turn(self, source: str | None, target: str, facts: Facts) -> str | None:
        """Why a record may not be put from one state straight into another without naming a verb; None if it may.

        Without ``source`` the record is new: it may start in the first state, or where it meets what some move into
        the state asks for.
        """
        if source == target or (source is None and target == self.states[0]):
            return None
        moves = self.moves if source is None else self.moves_from(source)
        refusals = [self.may(move.verb, move.source, facts) for move in moves if move.target == target]
        if not refusals:
            return self._no_such_turn(source, target)
        return None if None in refusals else refusals[0]

    def place(self, state: str) -> int | None:
        """Index of a state on the main line; None for a side state."""
        return self.states.index(state) if state in self.states else None

    def _verbs(self, state: str) -> str:
        return "、".join(dict.fromkeys(move.verb for move in self.moves_from(state)))

    def _no_such_turn(self, source: str | None, target: str) -> str:
        if source is None:
            return f"新增时状态不能是“{target}”。从“{self.states[0]}”开始办理"
        open_verbs = self._verbs(source)
        return f"状态不能从“{source}”直接改为“{target}”" + (f"，可以：{open_verbs}" if open_verbs else "，已无后续步骤")

    def _no_such_move(self, verb: str, state: str) -> str:
        open_verbs = self._verbs(state)
        return f"“{state}”时不能{verb}，可以：{open_verbs}" if open_verbs else f"“{state}”时不能{verb}，已无后续步骤"


def needs(attribute: str, said: str) -> Guard:
    """A guard that refuses with ``said`` while an attribute of the record is empty."""

    def guard(facts: Facts) -> str | None:
        return said if facts.get(attribute) in (None, "", (), []) else None

    return guard
