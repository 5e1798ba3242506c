"""The demo's picture desk: names of scenes and schemes in, finished illustrations out."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from newsroom.demo import (
    portraits,
    scenes_arts,
    scenes_city,
    scenes_close,
    scenes_nature,
    scenes_port,
    scenes_rooms,
    scenes_sea,
    scenes_sky,
    scenes_sport,
    scenes_state,
    scenes_street,
    scenes_work,
)
from newsroom.demo.canvas import SCHEMES, Canvas

SCENES: dict[str, Callable[[Canvas], None]] = {
    scene.__name__: scene
    for scene in (
        scenes_sea.ferry,
        scenes_sea.trawler,
        scenes_sea.lighthouse,
        scenes_sea.breakers,
        scenes_port.cranes,
        scenes_port.lock,
        scenes_port.barrier,
        scenes_port.shipyard,
        scenes_city.skyline,
        scenes_city.tram,
        scenes_city.flood,
        scenes_city.school,
        scenes_city.houses,
        scenes_city.bridge,
        scenes_city.hospital,
        scenes_state.hall,
        scenes_state.chamber,
        scenes_state.court,
        scenes_state.gavel,
        scenes_state.microphones,
        scenes_work.crowd,
        scenes_work.market,
        scenes_work.papers,
        scenes_work.chart,
        scenes_work.chartmap,
        scenes_work.umbrella,
        scenes_arts.stage,
        scenes_arts.cello,
        scenes_arts.easel,
        scenes_arts.book,
        scenes_arts.studios,
        scenes_sport.stadium,
        scenes_sport.keeper,
        scenes_sport.tactics,
        scenes_sport.regatta,
        scenes_sport.rowing,
        scenes_sky.observatory,
        scenes_sky.skychart,
        scenes_sky.comet,
        scenes_nature.weather,
        scenes_nature.seabed,
        scenes_nature.whale,
        scenes_nature.turbines,
        scenes_nature.forest,
        scenes_nature.gauge,
        scenes_close.safe,
        scenes_close.trophy,
        scenes_close.flag,
        scenes_street.depot,
        scenes_street.aftermath,
        scenes_close.sonar,
        scenes_street.cannery,
        scenes_rooms.corridor,
        scenes_rooms.table,
        portraits.portrait,
        portraits.pair,
    )
}


def draw(
    scene: str, scheme: str, seed: int, size: tuple[int, int], features: str = ""
) -> Image.Image:
    """Return the illustration of `scene` in the inks of `scheme`, `size` pixels wide and high.

    `features` are words that a scene may look for (a portrait's "beard glasses"). The same
    arguments give the same picture, point for point. Raises KeyError for a scene or scheme
    that does not exist.
    """
    canvas = Canvas(size, SCHEMES[scheme], seed, frozenset(features.split()))
    SCENES[scene](canvas)
    return canvas.printed()
