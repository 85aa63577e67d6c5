"""A small office with something for every folder of a package: a problem of April, a bulletin over it sent in May."""

from datetime import date
from pathlib import Path

from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit import issued, issues
from tests.kit.office import furnished


def _furnish(desk: Desk) -> list[int]:
    team = issues.team(desk)
    issues.issue(desk, team, "叶国栋讯问笔录漏签骑缝")
    return [issued.issued(desk, team.leader, issued.written(desk, team.owner))]


def office(root: Path, day: date = date(2015, 5, 31)) -> Desk:
    """It, on that day."""
    desk, _ = furnished("packed", _furnish, root, TurnedClock(day))
    return desk
