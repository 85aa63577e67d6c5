"""Deadline rules are named by what they are about: a rule there is none of is refused, a named one keeps its title."""

import re

import pytest

from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.responsibility import OutcomeKind
from desktop_app.models.supervision import DocumentKind
from desktop_app.registers.basics import RULES
from desktop_app.registers.supervision_kinds import DOCUMENT_KINDS, OUTCOME_KINDS
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.documents import rules_named
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded
from tests.kit.paper import page_texts, printed


def _kind(desk: Desk, title: str) -> int:
    with desk.facts() as facts:
        return next(int(row["id"]) for row in facts.live("document_kind") if row["title"] == title)


def test_every_preset_names_a_rule_there_is_and_no_code_stands_on_paper(desk: Desk) -> None:
    with desk.facts() as facts:
        kinds = [*facts.live("document_kind"), *facts.live("outcome_kind")]
        named = {rule for kind in kinds for rule in rules_named(kind)}
        assert len(named) >= 10
        assert not [rule for rule in named if facts.rule(rule) is None]
        advice = facts.rule("检察建议回复")
        assert advice is not None
        assert advice == facts.rule("advice_reply"), "a code written before goes on"
    for code in ("ledger.document_kinds", "ledger.outcome_kinds"):
        text = "".join(page_texts(printed(paper(code).make(Request(desk, desk.today)))))
        assert not re.findall("[a-z]+_[a-z]+|（[KRA]）", text), code


def test_an_unknown_rule_is_refused(desk: Desk) -> None:
    draft = loaded(desk, DOCUMENT_KINDS, _kind(desk, "纠正违法通知书"))
    draft[DocumentKind.other_rules] = "看守所：看守所回复"
    with pytest.raises(Refusal, match="期限规则里没有“看守所回复”"):
        records.save(desk, DOCUMENT_KINDS, draft)
    with desk.facts() as facts:
        warned = next(int(row["id"]) for row in facts.live("outcome_kind") if row["rule_code"])
    outcome = loaded(desk, OUTCOME_KINDS, warned)
    outcome[OutcomeKind.rule_code] = "处分影响期"
    with pytest.raises(Refusal, match="期限规则里没有“处分影响期”"):
        records.save(desk, OUTCOME_KINDS, outcome)


def test_a_rule_in_use_keeps_its_title(desk: Desk) -> None:
    with desk.facts() as facts:
        ids = {str(row["title"]): int(row["id"]) for row in facts.live("deadline_rule")}
    for title, where in (
        ("看守所纠正违法通知书回复", "监督文书种类“纠正违法通知书”"),
        ("处分影响期：记过", "问责方式“记过”"),
    ):
        draft = loaded(desk, RULES, ids[title])
        draft[DeadlineRuleRow.title] = "改名"
        with pytest.raises(Refusal, match=where):
            records.save(desk, RULES, draft)
    free = loaded(desk, RULES, ids["评查承办人反馈意见"])
    free[DeadlineRuleRow.title] = "承办人反馈意见"
    records.save(desk, RULES, free)
