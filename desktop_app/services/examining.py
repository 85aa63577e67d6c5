"""The whole check of a data file (核验): what the file says of itself, and every draw repeated."""

from dataclasses import replace

from desktop_app.services.desk import Desk
from desktop_app.services.draws import recheck_all
from desktop_app.store.verify import Findings, verify


def examined(desk: Desk) -> Findings:
    """What a check of the file and of its draws found; draws of a file that is itself unsound are not repeated."""
    findings = verify(desk.store)
    if findings.structure:
        return findings
    with desk.facts() as facts:
        return replace(findings, draws=tuple(recheck_all(facts)))
