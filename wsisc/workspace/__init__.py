"""The folders around a submission -> its settings, its calls, its inputs, and where its documents may be written."""
