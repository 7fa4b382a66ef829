"""Ways through imports that come back: circles, pairs, and folders torn between above and below.

An edge is a pair: who imports, and what is imported. Python's modules and the page's scripts are
looked at alike; a `room` says in which package or folder a module stands.
"""

from collections.abc import Callable, Iterable, Iterator

from house.imports import PACKAGES, Import, is_under

Edge = tuple[str, str]
Room = Callable[[str], str]


def edges_of(imports: Iterable[Import]) -> set[Edge]:
    """Return who imports whom within the project."""
    return {(one.by, one.of) for one in imports if one.of.split(".")[0] in PACKAGES}


def between_rooms(edges: Iterable[Edge], *, room: Room) -> set[Edge]:
    """Return which room imports from which other; a folder and one inside it are two rooms."""
    return {(room(by), room(of)) for by, of in edges if room(by) != room(of)}


def room_among(packages: set[str]) -> Room:
    """Return a function that names a module's package; a package's own module stands in it."""
    return lambda module: module if module in packages else module.rpartition(".")[0]


def circles_in(edges: Iterable[Edge]) -> list[str]:
    """Return the sets of places that come back to themselves, however long the way is."""
    onward: dict[str, set[str]] = {}
    for by, of in edges:
        if by != of:
            onward.setdefault(by, set()).add(of)
    reach = {place: _reachable(place, onward) for place in onward}
    circles = {
        frozenset(other for other in reach[place] if place in reach.get(other, ()))
        for place in onward
        if place in reach[place]
    }
    return sorted(", ".join(sorted(circle)) for circle in circles)


def both_ways_in(edges: Iterable[Edge]) -> list[str]:
    """Return the pairs of places that import each other."""
    known = set(edges)
    return sorted(
        f"{one} and {other}" for one, other in known if one < other and (other, one) in known
    )


def torn_in(edges: Iterable[Edge], *, packages: set[str]) -> list[str]:
    """Return a sentence for each package whose loose modules are above its packages and below.

    Loose modules are those directly in a package that has packages, its own among them. Either
    they put the packages together, and none of these imports them; or the packages stand on them,
    and they import none.
    """
    known = sorted(edges)
    return [said for package in sorted(packages) for said in _torn(package, known, packages)]


def _torn(package: str, edges: Iterable[Edge], packages: set[str]) -> Iterator[str]:
    inner = {one for one in packages if one.rpartition(".")[0] == package}

    def is_loose(module: str) -> bool:
        return module == package or (
            module.rpartition(".")[0] == package and module not in packages
        )

    def is_inside(module: str) -> bool:
        return any(is_under(module, one) for one in inner)

    down = [edge for edge in edges if is_loose(edge[0]) and is_inside(edge[1])]
    up = [edge for edge in edges if is_inside(edge[0]) and is_loose(edge[1])]
    if down and up:
        yield (
            f"{package} is above its packages, as {down[0][0]} imports {down[0][1]}, "
            f"and below them, as {up[0][0]} imports {up[0][1]}"
        )


def _reachable(place: str, onward: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [place]
    while waiting:
        further = onward.get(waiting.pop(), set()) - seen
        seen |= further
        waiting += further
    return seen
