"""Documents -> their words, and everything that readers perceive besides them."""
