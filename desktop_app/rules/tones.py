"""The tone in which a state is shown, word by word."""

from enum import StrEnum

from desktop_app.rules.vocabulary import (
    Appraisal,
    AwardState,
    BatchState,
    BulletinState,
    CardState,
    ContestState,
    DocNumberState,
    DocumentState,
    DossierState,
    ExamState,
    FreezeState,
    HabitState,
    HandoverState,
    InquiryState,
    IssueState,
    ItemState,
    Landing,
    OfficerStatus,
    PlanState,
    ReviewState,
    RotationState,
    RoundState,
    SittingCode,
    StandardState,
    StocktakeState,
    TaskState,
)


class Tone(StrEnum):
    """What a state asks of the officer (色调): nothing yet, in hand, waiting for someone, settled."""

    GREY = "grey"
    BLUE = "blue"
    AMBER = "amber"
    GREEN = "green"


TONES: dict[type[StrEnum], dict[StrEnum, Tone]] = {
    OfficerStatus: {
        OfficerStatus.ACTIVE: Tone.BLUE,
        OfficerStatus.SECONDED: Tone.AMBER,
        OfficerStatus.VILLAGE: Tone.AMBER,
        OfficerStatus.RETIRED: Tone.GREY,
    },
    PlanState: {PlanState.DRAFT: Tone.GREY, PlanState.ISSUED: Tone.GREEN},
    TaskState: {
        TaskState.NOT_STARTED: Tone.GREY,
        TaskState.RUNNING: Tone.BLUE,
        TaskState.AWAITING: Tone.AMBER,
        TaskState.DONE: Tone.GREEN,
        TaskState.SUSPENDED: Tone.AMBER,
        TaskState.CANCELLED: Tone.GREY,
    },
    StandardState: {
        StandardState.DRAFT: Tone.GREY,
        StandardState.CONSULTING: Tone.AMBER,
        StandardState.ISSUED: Tone.GREEN,
        StandardState.REPEALED: Tone.GREY,
    },
    IssueState: {
        IssueState.UNCLAIMED: Tone.GREY,
        IssueState.CORRECTING: Tone.BLUE,
        IssueState.APPLIED: Tone.AMBER,
        IssueState.CHECKING: Tone.AMBER,
        IssueState.CLOSED: Tone.GREEN,
        IssueState.RETURNED: Tone.AMBER,
        IssueState.LASTING: Tone.BLUE,
        IssueState.MERGED: Tone.GREY,
        IssueState.VOID: Tone.GREY,
    },
    BulletinState: {
        BulletinState.DRAFT: Tone.BLUE,
        BulletinState.SUBMITTED: Tone.AMBER,
        BulletinState.SIGNED: Tone.AMBER,
        BulletinState.ISSUED: Tone.GREEN,
        BulletinState.DROPPED: Tone.GREY,
    },
    DocNumberState: {
        DocNumberState.RESERVED: Tone.AMBER,
        DocNumberState.USED: Tone.GREEN,
        DocNumberState.VOID: Tone.GREY,
    },
    RoundState: {
        RoundState.PLANNED: Tone.GREY,
        RoundState.SEALED: Tone.AMBER,
        RoundState.DRAWN: Tone.BLUE,
        RoundState.DONE: Tone.GREEN,
        RoundState.VOID: Tone.GREY,
    },
    ReviewState: {
        ReviewState.WAITING: Tone.GREY,
        ReviewState.REVIEWING: Tone.BLUE,
        ReviewState.FEEDBACK: Tone.AMBER,
        ReviewState.OBJECTED: Tone.AMBER,
        ReviewState.GRADED: Tone.GREEN,
        ReviewState.FILED: Tone.GREEN,
        ReviewState.WITHDRAWN: Tone.GREY,
    },
    CardState: {
        CardState.UNISSUED: Tone.AMBER,
        CardState.ISSUED: Tone.BLUE,
        CardState.RETURNED: Tone.GREEN,
        CardState.TROUBLED: Tone.AMBER,
        CardState.HANDLED: Tone.GREEN,
        CardState.FILED: Tone.GREEN,
    },
    ContestState: {
        ContestState.NOMINATING: Tone.GREY,
        ContestState.VOTING: Tone.AMBER,
        ContestState.CONFIRMED: Tone.GREEN,
    },
    ExamState: {
        ExamState.PREPARING: Tone.GREY,
        ExamState.SEATED: Tone.BLUE,
        ExamState.SAT: Tone.BLUE,
        ExamState.MARKED: Tone.AMBER,
        ExamState.CHECKING: Tone.AMBER,
        ExamState.PUBLISHED: Tone.GREEN,
        ExamState.FILED: Tone.GREEN,
    },
    SittingCode: {
        SittingCode.SAT: Tone.GREEN,
        SittingCode.ABSENT: Tone.AMBER,
        SittingCode.DEFERRED: Tone.AMBER,
        SittingCode.BREACH: Tone.AMBER,
        SittingCode.EXEMPT: Tone.GREY,
    },
    DossierState: {
        DossierState.WAITING: Tone.GREY,
        DossierState.CORRECTING: Tone.AMBER,
        DossierState.CORRECTED: Tone.BLUE,
        DossierState.DONE: Tone.GREEN,
    },
    AwardState: {
        AwardState.NOMINATING: Tone.GREY,
        AwardState.SCORING: Tone.AMBER,
        AwardState.APPROVED: Tone.GREEN,
    },
    HandoverState: {
        HandoverState.DONE: Tone.GREEN,
        HandoverState.OPEN: Tone.AMBER,
        HandoverState.NONE: Tone.GREY,
    },
    BatchState: {
        BatchState.DRAFT: Tone.GREY,
        BatchState.APPROVED: Tone.BLUE,
        BatchState.CLOSED: Tone.GREEN,
    },
    RotationState: {
        RotationState.DRAFT: Tone.GREY,
        RotationState.APPROVED: Tone.BLUE,
        RotationState.HANDED: Tone.BLUE,
        RotationState.RUNNING: Tone.BLUE,
        RotationState.APPRAISED: Tone.AMBER,
        RotationState.DONE: Tone.GREEN,
        RotationState.ENDED: Tone.AMBER,
    },
    ItemState: {
        ItemState.HELD: Tone.AMBER,
        ItemState.STORED: Tone.BLUE,
        ItemState.DEPOSITED: Tone.BLUE,
        ItemState.KEPT: Tone.BLUE,
        ItemState.LENT: Tone.AMBER,
        ItemState.SENT: Tone.AMBER,
        ItemState.DISPOSED: Tone.GREEN,
        ItemState.PARTED: Tone.GREY,
    },
    FreezeState: {
        FreezeState.LIVE: Tone.BLUE,
        FreezeState.QUEUED: Tone.GREY,
        FreezeState.RELEASED: Tone.GREEN,
    },
    StocktakeState: {
        StocktakeState.PREPARED: Tone.GREY,
        StocktakeState.COUNTING: Tone.BLUE,
        StocktakeState.COMPARED: Tone.AMBER,
        StocktakeState.CLOSED: Tone.GREEN,
    },
    HabitState: {
        HabitState.UNTOLD: Tone.AMBER,
        HabitState.TOLD: Tone.GREEN,
        HabitState.EXCUSED: Tone.GREY,
    },
    DocumentState: {
        DocumentState.DRAFT: Tone.GREY,
        DocumentState.APPROVED: Tone.GREY,
        DocumentState.SENT: Tone.AMBER,
        DocumentState.WAITING: Tone.BLUE,
        DocumentState.REPLIED: Tone.AMBER,
        DocumentState.VERIFYING: Tone.BLUE,
        DocumentState.VERIFIED: Tone.BLUE,
        DocumentState.CLOSED: Tone.GREEN,
        DocumentState.WITHDRAWN: Tone.GREY,
    },
    Landing: {
        Landing.DONE: Tone.GREEN,
        Landing.PARTLY: Tone.AMBER,
        Landing.NOT: Tone.AMBER,
    },
    InquiryState: {
        InquiryState.LEAD: Tone.AMBER,
        InquiryState.PRELIMINARY: Tone.BLUE,
        InquiryState.FILED: Tone.BLUE,
        InquiryState.INVESTIGATING: Tone.BLUE,
        InquiryState.HEARING: Tone.BLUE,
        InquiryState.DECIDED: Tone.AMBER,
        InquiryState.CARRIED_OUT: Tone.BLUE,
        InquiryState.REVISITED: Tone.BLUE,
        InquiryState.ARCHIVED: Tone.GREEN,
        InquiryState.DROPPED: Tone.GREY,
        InquiryState.NOT_FILED: Tone.GREY,
    },
    Appraisal: {
        Appraisal.EXCELLENT: Tone.GREEN,
        Appraisal.GOOD: Tone.GREEN,
        Appraisal.FAIR: Tone.AMBER,
        Appraisal.POOR: Tone.AMBER,
    },
}
"""For every enum shown as a pill: the tone of each of its words."""


def tone(state: StrEnum) -> Tone:
    """The tone of a word shown as a pill; grey for words without one."""
    return TONES.get(type(state), {}).get(state, Tone.GREY)
