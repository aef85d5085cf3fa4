"""What a command needs of the program's argument parser."""

import argparse
from typing import Protocol


class Subcommands(Protocol):
    """Where a command adds itself: what `ArgumentParser.add_subparsers` gives."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002  theirs
        """Return the parser of a new command."""
        ...
