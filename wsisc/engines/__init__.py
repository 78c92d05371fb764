"""Markdown or Typst markup -> documents, by Pandoc and Typst in processes of their own; only this package runs them."""
