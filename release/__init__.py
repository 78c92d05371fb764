"""A commit -> a release: its version, addresses and changelog, wheels, and bundles for machines without an index.

Nothing of this is part of the program. docs/releasing.md describes the steps.
"""
