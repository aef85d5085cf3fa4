"""Picture every page of the console, and print it: `python -m tests.console.screens OUT [PART]`."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.console.agent import DESK, TABLET, Agent
from tests.console.chromium import chromium
from tests.console.workplace import Workplace
from tests.department.addresses import crawl
from tests.department.demarches import reading_elsewhere
from tests.department.serving import served

_NAMES = str.maketrans({"/": "-", "{": "", "}": "", "?": "-", "&": "-", "=": "-"})


def main(out: Path, part: str = "") -> None:
    """Write a picture a page, size and colours, and its paper; `part`: addresses that hold it."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        place = Workplace.busy(Path(folder))
        with (
            served(place.departement) as (host, port),
            reading_elsewhere(place.departement) as relay,
        ):
            relay.give_token()
            relay.one_of_each_kind()
            relay.read()
            place.address = f"http://{host}:{port}"
            agent = Agent(browser, place)
            person = place.departement.browser()
            asyncio.run(person.sign_in())
            pages = asyncio.run(crawl(person, start=["/", "/mon-compte"]))
            agent.signs_in()
            for path, addresses in pages.items():
                if addresses and part in path:
                    _picture(agent, out / path.translate(_NAMES).strip("-"), addresses[0])
        place.departement.close()


def _picture(agent: Agent, file: Path, address: str) -> None:
    for name, size, wanted in (
        ("", DESK, {}),
        ("-sombre", DESK, {"prefers_color_scheme": "dark"}),
        ("-couleurs-forcees", DESK, {"forced_colors": "active", "prefers_color_scheme": "dark"}),
        ("-tablette", TABLET, {}),
    ):
        agent.sees_at(size)
        agent.prefers(**wanted)
        agent.opens(address)
        height = int(agent.asks("return document.documentElement.scrollHeight"))
        agent.sees_at((size[0], min(height, 3 * size[1])))
        agent.browser.save_screenshot(f"{file}{name}.png")
    agent.prefers()
    Path(f"{file}.pdf").write_bytes(agent.prints())


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m tests.console.screens", description=__doc__)
    reader.add_argument("out", type=Path, help="the folder for the pictures")
    reader.add_argument("part", nargs="?", default="", help="only addresses that hold this")
    asked = reader.parse_args()
    main(asked.out, asked.part)
