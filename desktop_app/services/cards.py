"""Verbs of the three cards of a case (一案三卡): made for a round, given out, taken back by number."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.models.cases import CardSet, CaseCard
from desktop_app.models.keeping import Counter
from desktop_app.models.people import Officer
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.vocabulary import CardRating
from desktop_app.services.card_finding import WIDTH, live_templates, round_cases
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, load, write
from desktop_app.system.errors import Refusal

RETURN = "card_return"
"""Code of the rule that says within what days a card is due back (应收回日)."""

CARDS = CaseCard.__tablename__


def due_back(issued: date, facts: Facts) -> date | None:
    """When a card given out on a day is due back by the rule ``card_return``."""
    rule = facts.rule(RETURN)
    return due_on(rule, issued, facts.calendar).on if rule is not None else None


def for_round(desk: Desk, law: Law, round_id: int) -> Outcome:
    """Make the cards of every drawn case of a round that has none yet, as one act; withdrawn cases are left out."""
    with desk.store.unit("建立三卡") as unit:
        facts = Facts(unit.session, desk.today)
        drawn = round_cases(unit.session, round_id)
        if not drawn:
            raise Refusal("这一轮还没有案件。先封存名单、抽取，再建三卡")
        there = _with_cards(unit.session, drawn)
        fresh = [number for number in drawn if number not in there]
        drafts = (new_draft(CardSet, {"case_no": number}) for number in fresh)
        ids = [write(unit, law, draft, facts, Mode.DESK)[0].id for draft in drafts]
    kept = f"，{len(there)} 件已有" if there else ""
    said = f"已建三卡 {len(fresh)} 件{kept}" if fresh else f"{len(there)} 件都已建三卡"
    return Outcome(law.model.__tablename__, tuple(ids), said, unit.batch_id)


def _with_cards(session: Session, numbers: Collection[str]) -> set[str]:
    found = select(CardSet.case_no).where(CardSet.retired_at.is_(None), CardSet.case_no.in_(numbers))
    return set(session.scalars(found))


def issue(
    desk: Desk,
    law: Law,
    set_ids: Sequence[int],
    kinds: Sequence[str],
    on: date | None,
    to: str,
    issuer_id: int | None,
    missing_only: bool = False,
) -> Outcome:
    """Give out cards of these kinds for these cases (发卡) as one act, numbered and with the day they are due back.

    ``to`` says to whom; empty takes what the template says (发放对象). A card already out is refused, or passed by with
    ``missing_only``.
    """
    with desk.store.unit("发卡") as unit:
        facts = Facts(unit.session, desk.today)
        day = _may_issue(facts, set_ids, kinds, on, issuer_id)
        known, numbers = {str(row["title"]): row for row in live_templates(facts)}, CardNumbers(unit.session)
        touched, count = [], 0
        for set_id in dict.fromkeys(set_ids):
            draft = _live(unit.session, law, set_id)
            out = {row.get("kind") for row in draft.rows(CaseCard) if row.get("issued_on")} if missing_only else set()
            given = [kind for kind in dict.fromkeys(kinds) if kind not in out]
            for kind in given:
                row = _unissued(draft, known[kind])
                row |= {
                    "card_no": row.get("card_no") or numbers.next(known[kind]["position"]),
                    "issued_on": day,
                    "issued_to": to.strip() or str(known[kind]["audience"] or ""),
                    "issuer_id": issuer_id,
                    "due_on": due_back(day, facts),
                }
            if given:
                touched.append(write(unit, law, draft, facts, Mode.DESK)[0].id)
                count += len(given)
        if not touched:
            raise Refusal(f"选中的案件{'、'.join(kinds)}都已发放。选别的卡或别的案件")
    said = f"已发 {len(touched)} 案 {count} 张卡"
    return Outcome(law.model.__tablename__, tuple(touched), said, unit.batch_id)


def _may_issue(
    facts: Facts, set_ids: Sequence[int], kinds: Sequence[str], on: date | None, issuer_id: int | None
) -> date:
    """The day of issue, if nothing stands against it."""
    if not set_ids:
        raise Refusal("没有选案件。勾选要发卡的案件再发")
    if not kinds:
        raise Refusal("没有选卡种。勾选要发的卡再发")
    known = [str(row["title"]) for row in live_templates(facts)]
    strange = next((kind for kind in kinds if kind not in known), None)
    if strange is not None:
        raise Refusal(f"没有“{strange}”这种卡。在基础台账的卡片模板里恢复，或选别的卡")
    if on is None:
        raise Refusal("没填发放日期。填好再发", CaseCard.issued_on.key)
    if on > facts.today:
        raise Refusal(f"发放日期晚于今天 {facts.today:%m-%d}。请改早", CaseCard.issued_on.key)
    if issuer_id is None:
        raise Refusal("没填发放人。选好再发", CaseCard.issuer_id.key)
    return on


def _live(session: Session, law: Law, set_id: int) -> Draft:
    row = session.get(CardSet, set_id)
    if row is None or row.retired_at is not None:
        raise Refusal("这一案的三卡已停用。先恢复再办")
    draft = load(session, CardSet, set_id, law.lists)
    if draft[CardSet.filed_on] is not None:
        raise Refusal(f"{draft.values['number']} 已归档，不再发卡收卡。要改先去掉归档日期")
    return draft


def _unissued(draft: Draft, template: Mapping[str, Any]) -> Values:
    """The row of a card not given out yet; one of its kind that is already out is refused."""
    kind = str(template["title"])
    row = next((row for row in draft.rows(CaseCard) if row.get("kind") == kind), None)
    if row is None:
        row = {"kind": kind}
        draft.rows(CaseCard).append(row)
    elif row.get("issued_on"):
        raise Refusal(f"{draft.values['number']} 的{kind}已于 {row['issued_on']} 发放，不重复发。去掉这一案或这种卡")
    return row


class CardNumbers:
    """Numbers of cards (卡号 1-0123), running behind each template's place; used inside one act."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counters: dict[str, Counter] = {}

    def next(self, place: int) -> str:
        """The next number of the template at this place; the counter moves inside the running act."""
        prefix = f"{place}-"
        counter = self._counters.get(prefix) or self._counter(prefix)
        counter.last += 1
        return f"{prefix}{counter.last:0{WIDTH}d}"

    def _counter(self, prefix: str) -> Counter:
        """The counter, past every number a ledger brought in meanwhile."""
        counter = self._session.get(Counter, (CARDS, prefix))
        if counter is None:
            counter = Counter(kind=CARDS, prefix=prefix, last=0)
            self._session.add(counter)
        counter.last = max(counter.last, _highest(self._session, prefix))
        self._counters[prefix] = counter
        return counter


