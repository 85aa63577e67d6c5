"""Processes killed in the middle of their work: a forked child works and acknowledges, SIGKILL ends it."""

import os
import random
import select
import signal
import struct
import time
import traceback
from collections.abc import Callable

import pytest

TRIALS = int(os.environ.get("GUIZHENGTAI_TRIALS", "20"))
"""How often each fault is tried; the variable ``GUIZHENGTAI_TRIALS`` says otherwise."""

OFTEN = [TRIALS, pytest.param(TRIALS * 50, marks=pytest.mark.fault)]
"""Trials of a fault: some in every run of the tests, many in the slow suite."""

READY, FAILED = -1, -2
Acknowledge = Callable[[int], None]
_NUMBER = struct.Struct("<q")


def killed(
    work: Callable[[Acknowledge], None], chance: random.Random, first: float = 0.0, last: float = 0.1
) -> list[int]:
    """Run ``work`` in a child and kill it ``first`` to ``last`` seconds after its first word; what it acknowledged.

    The work says ``READY`` when its writing begins. A child that ends by itself is not waited for; one whose work
    failed by itself fails the test.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, writing)
    os.close(writing)
    if select.select([reading], [], [], 30)[0]:
        _wait_or_end(child, chance.uniform(first, last))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as words:
        said = words.read()
    whole = said[: len(said) // _NUMBER.size * _NUMBER.size]
    numbers = [number for (number,) in _NUMBER.iter_unpack(whole)]
    assert FAILED not in numbers
    return [number for number in numbers if number != READY]


def _wait_or_end(child: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        select.select([], [], [], 0.001)


def _work(work: Callable[[Acknowledge], None], writing: int) -> None:
    try:
        work(lambda number: _say(writing, number))
    except BaseException:
        traceback.print_exc()
        _say(writing, FAILED)
    finally:
        os._exit(0)


def _say(writing: int, number: int) -> None:
    os.write(writing, _NUMBER.pack(number))
