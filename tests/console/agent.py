"""An agent at a screen of the console: what he reads and presses, by the words he sees."""

import asyncio
import base64
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from app.department.console.sessions import COOKIE
from tests.console.workplace import Workplace
from tests.department.support import AGENT, SECRETS, code_of

TABLET: Final = (800, 1280)
DESK: Final = (1280, 900)
_SHOW: Final = """
const [page, done] = arguments;
document.open();
window.addEventListener('load', () => done(), {once: true});
document.write(page);
document.close();
"""
_PRESSED: Final = "//button[{0}] | //a[{0}] | //summary[{0}]"
_WORDS: Final = "normalize-space(translate(., '\u00a0\u202f', '  '))"


class Agent:
    """Drives the one browser of the tests; every word is looked for as the page shows it."""

    def __init__(self, browser: Chrome, place: Workplace) -> None:
        self.browser = browser
        self.place = place

    # Coming and going

    def signs_in(self, name: str = AGENT) -> None:
        """Come in without the pages of the sign-in, which have a journey of their own."""
        person = self.place.departement.browser()
        asyncio.run(person.sign_in(name))
        self.browser.delete_all_cookies()
        self.opens("/connexion")
        value = person.client.cookies[COOKIE]
        self.browser.add_cookie({"name": COOKIE, "value": value, "path": "/"})

    def opens(self, address: str) -> None:
        """Type an address."""
        self.browser.get(self.place.address + address)

    def shows(self, page: str) -> None:
        """Put a page that the service made on the screen, with its style."""
        self.browser.execute_async_script(_SHOW, page)

    def telephone_code(self, name: str = AGENT) -> str:
        """Read the code that the agent's telephone shows now."""
        return code_of(SECRETS[name], self.place.departement.clock.now())

    # Reading

    @property
    def where(self) -> str:
        """Return the path and query of the page shown."""
        return self.browser.current_url.removeprefix(self.place.address)

    @property
    def title(self) -> str:
        """Return the page's heading."""
        (heading,) = self.browser.find_elements(By.TAG_NAME, "h1")
        return _plain(heading.text)

    @property
    def page(self) -> str:
        """Return what the page says, in one line."""
        return _plain(self.browser.find_element(By.TAG_NAME, "main").text)

    def reads(self, *texts: str) -> None:
        """Find these words on the page, or fail with what stands there."""
        page = self.page
        for text in texts:
            assert text in page, f"« {text} » is not on the page: {page}"

    def told(self, role: str = "status") -> str:
        """Return what a screen reader is told by itself."""
        found = self.browser.find_elements(By.CSS_SELECTOR, f"main [role={role}]")
        return " ".join(_plain(one.text) for one in found)

    def rows(self) -> list[str]:
        """Return the lines of the first table's body."""
        found = self.browser.find_elements(By.CSS_SELECTOR, "main table tbody tr")
        return [_plain(row.text) for row in found]

    @property
    def focused(self) -> str:
        """Return the words of what has the keyboard."""
        element = self.browser.switch_to.active_element
        name = element.accessible_name or element.text
        return _plain(name)

    # Doing

    def fills(self, label: str, text: str) -> None:
        """Write into the field of this label."""
        field = self.field(label)
        field.clear()
        field.send_keys(text)

    def field(self, label: str) -> WebElement:
        """Return the field of this label."""
        named = f"//label[starts-with({_WORDS}, {_quoted(label)})]"
        tag = self.browser.find_element(By.XPATH, named)
        if name := tag.get_attribute("for"):
            return self.browser.find_element(By.ID, name)
        return tag.find_element(By.CSS_SELECTOR, "input, select, textarea")

    def chooses(self, label: str) -> None:
        """Tick the box or the circle of this label."""
        self.field(label).click()

    def presses(self, name: str, *, at: int = 0) -> None:
        """Press the button or the link of this name, and wait for the page that it leads to."""
        with self._leaving():
            self.control(name, at=at).click()

    def presses_in_vain(self, name: str) -> None:
        """Press a button that the browser does not let through: something is missing."""
        self.control(name).click()

    def control(self, name: str, *, at: int = 0) -> WebElement:
        """Return the button or the link of this name, the first unless `at` says otherwise."""
        for words in (f"{_WORDS} = {_quoted(name)}", f"contains({_WORDS}, {_quoted(name)})"):
            found = self.browser.find_elements(By.XPATH, _PRESSED.format(words))
            shown = [one for one in found if one.is_displayed()]
            if shown:
                return shown[at]
        raise AssertionError(f"nothing to press is called « {name} »: {self.page}")

    def types(self, *keys: str) -> None:
        """Type on the keyboard, wherever it is."""
        ActionChains(self.browser, duration=0).send_keys(*keys).perform()

    def enters(self, *keys: str) -> None:
        """Type, then Enter, and wait for the page that it leads to."""
        with self._leaving():
            self.types(*keys, Keys.ENTER)

    def tabs_to(self, name: str, *, most: int = 60) -> None:
        """Press Tab until the keyboard is on what has this name."""
        for _ in range(most):
            self.types(Keys.TAB)
            if self.focused.startswith(name):
                return
        raise AssertionError(f"Tab never reaches « {name} »")

    # The screen

    def sees_at(self, size: tuple[int, int]) -> None:
        """Take a screen of this size."""
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefers(self, **features: str) -> None:
        """Ask the system for dark colours, forced colours, more contrast…; nothing: as usual."""
        wanted = [
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()
        ]
        self._command("Emulation.setEmulatedMedia", features=wanted)

    def prints(self) -> bytes:
        """Return the page as the browser puts it on A4 paper."""
        inches = {"paperWidth": 8.27, "paperHeight": 11.69}
        found = self.browser.execute_cdp_cmd("Page.printToPDF", inches)
        return base64.b64decode(found["data"])

    def asks(self, script: str, *values: object) -> Any:  # noqa: ANN401 - of any type
        """Measure something in the page."""
        return self.browser.execute_script(script, *values)

    @contextmanager
    def _leaving(self) -> Generator[None]:
        self.browser.execute_script("window.left = true")
        yield
        waiting = WebDriverWait(
            self.browser, 20, poll_frequency=0.02, ignored_exceptions=[WebDriverException]
        )
        waiting.until(_has_arrived)

    def _command(self, name: str, **values: object) -> None:
        self.browser.execute_cdp_cmd(name, values)


def _has_arrived(browser: Chrome) -> bool:
    found = browser.execute_script("return !window.left && document.readyState === 'complete'")
    return bool(found)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def _quoted(text: str) -> str:
    return f'"{text}"'
