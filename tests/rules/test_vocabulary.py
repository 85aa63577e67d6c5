"""The words of the file, and the words of old ledgers for them."""

import inspect
from enum import StrEnum

import pytest

from desktop_app.rules import vocabulary
from desktop_app.rules.synonyms import SYNONYMS
from desktop_app.rules.vocabulary import MeetingKind, OfficerStatus, Sex, StandardState, TaskState, word

KINDS = [kind for _, kind in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(kind, StrEnum)]
KINDS.remove(StrEnum)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_synonym_means_a_word_and_hides_none(kind: type[StrEnum]) -> None:
    values = {member.value for member in kind}
    assert set(SYNONYMS[kind.__name__].values()) <= values
    assert not SYNONYMS[kind.__name__].keys() & values
    assert all(word(kind, written) for written in SYNONYMS[kind.__name__])
    assert all(word(kind, f"\u3000{member.value}  ") is member for member in kind)


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (OfficerStatus, "在岗  ", OfficerStatus.ACTIVE),
        (OfficerStatus, "\u3000在岗", OfficerStatus.ACTIVE),
        (TaskState, "正在进行", TaskState.RUNNING),
        (TaskState, "未 启 动", TaskState.NOT_STARTED),
        (TaskState, "完成。", TaskState.DONE),
        (MeetingKind, "动员会  ", MeetingKind.MOBILISATION),
        (StandardState, "征求意见  ", StandardState.CONSULTING),
        (Sex, "党员", None),
        (Sex, "", None),
    ],
)
def test_a_word_of_a_ledger(kind: type[StrEnum], written: str, meant: StrEnum | None) -> None:
    assert word(kind, written) is meant
