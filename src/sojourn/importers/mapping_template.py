"""The mapping that people start from."""

from __future__ import annotations

TEMPLATE = """\
# What the columns of a table mean. Nothing is guessed: what is not declared here is reported, with row and column.
# Check it by importing: sojourn import table my-table.csv --mapping this-file.yaml -o my-store

# What every row says: flow (people moved), residence (people live there), netmigration, change (of the population),
# share (percent), or permit (titles issued).
kind: flow

# Who says so.
source:
  key: my-office-2024                 # small letters, digits and hyphens
  title: Migrations by country of origin and destination
  publisher: My statistical office
  edition: "2024"                     # two editions of a table stand side by side
  published: 2024-06-30
  licence: CC BY 4.0
  url: https://example.org/migrations
  # based_on:                         # what the table rests on
  #   - {key: my-register, title: Register of residents}

# How the file is written. Leave away what is as usual.
table:
  decimal: "."                        # without it, only whole numbers are figures
  thousands: ","                      # without it, no sign groups digits
  # delimiter: ";"                    # or tab; found out when not named
  # header: 3                         # row of the headings
  # last_row: 250                     # where notes begin behind the data
  # encoding: latin-1                 # or utf-16; utf-8 when not named
  # sheet: Table 1                    # of a workbook

# Which column says what. A facet is the header of a column, or has more under it.
columns:
  origin: From                        # names, ISO 3166-1 codes (RU, RUS) or M49 (643), in any mix
  destination:
    column: To
    codes: {Elsewhere: US}            # what the table writes, and what it means
  population:                         # whom it counts; leave it away when that is everybody who moved
    criterion: citizenship            # or countryOfBirth, previousResidence, ethnicity
    of: Citizenship                   # a column of countries
    populations: {All: everyone}      # codes that are no country: everyone, own country, or a population
  period: Year                        # 2020, 2020-06-30, 2019/2020; or start: and end: with two columns
  value:
    column: Persons
    times: 1                          # 1000 for a table in thousands
  observation:                        # status of the figure, a code of SDMX's CL_OBS_STATUS
    column: Flag
    codes: {p: P, e: E}
  method: {constant: register}        # one value for all rows
  note: Remarks

# A table with one column for every year has no columns Year and Persons. Then:
# wide:
#   from: "1990"                      # the first of these columns, and the last
#   to: "2020"
#   headers: Year                     # what the mapping calls their headers
#   cells: Persons                    # and their cells

# What marks in the column of figures mean: a code of CL_OBS_STATUS, zero, or skip.
missing:
  "..": O                             # missing, no reason given
  "-": zero                           # nil
  "": M                               # blank: cannot exist

# Rows that are no data, or that would count people twice.
skip_rows_where:
  - {column: From, equals: [Total, All countries]}
  - {column: From, starts_with: "Note"}
  - {column: From, same_as: To}

# Names are those of countries and regions; with this also those of provinces and cities.
# places: anywhere

# Columns that say nothing that is needed.
unread: [Row number]
"""
