"""A right redline -> wrong ones, each with one fault, that the judge must find: a judge that cannot fail is no judge.

Those of `HARMLESS` must not be found; those of `FLAWS` do not change the words, and only `flaws` finds them.
"""

from tests.redline import flaw_mutations, harmless_mutations, structure_mutations, word_mutations
from tests.redline.mutator import Mutator


def _functions(*modules):
    return {
        name: mutation
        for module in modules
        for name, mutation in sorted(vars(module).items())
        if getattr(mutation, "__module__", "") == module.__name__ and not name.startswith("_")
    }


WRONG = _functions(word_mutations, structure_mutations)
FLAWS = _functions(flaw_mutations)
HARMLESS = _functions(harmless_mutations)
_ALL = WRONG | FLAWS | HARMLESS


def mutate(content, name, chance):
    """Return a redline with a mutation, or None if there is nothing to mutate."""
    mutator = Mutator(content, chance)
    return mutator.content() if _ALL[name](mutator) else None
