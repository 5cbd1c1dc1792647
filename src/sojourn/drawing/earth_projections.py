"""Two equal-area projections of the sphere, and back from one of them; all angles in degrees, all lengths in radii.

Areas compare on both, so that an outline is simplified by the area on the ground that a point stands for.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

EARTH_RADIUS = 6371.007
"""Radius of a sphere with the surface of the earth [km]."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def equal_earth(lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
    """Equal Earth: the world with round sides, areas true.

    Equations 6 to 8 of B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection. International Journal of
    Geographical Information Science 33 (2018) 454-465, https://doi.org/10.1080/13658816.2018.1504949

    Args:
        lon: Degrees east of the middle meridian, from -180 to 180.
        lat: Degrees north.

    Returns:
        x to the east and y to the north [radii of the earth].
    """
    import numpy as np

    theta = np.arcsin(math.sqrt(3) / 2 * np.sin(np.radians(lat)))
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = 2 * math.sqrt(3) * np.radians(lon) * np.cos(theta) / (3 * slope)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, y


def azimuthal(lon: Numbers, lat: Numbers, centre: tuple[float, float]) -> tuple[Numbers, Numbers]:
    """Lambert's azimuthal equal-area projection of the sphere.

    Equations 22-4, 22-5 and 24-2 of J. P. Snyder: Map Projections, a Working Manual. USGS Professional Paper 1395,
    1987, p. 185.

    Args:
        lon: Degrees east.
        lat: Degrees north.
        centre: Degrees east and north of the middle of the map; the point opposite to it has no image.

    Returns:
        x to the east and y to the north of the centre [radii of the earth].
    """
    import numpy as np

    turn, phi = np.radians(lon - centre[0]), np.radians(lat)
    middle = math.radians(centre[1])
    cosine = math.sin(middle) * np.sin(phi) + math.cos(middle) * np.cos(phi) * np.cos(turn)
    factor = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = factor * np.cos(phi) * np.sin(turn)
    y = factor * (math.cos(middle) * np.sin(phi) - math.sin(middle) * np.cos(phi) * np.cos(turn))
    return x, y


def azimuthal_back(x: float, y: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Degrees east and north of a point of :func:`azimuthal`.

    Equations 20-14, 20-15, 20-18 and 24-16 of Snyder 1987.

    Raises:
        ValueError: If the point lies outside the image of the sphere.
    """
    distance = math.hypot(x, y)
    if distance > 2:
        raise ValueError(f"({x}, {y}) is no point of the map")
    if distance == 0:
        return centre
    arc = 2 * math.asin(distance / 2)
    middle = math.radians(centre[1])
    sine = math.cos(arc) * math.sin(middle) + y * math.sin(arc) * math.cos(middle) / distance
    east = distance * math.cos(middle) * math.cos(arc) - y * math.sin(middle) * math.sin(arc)
    lon = centre[0] + math.degrees(math.atan2(x * math.sin(arc), east))
    return (lon + 180) % 360 - 180, math.degrees(math.asin(max(-1.0, min(1.0, sine))))


def on_sphere(lon: Numbers, lat: Numbers) -> Numbers:
    """Unit vectors, one a row."""
    import numpy as np

    theta, phi = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1)


def smallest_cap(lon: Numbers, lat: Numbers) -> tuple[tuple[float, float], float]:
    """The middle of the smallest circle on the sphere around some points, and its radius; both to a degree or so.

    After M. Bădoiu, K. L. Clarkson: Smaller core-sets for balls. SODA 2003: ever smaller steps to the farthest point.

    Returns:
        Degrees east and north in whole degrees, and the radius in degrees.
    """
    import numpy as np

    points = on_sphere(lon, lat)
    middle = points.mean(axis=0)
    if float(np.linalg.norm(middle)) < 1e-6:
        middle = points[0] + np.array([0.0, 0.0, 1e-3])
    for step in range(2, 300):
        middle = middle / np.linalg.norm(middle)
        farthest = points[int(np.argmin(points @ middle))]
        middle = middle + (farthest - middle) / step
    middle = middle / np.linalg.norm(middle)
    centre = round(math.degrees(math.atan2(middle[1], middle[0]))), round(math.degrees(math.asin(middle[2])))
    rounded = on_sphere(np.array([centre[0]], dtype=float), np.array([centre[1]], dtype=float))[0]
    return (float(centre[0]), float(centre[1])), math.degrees(math.acos(max(-1.0, float((points @ rounded).min()))))
