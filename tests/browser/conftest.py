"""The built client, the demo choir and real browsers."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

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
def choir(client: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo choir to which nothing has happened yet: each demo begins as a copy of it."""
    folder = tmp_path_factory.mktemp("choir")
    Demo(folder).start().stop()
    return folder


@pytest.fixture(scope="module")
def demo(choir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo choir that the tests of a file share; each makes conversations of its own."""
    demo = Demo(copytree(choir, tmp_path_factory.mktemp("demo") / "choir")).start()
    yield demo
    demo.stop()


@pytest.fixture
def own_demo(choir: Path, tmp_path: Path) -> Iterator[Demo]:
    """A demo choir that a test may kill."""
    demo = Demo(copytree(choir, tmp_path / "choir")).start()
    yield demo
    demo.kill()


@pytest.fixture(scope="module")
def named_demo(choir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo choir that is reached by a name: passkeys belong to one, and not to a number."""
    demo = Demo(copytree(choir, tmp_path_factory.mktemp("named") / "choir"), "localhost").start()
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
