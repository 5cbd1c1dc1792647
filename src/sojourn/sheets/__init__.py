"""The claim sheet: a study's tables become assertions, and assertions become tables again."""

from sojourn.sheets.annotate import annotate as annotate
from sojourn.sheets.quads import registry_tables_quads as registry_tables_quads
from sojourn.sheets.quads import study_quads as study_quads
from sojourn.sheets.registry import Registry as Registry
from sojourn.sheets.registry import load_registry as load_registry
from sojourn.sheets.study import Study as Study
from sojourn.sheets.study import load_study as load_study
from sojourn.sheets.template import new_study as new_study
from sojourn.sheets.writing import write_csv as write_csv
from sojourn.sheets.writing import write_xlsx as write_xlsx
