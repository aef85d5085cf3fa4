"""The workbook that the Département edits: read from .xlsx, built from its sheets as text."""
