"""Printing as desktop programs do it: which printer, which pages, how far it is, what came out."""
