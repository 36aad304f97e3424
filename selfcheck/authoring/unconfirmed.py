"""Worked examples that the program proposed and nobody has worked by hand yet."""

from collections.abc import Iterator

from selfcheck.engine.examples import situation_of, wrong_points
from selfcheck.rules.mistakes import Mistake, Wrong, plural
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.rulebook import Rulebook


def unconfirmed(rulebook: Rulebook) -> Iterator[Mistake]:
    """Yield how many examples of each scheme are unconfirmed, and what no longer fits in them."""
    for scheme in rulebook.schemes.values():
        file = f"schemes/{scheme.id}.toml"
        waiting = [n for n, example in enumerate(scheme.example) if not example.confirmed]
        if waiting:
            count = plural(len(waiting), "example")
            said = (
                f"is false in {count}, from this one on; work each out from the document, then "
                "remove the line. Until then no page shows it"
            )
            yield Mistake(file, f"example[{waiting[0]}].confirmed", said)
        for number in waiting:
            for key, message in _differing(scheme, number, rulebook):
                yield Mistake(file, key, f"{message}; the rules have changed since it was proposed")


def _differing(scheme: Scheme, number: int, rulebook: Rulebook) -> Wrong:
    example = scheme.example[number]
    at = situation_of(example.answers, example.on, scheme, rulebook)
    yield from wrong_points(example, scheme, at, f"example[{number}]")
