"""The processes that a test starts."""

from wsisc.engines import child_processes


def record_started(monkeypatch):
    """Return the list to which each process comes that is started from now on."""
    started, start = [], child_processes.start

    def recorded(*arguments, **options):
        started.append(start(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(child_processes, "start", recorded)
    return started
