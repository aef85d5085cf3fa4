"""Prescriptions and decisions as tables for a spreadsheet, written while they are read."""
