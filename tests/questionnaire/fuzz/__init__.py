"""Hostile input made by hypothesis: formulas, XForms and workbooks.

Each module gives a strategy and a target. A target reads what it is given and, if it could be read,
uses it; only the documented errors may come out, and no example may take long.
"""
