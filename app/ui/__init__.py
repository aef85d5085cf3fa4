"""The window: theme, widgets, shell, background work and one package a page."""
