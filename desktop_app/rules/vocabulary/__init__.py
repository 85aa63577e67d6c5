"""The glossary (词表): the words the file stores, and what old ledgers write for them. One module a field of work."""

from enum import StrEnum
from typing import TypeVar

from desktop_app.rules.synonyms import SYNONYMS
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary.bulletins import BulletinKind as BulletinKind
from desktop_app.rules.vocabulary.bulletins import BulletinState as BulletinState
from desktop_app.rules.vocabulary.bulletins import CopyKind as CopyKind
from desktop_app.rules.vocabulary.bulletins import DocNumberState as DocNumberState
from desktop_app.rules.vocabulary.bulletins import LineKind as LineKind
from desktop_app.rules.vocabulary.bulletins import Naming as Naming
from desktop_app.rules.vocabulary.bulletins import PaperFormat as PaperFormat
from desktop_app.rules.vocabulary.bulletins import RuleCentre as RuleCentre
from desktop_app.rules.vocabulary.bulletins import Sealing as Sealing
from desktop_app.rules.vocabulary.bulletins import Secrecy as Secrecy
from desktop_app.rules.vocabulary.bulletins import Urgency as Urgency
from desktop_app.rules.vocabulary.custody import CountResult as CountResult
from desktop_app.rules.vocabulary.custody import CountScope as CountScope
from desktop_app.rules.vocabulary.custody import CustodyAct as CustodyAct
from desktop_app.rules.vocabulary.custody import Disposal as Disposal
from desktop_app.rules.vocabulary.custody import FreezeState as FreezeState
from desktop_app.rules.vocabulary.custody import ItemNature as ItemNature
from desktop_app.rules.vocabulary.custody import ItemState as ItemState
from desktop_app.rules.vocabulary.custody import Measure as Measure
from desktop_app.rules.vocabulary.custody import MoneyKind as MoneyKind
from desktop_app.rules.vocabulary.custody import PlaceKind as PlaceKind
from desktop_app.rules.vocabulary.custody import Pool as Pool
from desktop_app.rules.vocabulary.custody import ProcedureState as ProcedureState
from desktop_app.rules.vocabulary.custody import StocktakeState as StocktakeState
from desktop_app.rules.vocabulary.issues import CauseKind as CauseKind
from desktop_app.rules.vocabulary.issues import Correction as Correction
from desktop_app.rules.vocabulary.issues import IssueNature as IssueNature
from desktop_app.rules.vocabulary.issues import IssueState as IssueState
from desktop_app.rules.vocabulary.issues import LookBackResult as LookBackResult
from desktop_app.rules.vocabulary.learning import AbsenceCause as AbsenceCause
from desktop_app.rules.vocabulary.learning import AwardState as AwardState
from desktop_app.rules.vocabulary.learning import DossierState as DossierState
from desktop_app.rules.vocabulary.learning import DossierVerdict as DossierVerdict
from desktop_app.rules.vocabulary.learning import ExamForm as ExamForm
from desktop_app.rules.vocabulary.learning import ExamState as ExamState
from desktop_app.rules.vocabulary.learning import RetakePolicy as RetakePolicy
from desktop_app.rules.vocabulary.learning import RosterRule as RosterRule
from desktop_app.rules.vocabulary.learning import SittingCode as SittingCode
from desktop_app.rules.vocabulary.learning import TieRule as TieRule
from desktop_app.rules.vocabulary.learning import TrainingKind as TrainingKind
from desktop_app.rules.vocabulary.people import AttendanceState as AttendanceState
from desktop_app.rules.vocabulary.people import DayMark as DayMark
from desktop_app.rules.vocabulary.people import DayUnit as DayUnit
from desktop_app.rules.vocabulary.people import GroupRole as GroupRole
from desktop_app.rules.vocabulary.people import Inside as Inside
from desktop_app.rules.vocabulary.people import Lamp as Lamp
from desktop_app.rules.vocabulary.people import MeetingKind as MeetingKind
from desktop_app.rules.vocabulary.people import OfficerStatus as OfficerStatus
from desktop_app.rules.vocabulary.people import Panel as Panel
from desktop_app.rules.vocabulary.people import PlanState as PlanState
from desktop_app.rules.vocabulary.people import Sex as Sex
from desktop_app.rules.vocabulary.people import StandardState as StandardState
from desktop_app.rules.vocabulary.people import TaskState as TaskState
from desktop_app.rules.vocabulary.people import Verdict as Verdict
from desktop_app.rules.vocabulary.reviews import BestWorst as BestWorst
from desktop_app.rules.vocabulary.reviews import CardRating as CardRating
from desktop_app.rules.vocabulary.reviews import CardState as CardState
from desktop_app.rules.vocabulary.reviews import ContestState as ContestState
from desktop_app.rules.vocabulary.reviews import DrawnAs as DrawnAs
from desktop_app.rules.vocabulary.reviews import HandlerReply as HandlerReply
from desktop_app.rules.vocabulary.reviews import ReviewState as ReviewState
from desktop_app.rules.vocabulary.reviews import ReviewWay as ReviewWay
from desktop_app.rules.vocabulary.reviews import RoundKind as RoundKind
from desktop_app.rules.vocabulary.reviews import RoundState as RoundState
from desktop_app.rules.vocabulary.reviews import Severity as Severity
from desktop_app.rules.vocabulary.reviews import Stratum as Stratum
from desktop_app.rules.vocabulary.rotations import AbsenceKind as AbsenceKind
from desktop_app.rules.vocabulary.rotations import Appraisal as Appraisal
from desktop_app.rules.vocabulary.rotations import BatchState as BatchState
from desktop_app.rules.vocabulary.rotations import Coverage as Coverage
from desktop_app.rules.vocabulary.rotations import HandoverKind as HandoverKind
from desktop_app.rules.vocabulary.rotations import HandoverState as HandoverState
from desktop_app.rules.vocabulary.rotations import RotationOutcome as RotationOutcome
from desktop_app.rules.vocabulary.rotations import RotationState as RotationState
from desktop_app.rules.vocabulary.supervision import Adoption as Adoption
from desktop_app.rules.vocabulary.supervision import Blame as Blame
from desktop_app.rules.vocabulary.supervision import DocumentStanding as DocumentStanding
from desktop_app.rules.vocabulary.supervision import DocumentState as DocumentState
from desktop_app.rules.vocabulary.supervision import HabitState as HabitState
from desktop_app.rules.vocabulary.supervision import Hollow as Hollow
from desktop_app.rules.vocabulary.supervision import InquiryState as InquiryState
from desktop_app.rules.vocabulary.supervision import Landing as Landing
from desktop_app.rules.vocabulary.supervision import Leg as Leg

E = TypeVar("E", bound=StrEnum)


def word(kind: type[E], text: str) -> E | None:
    """The word of ``kind`` meant by a ledger's text, whatever its width and blanks; None if it is no such word."""
    folded = tight(text).strip("。.;；,，、")
    try:
        return kind(SYNONYMS.get(kind.__name__, {}).get(folded, folded))
    except ValueError:
        return None
