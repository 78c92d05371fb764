"""The form of Office files -> their names, parts and relationships, opened within limits (ECMA-376)."""
