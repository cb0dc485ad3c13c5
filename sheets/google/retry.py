"""How often a request is tried, how long between, and how that is told: a countdown that can be left at any moment."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sheets.errors import Text
from sheets.google.trouble import Trouble

Waits = Callable[[int, Text], None]


def here() -> datetime:
    """The wall clock of this computer, with its zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Retry:
    """The bounds of trying again.

    ``tries`` is how often a request is sent at most. No try begins later than ``total`` seconds after the first: one
    that timed out (after 180 s, which is also as long as Google works on a request) may so be tried once more. A pause
    is at most ``longest`` seconds; where Google asks for more, the founder is told when to come back instead.
    ``clock``, ``now``, ``sleep`` and ``chance`` are the machine's time, calendar, patience and dice.
    """

    tries: int = 5
    total: float = 240.0
    longest: float = 60.0
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = here
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def begin(self, waits: Waits) -> Tries:
        """The tries of one request; ``waits`` is told the seconds left, each second, and why; 0 = it goes on."""
        return Tries(self, waits)


#: What every client goes by.
RETRY = Retry()


class Tries:
    """One request's tries."""

    def __init__(self, bounds: Retry, waits: Waits) -> None:
        self._bounds = bounds
        self._waits = waits
        self._begun = bounds.clock()
        self._made = 0

    def another(self, trouble: Trouble) -> bool:
        """Wait and say whether to try again, or say at once that trying is over.

        ``KeyboardInterrupt`` passes through at any moment.
        """
        self._made += 1
        if self._made >= min(trouble.tries, self._bounds.tries):
            return False
        pause = self._pause(trouble)
        elapsed = self._bounds.clock() - self._begun
        if pause > self._bounds.longest or elapsed + pause > self._bounds.total:
            return False
        self.wait(pause, trouble.why)
        return True

    def wait(self, seconds: float, why: Text) -> None:
        """Wait so long, telling the seconds left."""
        until = self._bounds.clock() + seconds
        while (left := until - self._bounds.clock()) > 0:
            self._waits(math.ceil(left), why)
            self._bounds.sleep(min(1.0, left))
        self._waits(0, why)

    def _pause(self, trouble: Trouble) -> float:
        # Up to a quarter more, so that programs that were refused together do not come back together.
        spread = 1 + self._bounds.chance() / 4
        if trouble.asked_pause is not None:
            return trouble.asked_pause + self._bounds.chance()
        return min(trouble.pause * 2.0 ** (self._made - 1) * spread, self._bounds.longest)
