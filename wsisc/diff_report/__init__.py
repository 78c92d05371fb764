"""Two versions of a submission, compared -> a report of what changed, for people (text, HTML) and programs (JSON)."""
