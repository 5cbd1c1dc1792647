"""What every renderer owes its readers, on a phone: the same that is asked of it at a desk."""

from __future__ import annotations

import pytest

from tests.renderers.probes import *  # noqa: F403 - every test that is listed there
from tests.renderers.probes import seen_at

pytestmark = pytest.mark.browser


seen = seen_at(390)
