"""Passerelle: le poste de travail des personnes qui aident au numérique."""

__version__ = "0.1.0"
