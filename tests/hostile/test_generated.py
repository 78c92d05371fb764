"""Generated inputs of up to 200 KB: none takes two seconds to validate, ten to build, or 500 MB."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory of a process is unknown")
@pytest.mark.parametrize("count", [150, pytest.param(1000, marks=pytest.mark.long)])
def test_generated_inputs_keep_the_limits(count):
    command = [sys.executable, "-m", "tests.hostile.limits", str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    counts = found["counts"]
    assert counts["rich text"] + counts["YAML"] + counts["settings"] == count
    built = {name for name in counts if name.startswith("built as ")}  # few of the inputs are without an error
    assert len(built) == 3 if count == 1000 else built
    assert (found["too slow"], found["too much memory"]) == ([], []), found
