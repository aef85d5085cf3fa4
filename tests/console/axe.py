"""The script of axe-core, and what it finds in the page shown.

The one that `axe-core-python` brings is 4.4.3 of 2022; `PASSERELLE_AXE` names a newer file.
"""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from selenium.webdriver import Chrome

_BUNDLED: Final = Path(str(files("axe_core_python") / "axe.min.js"))
_RUN: Final = (
    "const done = arguments[arguments.length - 1];"
    "axe.run(document, arguments[0]).then(done, fault => done({violations: [{id: `${fault}`,"
    " nodes: []}]}))"
)
EVERY_RULE: Final[dict[str, object]] = {"resultTypes": ["violations"]}
CONTRAST: Final[dict[str, object]] = {**EVERY_RULE, "runOnly": ["color-contrast"]}


def prepare(browser: Chrome) -> None:
    """Put axe into every page that the browser opens from now on, beside its own content."""
    script = Path(os.environ.get("PASSERELLE_AXE", _BUNDLED)).read_text(encoding="utf-8")
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})


def version(browser: Chrome) -> str:
    """Return which axe looks at the page."""
    return str(browser.execute_script("return axe.version"))


def violations(browser: Chrome, options: dict[str, object]) -> list[str]:
    """Return « rule: where » for each violation in the page shown."""
    found: dict[str, Any] = browser.execute_async_script(_RUN, options)
    return [
        f"{rule['id']}: {node['target'][0]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"] or [{"target": ["?"]}]
    ]
