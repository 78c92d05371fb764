"""Each letter and component of a Word file -> what became of it: placed, printed by the call, or reported."""
