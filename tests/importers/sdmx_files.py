"""Small files as Eurostat and the OECD publish them, written by rules and by the package ``sdmx1``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

EUROSTAT = (
    *("freq", "citizen", "agedef", "age", "unit", "sex", "geo", "TIME_PERIOD"),
    *("OBS_VALUE", "OBS_FLAG", "CONF_STATUS"),
)
"""Columns of ``migr_imm1ctz`` behind the dataflow and the day of the update."""
OECD = (
    *("REF_AREA", "CITIZENSHIP", "FREQ", "MEASURE", "SEX", "BIRTH_PLACE", "EDUCATION_LEV"),
    *("UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE"),
)
"""Columns of ``DSD_MIG@DF_MIG`` behind the structure and the action, without attributes."""

IMMIGRATION = (
    "A RU COMPLET TOTAL NR T DE 2020 12345 - -",
    "A RU REACH TOTAL NR T DE 2020 12345 - -",
    "A RU COMPLET TOTAL NR M DE 2020 6000 - -",
    "A RU COMPLET Y_LT5 NR T DE 2020 300 - -",
    "A TOTAL COMPLET TOTAL NR T DE 2020 900000 bep -",
    "A NAT COMPLET TOTAL NR T EL 2020 3000 p -",
    "A FOR COMPLET TOTAL NR T EL 2020 9000 - -",
    "A CN_X_HK REACH TOTAL NR T EL 2020 - - C",
    "A EU27_2020_FOR COMPLET TOTAL NR T EL 2020 5 - -",
    "A RU COMPLET TOTAL NR T EU27_2020 2020 5 - -",
    "A UA COMPLET TOTAL NR T FR 2020 0 n -",
    "A SY COMPLET TOTAL NR T FR 2020 : - -",
)
"""Immigration by citizenship: one row a series, ``-`` for a blank cell."""

MIGRATION = (
    "DEU RUS A B11 _T _Z _Z PS 2020 12345",
    "DEU W A B11 _T _Z _Z PS 2020 800000",
    "DEU RUS A B11 F _Z _Z PS 2020 6000",
    "DEU RUS A B12 _T _Z _Z PS 2020 4000",
    "USA MEX A B15 _T _Z _Z PS 2024 8226106.247",
    "DEU SUN_F A B15 _T _Z _Z PS 2015 1000",
    "DEU STLS A B15 _T _Z _Z PS 2015 10",
    "DEU EU15 A B15 _T _Z _Z PS 2015 10",
    "DEU RUS A B13 _T _Z _Z PS 2020 77",
)
"""The international migration database: inflows, outflows, stocks, and asylum seekers."""


def cells(line: str) -> list[str]:
    """The cells of a row."""
    return ["" if cell == "-" else cell for cell in line.split()]


def eurostat(
    path: Path,
    flow: str,
    rows: Sequence[str] = IMMIGRATION,
    columns: Sequence[str] = EUROSTAT,
    update: str = "19/03/24 23:00:00",
) -> Path:
    """SDMX-CSV 1.0 as Eurostat writes it."""
    lines = [",".join(["DATAFLOW", "LAST UPDATE", *columns])]
    lines += [",".join([f"ESTAT:{flow.upper()}(1.0)", update, *cells(row)]) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def oecd(
    path: Path, rows: Sequence[str] = MIGRATION, columns: Sequence[str] = OECD, flow: str = "DSD_MIG@DF_MIG"
) -> Path:
    """SDMX-CSV 2.0 as the OECD writes it."""
    lines = [",".join(["STRUCTURE", "STRUCTURE_ID", "ACTION", *columns])]
    lines += [",".join(["DATAFLOW", f"OECD.ELS.IMD:{flow}(1.0)", "I", *cells(row)]) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sdmx_ml(path: Path, rows: Sequence[str] = IMMIGRATION, *, generic: bool) -> Path:
    """SDMX-ML 2.1 of ``migr_imm1ctz``, written by ``sdmx1``."""
    import sdmx
    from sdmx.message import DataMessage, Header
    from sdmx.model import common, v21

    dimensions = EUROSTAT[:8]
    agency: Any = common.Agency(id="ESTAT")
    structure = v21.DataStructureDefinition(id="MIGR_IMM1CTZ", version="1.0", maintainer=agency)
    for name in dimensions:
        structure.dimensions.append(v21.TimeDimension(id=name) if name == "TIME_PERIOD" else v21.Dimension(id=name))
    measure = v21.PrimaryMeasure(id="OBS_VALUE")
    structure.measures.append(measure)
    flag: Any = common.DataAttribute(id="OBS_FLAG", related_to=v21.PrimaryMeasureRelationship())
    structure.attributes.append(flag)
    made: Any = v21.GenericDataSet if generic else v21.StructureSpecificDataSet
    dataset = made(structured_by=structure)
    series: dict[tuple[str, ...], list[Any]] = {}
    for row in map(cells, rows):
        key = tuple(row[:7])
        value = row[8].replace(":", "") or None
        time = structure.make_key(common.Key, {"TIME_PERIOD": row[7]})
        observation = v21.Observation(dimension=time, value=value, value_for=measure)
        if row[9]:
            observation.attached_attribute["OBS_FLAG"] = common.AttributeValue(value=row[9], value_for=flag)
        series.setdefault(key, []).append(observation)
    for key, observations in series.items():
        named = structure.make_key(common.SeriesKey, dict(zip(dimensions, key, strict=False)))
        for observation in observations:
            observation.series_key = named
        dataset.add_obs(observations, named)
    header = Header(id="made", prepared=datetime.datetime(2024, 3, 19, tzinfo=datetime.UTC), sender=agency)
    message = DataMessage(header=header, data=[dataset], observation_dimension=structure.dimensions.get("TIME_PERIOD"))
    text: str = sdmx.to_xml(message, pretty_print=True).decode()
    if generic:  # the package gives generic data the root of structure-specific ones, and "None" for no value
        text = text.replace("mes:StructureSpecificData", "mes:GenericData")
        text = text.replace('<gen:ObsValue value="None"/>', "")
    path.write_text(text, encoding="utf-8")
    return path
