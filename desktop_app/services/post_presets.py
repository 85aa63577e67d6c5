"""The pairs of functions an office begins with that one person may not hold together (不相容岗位预设)."""

import tomllib
from collections.abc import Callable, Iterator

from desktop_app.models.base import Record
from desktop_app.models.posts import PostConflict
from desktop_app.system.paths import RESOURCES


def conflicts(number: Callable[[str], str]) -> Iterator[Record]:
    """The pairs, to be added one by one."""
    for row in tomllib.loads((RESOURCES / "standards" / "posts.toml").read_text("utf-8"))["pair"]:
        yield PostConflict(number=number(PostConflict.__tablename__), **row)
