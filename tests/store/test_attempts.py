"""Guessing the password: five tries, then a wait that neither a restart nor a turned clock shortens."""

from pathlib import Path

import pytest

from desktop_app.store.attempts import Attempts
from desktop_app.store.keys import make_keys, set_inspector
from desktop_app.system.errors import Refusal
from tests.kit.clocks import HandClock
from tests.kit.files import CHEAP, PASSWORD

KEYFILE, DATA_KEY, RECOVERY = make_keys(PASSWORD, cost=CHEAP)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def attempts(tmp_path: Path, clock: HandClock) -> Attempts:
    return Attempts(tmp_path / "attempts.json", clock)


def wrong(attempts: Attempts) -> str:
    with pytest.raises(Refusal) as refused:
        attempts.unlock("口令？", KEYFILE)
    return refused.value.said


def test_a_wrong_password_says_how_many_tries_are_left(attempts: Attempts) -> None:
    assert [wrong(attempts) for _ in range(4)] == [f"口令不对，还可试 {left} 次。" for left in (4, 3, 2, 1)]


def test_the_right_one_clears_the_count(attempts: Attempts) -> None:
    wrong(attempts)
    assert attempts.unlock(PASSWORD, KEYFILE).key == DATA_KEY
    assert not attempts.path.exists()
    assert wrong(attempts) == "口令不对，还可试 4 次。"


def test_five_wrong_ones_lock_it_for_ten_minutes_even_for_the_right_one(attempts: Attempts, clock: HandClock) -> None:
    assert [wrong(attempts) for _ in range(5)][-1] == "口令连错 5 次，已锁定。过 10 分钟再试"
    clock.move(minutes=9)
    with pytest.raises(Refusal, match="1 分钟"):
        attempts.unlock(PASSWORD, KEYFILE)
    clock.move(minutes=1)
    assert attempts.unlock(PASSWORD, KEYFILE).key == DATA_KEY


def test_a_restart_does_not_shorten_the_wait(attempts: Attempts, clock: HandClock) -> None:
    for _ in range(5):
        wrong(attempts)
    with pytest.raises(Refusal, match="10 分钟"):
        Attempts(attempts.path, clock).unlock(PASSWORD, KEYFILE)


def test_setting_the_clock_back_does_not_shorten_the_wait(attempts: Attempts, clock: HandClock) -> None:
    for _ in range(5):
        wrong(attempts)
    clock.move(days=-400)
    with pytest.raises(Refusal, match="10 分钟"):
        attempts.unlock(PASSWORD, KEYFILE)
    clock.move(minutes=4)
    with pytest.raises(Refusal, match="6 分钟"):
        attempts.unlock(PASSWORD, KEYFILE)


def test_each_further_five_double_the_wait(attempts: Attempts, clock: HandClock) -> None:
    waits = []
    for _ in range(4):
        said = [wrong(attempts) for _ in range(5)][-1]
        waits.append(int("".join(filter(str.isdigit, said.split("过")[1]))))
        clock.move(minutes=waits[-1])
    assert waits == [10, 20, 40, 80]


def test_no_wait_is_longer_than_a_day(attempts: Attempts, clock: HandClock) -> None:
    for _ in range(20):
        for _ in range(5):
            said = wrong(attempts)
        clock.move(days=1)
    assert "1440 分钟" in said


def test_a_mistyped_recovery_key_costs_no_try(attempts: Attempts) -> None:
    with pytest.raises(Refusal, match="第 1 组"):
        attempts.unlock("22222" + RECOVERY[5:], KEYFILE)
    assert wrong(attempts) == "口令不对，还可试 4 次。"


def test_a_try_counts_before_its_answer_is_known(attempts: Attempts) -> None:
    wrong(attempts)
    assert '"wrong": 1' in attempts.path.read_text()


def test_a_spoilt_count_does_not_lock_the_officer_out(attempts: Attempts) -> None:
    attempts.path.write_bytes(b"\x00\xff")
    assert attempts.unlock(PASSWORD, KEYFILE).key == DATA_KEY


@pytest.mark.parametrize("wait", ["1e999", "NaN", "-5"])
def test_a_count_written_by_another_hand_locks_nobody_out_for_ever(
    attempts: Attempts, clock: HandClock, wait: str
) -> None:
    attempts.path.write_text(f'{{"wrong": -3, "wait": {wait}, "seen": "2015-06-01T00:00:00+00:00"}}')
    clock.move(days=4000)
    assert attempts.unlock(PASSWORD, KEYFILE).key == DATA_KEY


def test_the_inspectors_password_forgives_no_wrong_try(attempts: Attempts) -> None:
    keyfile = set_inspector(KEYFILE, DATA_KEY, "督查口令2015", cost=CHEAP)
    for _ in range(4):
        wrong(attempts)
        assert attempts.unlock("督查口令2015", keyfile).inspecting
    assert wrong(attempts).startswith("口令连错 5 次，已锁定")
    with pytest.raises(Refusal, match="已锁定"):
        attempts.unlock("督查口令2015", keyfile)


def test_what_is_the_officers_alone_refuses_the_inspector(attempts: Attempts) -> None:
    keyfile = set_inspector(KEYFILE, DATA_KEY, "督查口令2015", cost=CHEAP)
    with pytest.raises(Refusal, match="这是督查口令，只能查看"):
        attempts.unlock_office("督查口令2015", keyfile)
    assert attempts.unlock_office(PASSWORD, keyfile) == DATA_KEY
