"""What is wrong with a post or an absence: A is B, too many posts, functions that do not go together, both away."""

from collections.abc import Iterable
from datetime import date

from desktop_app.models.posts import Absence, Post, PostConflict, StandIn
from desktop_app.registers.spec import broken, caution
from desktop_app.rules.posts import Away, Holding, Spell, conflict, gaps
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import Coverage
from desktop_app.services.coverage import away, last_away
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row

POST = Post.__tablename__


def _others(draft: Draft, facts: Facts) -> list[Row]:
    """Other posts held today or later on a day this one is held too."""
    since, until = draft[Post.since_on] or date.min, draft[Post.until_on] or date.max
    return [
        row
        for row in facts.live(POST)
        if row["id"] != draft.record_id
        and max(since, row["since_on"] or date.min, facts.today) <= min(until, row["until_on"] or date.max)
    ]


def same_person(draft: Draft, facts: Facts) -> Problem | None:
    """A岗 and B岗 are two people."""
    if draft[Post.a_id] is None or draft[Post.a_id] != draft[Post.b_id]:
        return None
    name = facts.label("officer", draft[Post.a_id])
    return broken(Post.b_id, "ab_same_person", f"A岗和B岗都是{name}，等于没有B岗。B岗另选一人")


def no_second(draft: Draft, facts: Facts) -> Problem | None:
    """A post without B says why, or is to be mended."""
    if draft[Post.b_id] is not None or draft[Post.sole] or draft[Post.note] or draft[Post.until_on] is not None:
        return None
    return caution(Post.b_id, "b_missing", "没有B岗，A岗离岗就空岗。选好B岗，或写明不设B岗的理由")


