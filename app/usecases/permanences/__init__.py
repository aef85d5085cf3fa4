"""Places where people are received, their hours, and the permanences held there."""
