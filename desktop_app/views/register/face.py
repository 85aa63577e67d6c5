"""A register's own face (面) in the detail panel: a road and sections that are no fields, told of the record shown."""

from collections.abc import Callable, Mapping

from desktop_app.views.register.panel import Shown
from desktop_app.views.register.place import Place
from desktop_app.views.register.related import seat_links

Opening = Callable[[str, int], object]
"""Opens a record of a kind kept in the same tab; the way back leads here."""

FaceMaker = Callable[[Place, Opening], Shown]
Faces = Mapping[str, FaceMaker]
"""Kind of a register to what builds its face."""


def seat_face(faces: Faces, place: Place, opening: Opening) -> None:
    """Give a place its links, and the face of its register if that has one."""
    seat_links(place)
    make = faces.get(place.register.kind)
    if make is not None:
        place.panel.face = make(place, opening)
