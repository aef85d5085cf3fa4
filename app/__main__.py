"""`python -m app`: opens the window. Imports stay light, so that it is up at once."""

import gc
import sys
from collections.abc import Callable

from app.bootstrap.options import parse_options


def main(loop: Callable[[], int] | None = None) -> int:
    """Open the window and stay until it is closed, or as long as `loop` runs."""
    if sys.platform == "win32" and sys.argv[1:]:
        from app.bootstrap.console import answer_somewhere  # noqa: PLC0415 - only then

        answer_somewhere()
    if sys.argv[1:2] == ["verify-certificate"]:
        from app.bootstrap.certificates import verify_certificate  # noqa: PLC0415 - only when asked

        return verify_certificate(sys.argv[2:])
    if sys.argv[1:2] == ["structure-key"]:
        from app.bootstrap.structure_key_command import structure_key  # noqa: PLC0415 - only then

        return structure_key(sys.argv[2:])
    gc.disable()  # nothing that the start makes is rubbish; `Garbage` collects later
    options = parse_options(sys.argv[1:])
    if options.selftest:
        from app.bootstrap.selftest import selftest  # noqa: PLC0415 - only when asked

        return selftest()
    if options.policies:
        from app.bootstrap.places import resources_folder  # noqa: PLC0415 - only when asked
        from app.bootstrap.policies.start import print_policies  # noqa: PLC0415

        return print_policies(options.resources or resources_folder())
    # `app.ui` before the rest: what follows is imported without PySide6's own `import`
    import app.ui  # noqa: F401, PLC0415  # pyright: ignore[reportUnusedImport]
    from app.bootstrap.program import run  # noqa: PLC0415 - usage errors need no Qt

    if options.time_to_window:
        from app.bootstrap.shown import tell_when_shown  # noqa: PLC0415 - only when asked

        loop = tell_when_shown
    return run(options, loop)


if __name__ == "__main__":
    sys.exit(main())
