"""The expression language of XLSForm: what it looks like, and what it is worth."""
