"""`python -m app`: opens the window. Imports stay light, so that it is up at once."""

import sys

from app.bootstrap.options import parse_options


def main() -> int:
    """Open the window and stay until it is closed."""
    options = parse_options(sys.argv[1:])
    from app.bootstrap.program import run  # noqa: PLC0415 - usage errors need no Qt

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
