"""The window: theme, widgets, shell, background work and one package a page."""

from app.ui.booleans import keep_booleans_alive

keep_booleans_alive()  # before the first signal: see the module
