"""Papers that go into the monthly package (月度资料包) beside the ledgers of all registers."""

from collections.abc import Mapping

from desktop_app.reports.naming_asked import NAMING
from desktop_app.rules.vocabulary import Naming

MONTHLY: tuple[str, ...] = (
    "overview",
    "task_table",
    "roadmap",
    "leading_group",
    "issues_common",
    "issues_individual",
    "issues_ledger",
    "issue_statistics",
    "training_ledger",
    "dossier_statistics",
    "post_table",
    "rotation_due",
    "card_register",
    "case_ledger",
    "stock_ledger",
    "special_check",
    "money_ledger",
    "freezes_due",
    "document_ledger",
    "document_urging",
    "duty_list",
    "outcome_statistics",
)
"""Papers about all there is, as of the month's last day by the records' own days; a new one is added here."""

OF_A_ROUND: tuple[str, ...] = ("draw_list", "review_ledger")
"""Papers of every round of reviews of the month (当月评查)."""

SENSITIVE = frozenset({"inquiry"})
"""Registers whose rows name people under inquiry: their plain ledgers stay out of a package with masked names."""
MASKS: Mapping[str, Mapping[str, str]] = {"outcome_statistics": {NAMING: Naming.DEPARTMENT}}
"""Options that mask the names on a monthly paper (隐名), by the paper's id; a paper that prints them is added here."""
