"""Checks that speak to somebody typing (提示): an import has nobody to read them."""

from dataclasses import replace

from desktop_app.registers import post_tests
from desktop_app.registers.post_notes import leaves_work
from desktop_app.registers.spec import Register

DESK_ONLY = (post_tests.uncovered, leaves_work)
"""What they find is a hint: true of any ledger, and nothing to mend in one."""


def of_ledgers(register: Register) -> Register:
    """A register as a ledger's rows are judged by it: what comes again after an undo is kept with its faults too."""
    kept = tuple(check for check in register.tests if check not in DESK_ONLY)
    return replace(register, tests=kept, alone=()) if register.alone or kept != register.tests else register
