"""The window: theme, widgets, shell, background work and one package a page."""

from app.ui.immortals import keep_singletons_alive
from app.ui.plain_import import take_import_back

keep_singletons_alive()  # before the first signal: see the module
take_import_back()  # before all that is imported next: 15 ms until the window is up
