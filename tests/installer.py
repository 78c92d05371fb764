"""What an installer records of the origin of wsisc."""

import json
from importlib import metadata

from wsisc import __version__


def record(monkeypatch, direct):
    """Let wsisc be installed from somewhere: `direct` is the direct_url.json (PEP 610), empty for an index."""

    class Installed:
        version = __version__

        def read_text(self, name):
            return json.dumps(direct) if name == "direct_url.json" and direct else None

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
