"""The user guide: read from docs, shown by F1, written as HTML and as a tagged PDF."""
