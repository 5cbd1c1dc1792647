"""Which figures may be compared, which cannot all be true, and in which facet the others differ first."""

from sojourn.audit.comparing.figures import Figure as Figure
from sojourn.audit.comparing.figures import figures_of as figures_of
from sojourn.audit.comparing.naming import Namer as Namer
from sojourn.audit.comparing.pairs import Comparison as Comparison
from sojourn.audit.comparing.pairs import Ties as Ties
from sojourn.audit.comparing.pairs import compare as compare
from sojourn.audit.comparing.relations import Facet as Facet
from sojourn.audit.comparing.relations import Order as Order
from sojourn.audit.comparing.relations import Relation as Relation
from sojourn.audit.comparing.relations import Standing as Standing
from sojourn.audit.comparing.relations import Verdict as Verdict
from sojourn.audit.comparing.report import Report as Report
from sojourn.audit.comparing.report import listing as listing
from sojourn.audit.comparing.report import report as report
from sojourn.audit.comparing.survey import survey as survey
from sojourn.audit.comparing.words import paragraph as paragraph
from sojourn.audit.comparing.world import World as World
from sojourn.audit.comparing.world import read_world as read_world
