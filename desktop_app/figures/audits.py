"""Every 审核公式: those of the ledgers, one tuple that later registers extend, and those of the text itself."""

from desktop_app.figures import (
    dossier_audits,
    issue_audits,
    learning_audits,
    plan_audits,
    post_audits,
    review_audits,
    seizure_audits,
    supervision_audits,
    text_audits,
)
from desktop_app.figures.audit_rules import Audit, TextAudit

AUDITS: tuple[Audit, ...] = (
    *plan_audits.AUDITS,
    *issue_audits.AUDITS,
    *review_audits.AUDITS,
    *learning_audits.AUDITS,
    *dossier_audits.AUDITS,
    *post_audits.AUDITS,
    *seizure_audits.AUDITS,
    *supervision_audits.AUDITS,
)
TEXT_AUDITS: tuple[TextAudit, ...] = text_audits.AUDITS
TITLES: dict[str, str] = {audit.id: audit.title for audit in AUDITS} | {audit.id: audit.title for audit in TEXT_AUDITS}
