"""Who answers for business and conduct alike (一岗双责): the house's leaders and the heads of its departments."""

import re
from datetime import date, timedelta

from desktop_app.rules.periods import Period, quarter_of
from desktop_app.rules.rotations import LEADERS
from desktop_app.rules.unreadable import tight

HOUSE, HEAD = "院领导", "部门负责人"
_HOUSE = re.compile(r"检察长(?!助理)|纪检组(组)?长|政治处主任|政治部主任|党组(副)?书记|党组成员|专职委员")
_HEAD = re.compile(r"(?<!副)(科长|局长|主任|队长|处长|部长|室长)(?!科员|检察官|检察员|法医|助理)")
_ACTING = "主持"
"""A deputy who runs his department (主持工作) answers for it."""


def answers_as(post: str, department: str = "") -> str:
    """As whom an officer of this post answers: 院领导, 部门负责人, empty for anybody else, deputies among them."""
    told = tight(post)
    if department == LEADERS or _HOUSE.search(told):
        return HOUSE
    return HEAD if _HEAD.search(told) or (_ACTING in told and _HEAD.search(told.replace("副", ""))) else ""


def finished_quarters(start: date | None, day: date) -> tuple[Period, ...]:
    """The quarters finished by the end of a day, from the first full one of the campaign on."""
    found: list[Period] = []
    quarter = quarter_of(start) if start is not None else None
    while quarter is not None and quarter.last <= day:
        if start is not None and quarter.first >= start:
            found.append(quarter)
        quarter = quarter_of(quarter.last + timedelta(days=1))
    return tuple(found)
