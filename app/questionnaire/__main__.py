"""`python -m app.questionnaire COMMAND`: try a questionnaire without the window."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pkgutil import iter_modules

from app.questionnaire import commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m app.questionnaire", description="Vérifier et essayer un questionnaire."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMANDE")
    for module in iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}").register(subparsers)
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


if __name__ == "__main__":
    sys.exit(main())
