"""What one officer held on a day (某日在岗): posts with who really held them, rotations, absences."""

from dataclasses import dataclass
from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import AbsenceStand, PostStand, cover, every_absence, standing
from desktop_app.figures.rotation_standing import RotationStand, every_rotation
from desktop_app.rules.vocabulary import Coverage


@dataclass(frozen=True, slots=True)
class Held:
    """A post he had a part in on the day: A岗, B岗, or standing in; ``holder`` is who really held it."""

    post: PostStand
    part: str
    state: Coverage
    holder: str


@dataclass(frozen=True, slots=True)
class OfficerDay:
    """One officer on one day."""

    day: date
    posts: tuple[Held, ...]
    rotated: tuple[RotationStand, ...]
    away: tuple[AbsenceStand, ...]

    @property
    def told(self) -> str:
        """In a sentence: 公诉科 审查起诉岗（A岗，A岗在岗）；轮岗至侦监科；离岗（公出）."""
        posts = [f"{one.post.key}（{one.part}，{_state(one)}，{one.post.number}）" for one in self.posts]
        turns = [f"轮岗至{one.goal}（{one.number}）" for one in self.rotated]
        away = [f"离岗：{one.kind or '未写事由'}（{one.number}）" for one in self.away]
        return "；".join((*posts, *turns, *away)) or "没有登记的岗位、轮岗和离岗"


def _state(one: Held) -> str:
    return f"{one.state}：{one.holder}" if one.holder else str(one.state)


def officer_day(ask: Question, officer_id: int, day: date) -> OfficerDay:
    """What he held on a day, by the registers of posts, rotations and absences."""
    held = (_held(ask, post, officer_id, day) for post in standing(ask, day))
    turns = [one for one in every_rotation(ask) if one.officer_id == officer_id and one.counts]
    absences = [one for one in every_absence(ask) if one.officer_id == officer_id and one.meets(day, day)]
    there = [one for one in turns if one.first is not None and one.first <= day <= (one.until or one.last or day)]
    return OfficerDay(day, tuple(one for one in held if one is not None), tuple(there), tuple(absences))


def _held(ask: Question, post: PostStand, officer_id: int, day: date) -> Held | None:
    parts = [part for part, who in (("A岗", post.holding.a), ("B岗", post.holding.b)) if who == officer_id]
    if not parts:
        return None
    state, holder = cover(ask, post, day)
    return Held(post, "、".join(parts), state, holder)
