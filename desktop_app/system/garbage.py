"""Cyclic garbage, collected on one thread: whatever dies on another takes widgets, and the process, with it.

Python by itself collects on whichever thread asked for memory last. Here it is kept from that, and the thread that owns
the window sweeps when it has a moment.
"""

import gc
import sys

MUCH = 100_000
"""By how many blocks memory grows, beyond doubling, before the old generation is gone through."""


class Sweeper:
    """Does what the interpreter would have done, whenever ``sweep`` is called; goes through everything more rarely."""

    def __init__(self) -> None:
        gc.disable()
        self._old = 0

    def sweep(self) -> None:
        """Collect the oldest generation that is due."""
        young, middle, old = map(int.__gt__, gc.get_count(), gc.get_threshold())
        if old and self._has_grown():
            gc.collect()
            self._old = sys.getallocatedblocks()
        elif old or middle:
            gc.collect(1)
        elif young:
            gc.collect(0)

    def _has_grown(self) -> bool:
        """By blocks, not by ``gc.get_objects``: a tuple another thread is making must not be held while it grows."""
        now = sys.getallocatedblocks()
        self._old = min(self._old, now)
        return now > 2 * self._old + MUCH
