"""Documents -> their words, and everything else that a reader of them perceives."""
