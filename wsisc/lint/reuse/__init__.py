"""Submissions -> the passages that repeat other submissions, or other parts of the same one."""
