"""Printed papers: domain objects in, a tagged PDF out. Importing it loads no PDF library."""
