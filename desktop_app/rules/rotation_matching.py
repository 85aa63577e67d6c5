"""Whether everybody can still find a seat (座位匹配): augmenting paths over bits; no plan exists where they fail."""

from collections.abc import Sequence

from desktop_app.rules.rotation_board import Board


def seated(board: Board) -> bool:
    """Whether all who must still go, and all places that still lack people, can be served at once, each for itself."""
    return _people_seated(board) and all(_places_served(board, period) for period in range(board.periods))


def _people_seated(board: Board) -> bool:
    """Seats counted in every ``stay``-th period: each stay of least length covers exactly one of these."""
    marks = range(board.stay - 1, board.periods, board.stay)
    seats = [(place, period) for place in range(len(board.places)) for period in marks]
    number = {board.bit(*seat): at for at, seat in enumerate(seats)}
    marked = sum(1 << bit for bit in number)
    room = [board.most[place][period] - board.taken[place][period] for place, period in seats]
    wanted = []
    for person in board.idle():
        starts = board.starts(person)
        reached = 0
        for later in range(board.stay):
            reached |= starts << later
        wanted.append([number[bit] for bit in _bits(reached & marked)])
    return fits(wanted, room)


def _places_served(board: Board, period: int) -> bool:
    """Whether different people can fill what every place lacks in one period."""
    wanted = []
    for place, least in enumerate(board.least):
        lacking = least - board.taken[place][period]
        bit = board.bit(place, period)
        able = [person for person, seats in enumerate(board.open) if seats >> bit & 1] if lacking > 0 else []
        wanted.extend([able] * max(0, lacking))
    return fits(wanted, [1] * len(board.people))


def fits(wanted: Sequence[Sequence[int]], room: Sequence[int]) -> bool:
    """Whether everyone can have one of the things he wants, each thing being there ``room`` times."""
    holders: list[list[int]] = [[] for _ in room]

    def serve(one: int, seen: set[int]) -> bool:
        for thing in wanted[one]:
            if thing in seen:
                continue
            seen.add(thing)
            if len(holders[thing]) < room[thing]:
                holders[thing].append(one)
                return True
            for at, holder in enumerate(holders[thing]):
                if serve(holder, seen):
                    holders[thing][at] = one
                    return True
        return False

    return all(serve(one, set()) for one in range(len(wanted)))


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
