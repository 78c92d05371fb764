"""A submission -> the findings of the rules, as diagnostics, with suppressions and fixes applied."""
