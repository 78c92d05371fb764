"""How long things take, compared within one run: a slow or busy machine is slow for both sides of a comparison."""

import gc
import time
from collections.abc import Callable, Iterable

TENFOLD = 30
"""How many times longer ten times the input may take: ten would be linear, a hundred quadratic."""


_COUNT, _COUNT_SECONDS = 3_000_000, 0.12
"""A loop, and the seconds of processor time that it takes on the quiet machine on which limits in seconds were set."""


def spent[**P](function: Callable[P, object], *arguments: P.args, **options: P.kwargs) -> float:
    """Return the seconds of processor time that a function takes, on the machine on which limits in seconds were set.

    A machine that is slower, or shares its cores, is found by the time of a loop.
    """
    gc.disable()  # as on the command line
    try:
        seconds = _seconds(lambda _: function(*arguments, **options), None)
        return seconds / max(1, _seconds(_count, _COUNT) / _COUNT_SECONDS) if seconds > _COUNT_SECONDS else seconds
    finally:
        gc.enable()


def _count(end: int) -> int:
    total = 0
    for number in range(end):
        total += number & 7
    return total


def quickest[T](function: Callable[[T], object], inputs: Iterable[T]) -> float:
    """Return the seconds of processor time that a function takes for the quickest of several equal inputs."""
    gc.disable()  # as on the command line
    try:
        return min(_seconds(function, value) for value in inputs)
    finally:
        gc.enable()


def _seconds[T](function: Callable[[T], object], value: T) -> float:
    before = time.process_time()
    function(value)
    return time.process_time() - before
