"""The keys of the submissions of a site, which its addresses are made of."""

import json
from pathlib import Path


def keys(folder):
    """Return the key of each submission by the name of its file without the ending."""
    data = json.loads((folder / "files" / "submissions.json").read_text("utf-8"))
    return {Path(each["file"]).stem: each["key"] for each in data["submissions"]}


def page_path(folder, name):
    """Return the path of the page of a submission, or of a language of it: "agency" or "agency/fr"."""
    stem, slash, language = name.partition("/")
    return f"submissions/{keys(folder)[stem]}{slash}{language}.html"
