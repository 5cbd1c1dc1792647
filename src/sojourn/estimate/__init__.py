"""Derived assertions: what follows from the sources by plain arithmetic, each with its rule and inputs."""

from sojourn.estimate.rules import RULES as RULES
from sojourn.estimate.rules import Known as Known
from sojourn.estimate.rules import derive as derive
