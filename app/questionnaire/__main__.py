"""`python -m app.questionnaire COMMAND`: try a questionnaire without the window."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pkgutil import iter_modules

from app.questionnaire import commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status.

    When whoever reads the output has had enough (`| head`), it ends without a word.
    """
    parser = argparse.ArgumentParser(
        prog="python -m app.questionnaire", description="Vérifier et essayer un questionnaire."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMANDE")
    for module in iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}").register(subparsers)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more as it ends: that has to go somewhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
