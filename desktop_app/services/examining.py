"""The whole check of a data file (核验): what the file says of itself, its draws repeated, its items counted again."""

from dataclasses import replace

from desktop_app.services.custody_proof import recheck_custody
from desktop_app.services.desk import Desk
from desktop_app.services.draws import recheck_all
from desktop_app.store.verify import Findings, verify


def examined(desk: Desk) -> Findings:
    """What a check of the file, its draws and its custody found; those of a file itself unsound are not repeated."""
    findings = verify(desk.store)
    if findings.structure:
        return findings
    with desk.facts() as facts:
        custody = recheck_custody(facts, findings.differences)
        return replace(findings, draws=tuple(recheck_all(facts)), custody=tuple(custody))
