"""How long things take, compared within one run: a slow or busy machine is slow for both sides of a comparison."""

import gc
import time
from collections.abc import Callable, Iterable

TENFOLD = 30
"""How many times longer ten times the input may take: ten would be linear, a hundred quadratic."""


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
