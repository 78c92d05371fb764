"""Runs, paragraphs and tables of Word -> marked text, blocks, links, notes, images and comments of a submission."""
