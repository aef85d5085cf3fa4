"""`python -m app.department`."""

import sys

from app.department.cli import main

if __name__ == "__main__":
    sys.exit(main())
