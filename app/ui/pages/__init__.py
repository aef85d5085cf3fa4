"""One package a task: a passive page and its presenter."""
