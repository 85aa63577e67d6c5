"""Deadline rules as other registers of 基础台账 name them: by what they are about (事项), never by a code."""

from collections.abc import Iterable
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.responsibility import OutcomeKind
from desktop_app.models.supervision import DocumentKind
from desktop_app.registers.spec import Check, broken
from desktop_app.rules.documents import rules_named
from desktop_app.rules.problems import Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

_NAMING = ((DocumentKind.__tablename__, "监督文书种类"), (OutcomeKind.__tablename__, "问责方式"))


def rule_titles(facts: Facts) -> Iterable[str]:
    """What there are rules about."""
    return [str(row["title"]) for row in facts.live(DeadlineRuleRow.__tablename__)]


def known_rules(*attrs: Attr[Any]) -> Check:
    """Refuses a rule that there is none of, in the fields that name rules."""

    def checked(draft: Draft, facts: Facts) -> Problem | None:
        for attr in attrs:
            for named in rules_named({attr.key: draft[attr]}):
                if facts.rule(named) is None:
                    return broken(attr, "unknown_rule", f"期限规则里没有“{named}”。写期限规则的事项，或先去登记")
        return None

    return checked


def title_kept(draft: Draft, facts: Facts) -> Problem | None:
    """A rule that a kind is named to be due by keeps its title."""
    was = draft.was(DeadlineRuleRow.title)
    if draft.is_new or draft[DeadlineRuleRow.title] == was:
        return None
    for kind, register in _NAMING:
        for row in facts.live(kind):
            if was in rules_named(row):
                said = f"{register}“{row['title']}”按“{was}”计算，不能改名。先到那里改用别的规则"
                return broken(DeadlineRuleRow.title, "rule_named", said)
    return None
