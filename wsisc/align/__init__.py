"""Which elements of two sequences correspond, and how alike two texts are; `Policy` says what counts as the same."""
