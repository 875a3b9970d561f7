"""The built client, the demo choir and real browsers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.client import build_client
from tests.browser.demo import Demo
from tests.browser.devices import Devices, devices_of, launch


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def client() -> None:
    """Today's client in `server/static`."""
    build_client()


@pytest.fixture(scope="session")
def demo(client: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo choir that all tests share; each makes conversations of its own."""
    demo = Demo(tmp_path_factory.mktemp("demo")).start()
    yield demo
    demo.stop()


@pytest.fixture
def own_demo(client: None, tmp_path: Path) -> Iterator[Demo]:
    """A demo choir that a test may kill."""
    demo = Demo(tmp_path).start()
    yield demo
    demo.kill()


@pytest.fixture(scope="module")
def named_demo(client: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo choir that is reached by a name: passkeys belong to one, and not to a number."""
    demo = Demo(tmp_path_factory.mktemp("named"), "localhost").start()
    yield demo
    demo.stop()


@pytest.fixture
def named_devices(playwright: Playwright, browser: Browser, named_demo: Demo) -> Iterator[Devices]:
    """Devices of its members."""
    with devices_of(playwright, browser, named_demo) as devices:
        yield devices


@pytest.fixture
def devices(playwright: Playwright, browser: Browser, demo: Demo) -> Iterator[Devices]:
    with devices_of(playwright, browser, demo) as devices:
        yield devices
