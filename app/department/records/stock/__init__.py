"""Carnets and credits: movements that are only added, and what they add up to."""