def too_many(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody is B岗 of more posts than the office allows."""
    who, most = draft[Post.b_id], int(facts.unit.get("b_posts") or 2)
    others = {(row["department_id"], row["name"]) for row in _others(draft, facts) if row["b_id"] == who}
    count = len(others - {(draft[Post.department_id], draft[Post.name])}) + 1
    if who is None or (draft[Post.until_on] or facts.today) < facts.today or count <= most:
        return None
    said = f"{facts.label('officer', who)}已是 {count - 1} 个岗位的B岗，再加就超过 {most} 个。换一个人，或改上限"
    return caution(Post.b_id, "b_too_many", said)


def _called(values: Row) -> list[str]:
    return [str(values.get("nature") or values.get("name") or "")]


def incompatible(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody holds or stands in for two functions that have to stay apart (不相容岗位)."""
    pairs = [(str(row["one"]), str(row["other"])) for row in facts.live(PostConflict.__tablename__)]
    for attr in (Post.b_id, Post.a_id):
        who = draft[attr]
        for row in _others(draft, facts) if who is not None else ():
            if who not in (row["a_id"], row["b_id"]):
                continue
            met = conflict(_called(draft.values), _called(row), pairs)
            if met is not None:
                side = "A岗" if row["a_id"] == who else "B岗"
                said = (
                    f"{facts.label('officer', who)}是{row['name']}的{side}，{met[0]}与{met[1]}不相容，"
                    "不能由一人担任或代班。另选一人"
                )
                return caution(attr, "incompatible_posts", said)
    return None


def same_post(draft: Draft, facts: Facts) -> Problem | None:
    """One post has one pair at a time."""
    since, until = draft[Post.since_on], draft[Post.until_on]
    for row in facts.live(POST):
        same = (row["department_id"], row["name"]) == (draft[Post.department_id], draft[Post.name])
        if not same or row["id"] == draft.record_id:
            continue
        if (until is None or row["since_on"] is None or row["since_on"] <= until) and (
            row["until_on"] is None or since is None or since <= row["until_on"]
        ):
            said = f"{row['number']} 也是这个岗位，任期重叠。先给它填上止日，或改起日"
            return broken(Post.since_on, "post_twice", said)
    return None


def days_differ(draft: Draft, facts: Facts) -> Problem | None:
    """The number of days is what the dates make it."""
    first, last, told = draft[Absence.from_on], draft[Absence.to_on], draft[Absence.days]
    if first is None or last is None or told is None or last < first:
        return None
    counted = (last - first).days + 1
    if told == counted:
        return None
    return caution(Absence.days, "days_mismatch", f"写的 {told} 天，按起止日期是 {counted} 天（含首尾）。核对后改正")


def overlapping(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody is away twice at once; who has no day of return is away still."""
    who, first = draft[Absence.officer_id], draft[Absence.from_on]
    last = last_away(first, draft[Absence.to_on], draft[Absence.returned_on])
    if who is None or first is None:
        return None
    for row in facts.having(Absence.__tablename__, Absence.officer_id.key, who):
        begins, end = row["from_on"], last_away(row["from_on"], row["to_on"], row["returned_on"])
        if row["id"] == draft.record_id or begins is None:
            continue
        if begins <= (last or date.max) and first <= (end or date.max):
            days = f"{begins} 至 {end}" if end is not None else f"{begins} 起，返岗日未定"
            return caution(Absence.from_on, "absence_overlap", f"与 {row['number']}（{days}）的离岗日期重叠。核对日期")
    return None


def uncovered(draft: Draft, facts: Facts) -> Problem | None:
    """While he is away somebody holds his posts: B岗 is there, or another is named."""
    left, days = falls_to(draft, facts), _days_away(draft)
    if not left or days is None:
        return None
    here = with_this(draft, facts)
    found = ((row, gap) for row in left for gap in gaps(holding_of(row), here, *days) if gap.state is Coverage.EMPTY)
    first = min(found, key=lambda one: (one[1].first, post_name(facts, one[0])), default=None)
    if first is None:
        return None
    row, gap = first
    why = _other(row, draft[Absence.officer_id])
    said = f"{post_name(facts, row)}在 {gap.first} 至 {gap.last} 没有人：{why}。另派代岗人，或错开日期"
    return Problem(Absence.from_on.key, Fault.CAUTION, "post_uncovered", said, hint=True)


def _other(post: Row, who: int | None) -> str:
    """Why nobody is left besides the one who goes."""
    if post["b_id"] is None:
        return "没设B岗"
    return "B岗也不在" if post["a_id"] == who else "A岗也不在"


def falls_to(draft: Draft, facts: Facts) -> list[Row]:
    """The posts an absence leaves (A岗离岗), in the order of the register."""
    who, days = draft[Absence.officer_id], _days_away(draft)
    if who is None or days is None:
        return []
    return sorted(_of(facts, who, *days), key=lambda row: str(row["number"]))


def _days_away(draft: Draft) -> tuple[date, date] | None:
    """The first and the last day of an absence; None while one is not known, or they are the wrong way round."""
    first = draft[Absence.from_on]
    last = last_away(first, draft[Absence.to_on], draft[Absence.returned_on])
    return (first, last) if first is not None and last is not None and first <= last else None


def holding_of(row: Row) -> Holding:
    """A post of the file as the rules take it."""
    return Holding(row["id"], row["a_id"], row["b_id"], row["since_on"], row["until_on"], row["department_id"])


def with_this(draft: Draft, facts: Facts) -> Away:
    """Everybody who is away, this absence as it is typed among them, with the stand-ins it names."""
    who, first = draft[Absence.officer_id], draft[Absence.from_on]
    last = last_away(first, draft[Absence.to_on], draft[Absence.returned_on])
    known = away(facts.session, facts.today, without=draft.record_id)
    if who is None or first is None or last is None:
        return known
    absences = {**known.absences, who: [*known.absences.get(who, ()), Spell(who, first, last)]}
    named = {post: list(spells) for post, spells in known.named.items()}
    for line in draft.parts.get(StandIn.__tablename__, ()):
        if line.get("post_id") is not None and line.get("officer_id") is not None:
            named.setdefault(line["post_id"], []).append(Spell(line["officer_id"], first, last))
    return Away(absences, known.rotations, named)


def _of(facts: Facts, who: int, first: date, last: date) -> Iterable[Row]:
    return (
        row
        for row in facts.live(POST)
        if who in (row["a_id"], row["b_id"])
        and (row["since_on"] is None or row["since_on"] <= last)
        and (row["until_on"] is None or row["until_on"] >= first)
    )


def post_name(facts: Facts, row: Row) -> str:
    """侦查监督科 内勤: a post with its department."""
    return f"{facts.label('department', row['department_id'])} {row['name']}".strip()


def stands_twice(draft: Draft, facts: Facts) -> Problem | None:
    """Somebody named to stand in is not the absent one, and is there himself."""
    for row in draft.parts.get(StandIn.__tablename__, ()):
        if row.get("officer_id") is not None and row.get("officer_id") == draft[Absence.officer_id]:
            return Problem(StandIn.__tablename__, Fault.BROKEN, "stands_for_himself", "代岗人就是离岗人。另选一人")
    return None
