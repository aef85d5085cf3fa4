"""The commands of `python -m app.questionnaire`, one module each, with a `register` function."""

import argparse
from typing import Protocol


class Subcommands(Protocol):
    """Where a command adds itself: what `ArgumentParser.add_subparsers` gives."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002  theirs
        """Return the parser of a new command."""
        ...
