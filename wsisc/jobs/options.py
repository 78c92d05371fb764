"""How many jobs run at a time, and where -> one value that a batch needs."""

from typing import NamedTuple


class BatchOptions(NamedTuple):
    """How to run a batch: how many jobs at a time, 0 for all cores; whether the cache is used; and a Dask scheduler."""

    jobs: int = 0
    is_cached: bool = True
    scheduler: str = ""
