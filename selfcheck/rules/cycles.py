"""Names that lead back to themselves."""

from collections.abc import Mapping, Set


def cycle(leads_to: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """Return one circle of names, each leading to the next and the last to the first, or none.

    A name that leads nowhere may be left out of the keys.
    """
    done: set[str] = set()

    def search(name: str, trail: tuple[str, ...]) -> tuple[str, ...]:
        if name in trail:
            return trail[trail.index(name) :]
        if name in done:
            return ()
        done.add(name)
        found = (search(other, (*trail, name)) for other in sorted(leads_to.get(name, ())))
        return next(filter(None, found), ())

    return next(filter(None, (search(name, ()) for name in leads_to)), ())
