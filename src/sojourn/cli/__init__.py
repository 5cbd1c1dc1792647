"""The command line: a thin skin over the front door; the only room that prints."""

from sojourn.cli.main import main as main
from sojourn.cli.main import run as run
