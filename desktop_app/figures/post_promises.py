"""Promises of the posts and rotations: S3, S4."""

from collections.abc import Sequence

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import AHEAD, PostStand, standing
from desktop_app.figures.posts import empty_ahead
from desktop_app.figures.promises import NAMED, Finding
from desktop_app.figures.rotation_standing import every_rotation, of_officers, young
from desktop_app.models.people import Officer


def all_covered(ask: Question) -> Finding:
    """S3 AB岗全覆盖: every post named on the day has A ≠ B and, from the day to fourteen days on, no 空岗.

    A post without B breaks it, for whatever reason it has none.
    """
    posts = standing(ask)
    if not posts:
        return Finding(0, said="还没有设岗")
    same = [post for post in posts if post.same]
    alone = [post for post in posts if post.lacks_b]
    bare = {one.post.id for one in empty_ahead(ask, [post for post in posts if post not in alone])}
    broken = [post for post in posts if post in same or post in alone or post.id in bare]
    told = _named(alone, "没有B岗") + _named(same, "A岗B岗同为一人")
    told += _named([post for post in posts if post.id in bare], f"在 {AHEAD} 天内有空岗")
    said = f"设岗 {len(posts)} 个，" + ("、".join(told) if told else f"都有B岗，{AHEAD} 天内没有空岗")
    return Finding(len(posts), tuple(post.behind for post in broken), said=said)


def _named(posts: Sequence[PostStand], words: str) -> list[str]:
    """How many posts, the first of them named: 1 个没有B岗（同步录音录像）."""
    names = "、".join(post.name for post in posts[:NAMED]) + ("等" if len(posts) > NAMED else "")
    return [f"{len(posts)} 个{words}（{names}）"] if posts else []


def all_rotated(ask: Question) -> Finding:
    """S4 青年干警交叉轮岗: every young officer of the list has a rotation beyond a plan; one ended early counts."""
    people = young(ask)
    if not people:
        return Finding(0, said="还没有青年干警")
    known = of_officers(every_rotation(ask))
    left = [who for who in people if not any(row.counts for row in known.get(who, ()))]
    said = f"青年干警 {len(people)} 人，" + (f"{len(left)} 人没有轮岗" if left else "都已轮岗")
    return Finding(len(people), tuple((Officer.__tablename__, who) for who in left), said=said)
