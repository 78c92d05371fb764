"""How many jobs run at a time, and where -> one value that a batch needs."""

from typing import NamedTuple


class BatchOptions(NamedTuple):
    """How to run a batch: how many jobs at a time, whether the cache is used, and a Dask scheduler."""

    jobs: int | None = None
    is_cached: bool = True
    scheduler: str | None = None
