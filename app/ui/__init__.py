"""The window: theme, widgets, shell, background work and one package a page."""

from app.ui.immortals import keep_singletons_alive

keep_singletons_alive()  # before the first signal: see the module
