"""Checked files -> the same, each compressed until it is read, so that memory has the findings of very many files."""

import pickle
import zlib
from collections.abc import Sequence
from typing import overload

from wsisc.report.common import CheckedFile

_LEVEL = 1  # of compression, the fastest: a tenth is left of the findings of a file


class KeptFiles(Sequence[CheckedFile]):
    """Checked files. Those of 1,000 files with 16 findings take 2 MB; as values they would take 140."""

    def __init__(self, packed: Sequence[bytes] = ()) -> None:
        self._packed = list(packed)

    def append(self, file: CheckedFile) -> None:
        """Keep one more file."""
        self._packed.append(zlib.compress(pickle.dumps(file), _LEVEL))

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> CheckedFile: ...
    @overload
    def __getitem__(self, index: slice) -> "KeptFiles": ...
    def __getitem__(self, index: int | slice) -> "CheckedFile | KeptFiles":
        if isinstance(index, slice):
            return KeptFiles(self._packed[index])
        file: CheckedFile = pickle.loads(zlib.decompress(self._packed[index]))
        return file
