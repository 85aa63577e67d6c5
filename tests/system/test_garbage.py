"""Who collects what nobody holds any more, and where."""

import gc
import sys
import threading

from desktop_app.system.garbage import Sweeper


class Leaver:
    """Something in a ring of references, which says on which thread it died."""

    def __init__(self, died_on: list[int]) -> None:
        self.died_on, self.ring = died_on, self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def test_what_nobody_holds_dies_where_it_is_swept() -> None:
    sweeper, died_on = Sweeper(), list[int]()
    Leaver(died_on)
    elsewhere = threading.Thread(target=lambda: [[at] for at in range(200_000)])
    elsewhere.start()
    elsewhere.join()
    assert not died_on
    kept = [[at] for at in range(gc.get_threshold()[0] + 1)]
    sweeper.sweep()
    assert died_on == [threading.get_ident()]
    assert kept


def test_a_tuple_another_thread_is_making_is_not_held_by_sweeping() -> None:
    sweeper, failed, usual, hurry = Sweeper(), list[SystemError](), gc.get_threshold(), sys.getswitchinterval()

    def work() -> None:
        try:
            for _ in range(100):
                tuple(str(number) for number in range(2_000))
        except SystemError as error:
            failed.append(error)

    gc.set_threshold(1, 0, 0)
    sys.setswitchinterval(1e-6)
    try:
        elsewhere = threading.Thread(target=work)
        elsewhere.start()
        while elsewhere.is_alive():
            sweeper.sweep()
    finally:
        gc.set_threshold(*usual)
        sys.setswitchinterval(hurry)
    assert not failed
