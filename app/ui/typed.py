"""`override` for the type checkers; at run time it would cost the start 5 ms for nothing.

Python 3.12 has it in `typing`; until then its home is `typing_extensions`, a module that the unlock
window needs for nothing else.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override as override  # noqa: PLC0414 - the alias re-exports it
else:

    def override(method):  # noqa: ANN001, ANN201 - seen by no type checker
        """Return `method`: only type checkers have something to check."""
        return method
