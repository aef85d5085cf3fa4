"""Erase what is due or asked for, and prove it."""
