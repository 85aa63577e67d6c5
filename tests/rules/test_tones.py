"""The tone of each word shown as a pill."""

from enum import StrEnum

import pytest

from desktop_app.rules.tones import TONES, Tone, tone
from desktop_app.rules.vocabulary import MeetingKind, OfficerStatus, StandardState, TaskState


@pytest.mark.parametrize("kind", TONES, ids=lambda kind: kind.__name__)
def test_no_word_of_a_state_is_forgotten(kind: type[StrEnum]) -> None:
    assert TONES[kind].keys() == set(kind)


def test_words_that_begin_alike_need_not_look_alike() -> None:
    assert tone(StandardState.ISSUED) is Tone.GREEN
    assert tone(StandardState.REPEALED) is Tone.GREY
    assert tone(TaskState.AWAITING) is tone(OfficerStatus.VILLAGE) is Tone.AMBER


def test_a_word_that_is_no_state_is_quiet() -> None:
    assert tone(MeetingKind.FORUM) is Tone.GREY
