"""Every register, in tab order; the only place that knows them all."""

from desktop_app.registers.accounts import FREEZES, MONEY
from desktop_app.registers.awards import AWARDS, ENTRIES
from desktop_app.registers.basics import HOLIDAYS, RULES, SERIES, TERMS, UNITS
from desktop_app.registers.bulletins import BULLETINS, DOC_NUMBERS, DOC_SERIES
from desktop_app.registers.campaign import GROUP, PHASES, PLANS
from desktop_app.registers.cases import CARD_TEMPLATES, CARDS, CASES
from desktop_app.registers.contests import CONTESTS, NOMINEES
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.dossiers import CHECKS, PROFILES
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.registers.habits import HABITS, INDICATORS
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.registers.people import DEPARTMENTS, KINSHIPS, OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.posts import ABSENCES, CONFLICTS, POSTS
from desktop_app.registers.responsibility import DUTIES, INQUIRIES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rotation_limits import LIMITS
from desktop_app.registers.rotations import BATCHES, ROTATIONS
from desktop_app.registers.rounds import GRADE_SCHEMES, ROUNDS, SCORE_STANDARDS
from desktop_app.registers.saved_tables import SAVED_TABLES
from desktop_app.registers.seizures import ITEMS, PLACES, SEIZURES
from desktop_app.registers.self_checks import SELF_CHECKS
from desktop_app.registers.spec import Register
from desktop_app.registers.standards import STANDARDS
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.registers.supervision_kinds import DOCUMENT_KINDS, OUTCOME_KINDS
from desktop_app.registers.training import TRAININGS
from desktop_app.system.errors import Refusal

REGISTERS: tuple[Register, ...] = (
    TASKS,
    MEETINGS,
    GROUP,
    STANDARDS,
    PHASES,
    PLANS,
    ISSUES,
    SELF_CHECKS,
    SITTINGS,
    EXAMS,
    TRAININGS,
    CHECKS,
    ENTRIES,
    AWARDS,
    POSTS,
    ABSENCES,
    ROTATIONS,
    BATCHES,
    LIMITS,
    REVIEWS,
    ROUNDS,
    CASES,
    CARDS,
    CONTESTS,
    NOMINEES,
    ITEMS,
    SEIZURES,
    EVENTS,
    MONEY,
    FREEZES,
    COUNT_LINES,
    STOCKTAKES,
    DOCUMENTS,
    HABITS,
    INDICATORS,
    DUTIES,
    INQUIRIES,
    BULLETINS,
    DOC_NUMBERS,
    OFFICERS,
    DEPARTMENTS,
    KINSHIPS,
    TERMS,
    RULES,
    HOLIDAYS,
    SERIES,
    SCORE_STANDARDS,
    GRADE_SCHEMES,
    PROFILES,
    CONFLICTS,
    PLACES,
    CARD_TEMPLATES,
    DOCUMENT_KINDS,
    OUTCOME_KINDS,
    DOC_SERIES,
    MONTH_CLOSES,
    SAVED_TABLES,
    UNITS,
)

BY_KIND: dict[str, Register] = {register.kind: register for register in REGISTERS}


def by_public(name: str) -> Register:
    """The register of that public name, or of that Chinese title; an unknown one is refused."""
    for register in REGISTERS:
        if name in (register.public, register.title):
            return register
    known = "、".join(f"{register.public}（{register.title}）" for register in REGISTERS)
    raise Refusal(f"没有“{name}”这种台账。可选：{known}")


def of_tab(tab: str) -> tuple[Register, ...]:
    """Registers of one tab, in order."""
    return tuple(register for register in REGISTERS if register.tab == tab)
