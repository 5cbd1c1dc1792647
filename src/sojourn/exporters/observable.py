"""The marks of a picture as JSON that a notebook of Observable, or any other script, loads in one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sojourn.exporters.scenes import Line, plain, sheet_of, told

if TYPE_CHECKING:
    from sojourn.drawing.view import View


def scene_to_json(view: View, *, everything: bool = False) -> bytes:
    """``{title, layer, window, places, flows, stocks, leftOut}``; each of the lists is tidy, one object a mark.

    ``places``: ``key``, ``label``, ``type``, ``lat``, ``lon`` [degrees], ``claims``, ``gathered``. ``flows``:
    ``key``, ``origin``, ``destination`` (keys of places, ``null`` when not stated), ``low``, ``high`` [persons; absent
    when not stated], ``figures``, ``claims``, ``ids``, ``sources``, ``firstYear``, ``lastYear``, ``disputed``.
    ``stocks``: the same with ``place`` and ``origin``. ``leftOut``: how many small flows are not among them.

    Args:
        view: What is drawn.
        everything: Whether the small flows are among them.
    """
    sheet = sheet_of(view, everything=everything)
    places = [
        {
            "key": spot.key,
            "label": spot.label,
            "type": spot.type,
            "lat": plain(spot.lat),
            "lon": plain(spot.lon),
            "claims": spot.claims,
            "gathered": spot.gathered,
        }
        for spot in sheet.spots
    ]
    data = {
        "title": sheet.title,
        "layer": sheet.layer,
        "window": sheet.window,
        "places": places,
        "flows": [_line(line, "destination") for line in sheet.lines],
        "stocks": [_line(ring, "place") for ring in sheet.rings],
        "leftOut": sheet.left_out,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "replace")


def _line(line: Line, end: str) -> dict[str, Any]:
    return {"key": line.key, "origin": line.start or None, end: line.end or None, **told(line)}
