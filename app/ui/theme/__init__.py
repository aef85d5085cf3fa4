"""Colours, spacing, font and icons: everything that makes one look of many widgets."""
