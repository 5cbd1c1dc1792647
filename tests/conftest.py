"""What all tests share: how hard Hypothesis tries, in `make test` and in `make soak`, and one real browser."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SLOW = [HealthCheck.too_slow]
# The same examples each time, so that whoever changes nothing breaks nothing; new ones are looked for in a soak.
# Hypothesis also tries the constants of those of our modules that are loaded, which depends on the tests before.
settings.register_profile("test", max_examples=60, deadline=None, suppress_health_check=_SLOW, derandomize=True)
settings.register_profile("soak", max_examples=3_000, deadline=None, suppress_health_check=_SLOW)
if os.environ.get("SOJOURN_SOAK"):
    settings.load_profile("soak")
else:
    settings.load_profile("test")
    providers._get_local_constants = lambda: providers._local_constants

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # What a script starts in the background ignores it, and so would every process to which a test sends it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser of this module: driving it keeps a loop running, beside which no other module could run one."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("SOJOURN_REQUIRE_BROWSER") == "1":
            pytest.fail("browser tests are compulsory here, and there is no Chromium: install Debian's 'chromium'")
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()
