"""Makes graphs/registry/countries.csv from the table ``country-codes.csv`` of datasets/country-codes (ODC PDDL 1.0).

Usage: python tools/extract_countries.py PATH/TO/country-codes.csv [OUT.csv]

Nothing is typed by hand: every value is a cell of that table, save that a country which it shows by a code (US, UK)
is named as in pycountry. M49 codes get their leading zeros back, Wikidata addresses are cut down to the identifier,
footnote marks go, and a cell that is empty there stays empty here.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "graphs" / "registry" / "countries.csv"
COLUMNS = ("iso2", "iso3", "m49", "en", "zh", "ru", "aliases", "geonames", "wikidata", "region", "subregion")


def countries(table: Path) -> Iterator[dict[str, str]]:
    """The countries of the table, in the order of their alpha-2 codes, by our columns."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["ISO3166-1-Alpha-2"])
    return (_country(row) for row in rows)


def _country(row: dict[str, str]) -> dict[str, str]:
    """One country; its Chinese and Russian names are the short form that the United Nations use, where there is one."""
    formal = {language: row[f"official_name_{code}"] for language, code in (("en", "en"), ("zh", "cn"), ("ru", "ru"))}
    short = _unterm(row, "English")
    shown = row["CLDR display name"]
    names = {
        "en": shown if len(shown) > 2 else _iso_name(row["ISO3166-1-Alpha-2"]),
        "zh": _unterm(row, "Chinese") or formal["zh"],
        "ru": _unterm(row, "Russian") or formal["ru"],
    }
    others = dict.fromkeys((shown, short, *formal.values()))
    return names | {
        "iso2": row["ISO3166-1-Alpha-2"],
        "iso3": row["ISO3166-1-Alpha-3"],
        "m49": row["M49"].zfill(3),
        "aliases": "; ".join(name for name in others if name and name not in names.values()),
        "geonames": row["Geoname ID"],
        "wikidata": row["wikidata_id"].rpartition("/")[2],
        "region": row["Region Name"],
        "subregion": row["Sub-region Name"],
    }


def _unterm(row: dict[str, str], language: str) -> str:
    """The short name in UNTERM, without footnote mark and the article that it carries behind it."""
    return row[f"UNTERM {language} Short"].removesuffix("*").strip().removesuffix("(the)").strip()


def _iso_name(alpha2: str) -> str:
    """The English name that pycountry has for a code."""
    import pycountry

    return str(pycountry.countries.lookup(alpha2).name)


def main(arguments: list[str]) -> int:
    """Writes the extract and says how many countries it holds."""
    if len(arguments) not in {1, 2}:
        print(__doc__)
        return 2
    out = Path(arguments[1]) if len(arguments) == 2 else OUT
    rows = list(countries(Path(arguments[0])))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{out}: {len(rows)} countries")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