def _highest(session: Session, prefix: str) -> int:
    behind = func.substr(CaseCard.card_no, len(prefix) + 1)
    whole = behind.op("NOT GLOB")("*[^0-9]*") & (behind != "")
    found = session.scalar(
        select(func.max(func.cast(behind, CaseCard.id.type))).where(CaseCard.card_no.startswith(prefix), whole)
    )
    return int(found or 0)


def give_back(
    desk: Desk,
    law: Law,
    set_id: int,
    kind: str,
    on: date | None,
    way: str,
    rating: CardRating | None,
    said: str = "",
    trouble: bool | None = None,
) -> Outcome:
    """Take a card back (收卡) with what it says.

    ``trouble``: what is said must be looked into (反映问题). A card that says 不满意 always must.
    """
    with desk.store.unit("收卡") as unit:
        facts = Facts(unit.session, desk.today)
        draft = _live(unit.session, law, set_id)
        own = [row for row in draft.rows(CaseCard) if row.get("kind") == kind]
        row = next((row for row in own if row.get("returned_on") is None), own[0] if own else {"kind": kind})
        day = _may_return(draft, row, on, facts.today, rating)
        row |= {"returned_on": day, "way": way.strip(), "rating": rating, "said": said.strip()}
        if rating is CardRating.POOR or (trouble and said.strip()):
            _tell_trouble(facts, draft, f"{kind}：{said.strip() or '评价不满意'}")
        _, warnings = write(unit, law, draft, facts, Mode.DESK)
        told = f"已收回 {row.get('card_no') or kind} {draft[CardSet.name]}".strip()
    return Outcome(law.model.__tablename__, (set_id,), told, unit.batch_id, tuple(warnings))


def _may_return(draft: Draft, row: Values, on: date | None, today: date, rating: CardRating | None) -> date:
    called = f"{draft.values['number']} 的{row['kind']}"
    issued, back = row.get("issued_on"), row.get("returned_on")
    if issued is None:
        raise Refusal(f"{called}还没有发放，不能收回。先发卡，或补上发放日期", CaseCard.card_no.key)
    if back is not None:
        raise Refusal(f"{called}已于 {back} 收回，不重复收。登错的在面板里改", CaseCard.card_no.key)
    if on is None:
        raise Refusal("没填收回日期。填好再收", CaseCard.returned_on.key)
    if on > today:
        raise Refusal(f"收回日期晚于今天 {today:%m-%d}。请改早", CaseCard.returned_on.key)
    if on < issued:
        raise Refusal(f"收回日期早于发放日期 {issued}。请改后", CaseCard.returned_on.key)
    if rating is None:
        raise Refusal("没选评价。按 1、2、3 选", CaseCard.rating.key)
    return on


def _tell_trouble(facts: Facts, draft: Draft, said: str) -> None:
    """What a card reports joins what was reported before; what was done about that goes into the note."""
    draft[CardSet.problem] = "\n".join(filter(None, [draft[CardSet.problem], said]))
    if not draft[CardSet.handling]:
        return
    day, who = draft[CardSet.handled_on], facts.label(Officer.__tablename__, draft[CardSet.handled_by_id])
    told = f"此前处理：{draft[CardSet.handling]}（{'，'.join(filter(None, [str(day or ''), who]))}）".replace(
        "（）", ""
    )
    draft[CardSet.note] = "\n".join(filter(None, [draft[CardSet.note], told]))
    draft[CardSet.handling], draft[CardSet.handled_on], draft[CardSet.handled_by_id] = "", None, None
