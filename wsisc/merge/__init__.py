"""A reviewed Word file and the source of the submission -> the source with the changes: a three-way merge by block."""
