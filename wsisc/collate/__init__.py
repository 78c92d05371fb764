"""A collection of submissions -> one document with all of them: a compendium, by submissions or by topics.

`plan` says what stands in it, in chapters of pieces; a module for each format turns every piece into that format by
itself, with the filters and last passes that a single document has, and joins what comes out. A compendium carries no
source: its members' documents do.
"""

from importlib import import_module

from wsisc.collate import plan
from wsisc.collate.topics import ORDERS
from wsisc.collection import Collection

__all__ = ["FORMATS", "ORDERS", "write"]

FORMATS = {"docx": "wsisc.collate.docx", "pdf": "wsisc.collate.pdf", "html": "wsisc.collate.html"}
"""The formats of a compendium, and the modules with a function `write` that make them."""


def write(collection: Collection, format: str, title: str = "", language: str = "", order: str = "") -> bytes:
    """Return the compendium of a collection in one of `FORMATS`, by submissions or by one of `ORDERS`.

    Raises WsiscError where there is no submission in it, where it cannot be made, or would lose a word.
    """
    made: bytes = import_module(FORMATS[format]).write(plan.compendium(collection, title, language, order))
    return made
