"""Who collects what nobody holds any more, and where."""

import gc
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
