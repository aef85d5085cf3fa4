"""Printed papers: a domain object in, the bytes of a tagged PDF out. Importing it loads no PDF library."""
