"""Digits written in groups of four characters, with three checks that find a slip of the pen.

The characters are the numbers modulo 31, a prime. The checks are those of a Reed-Solomon code:
they tell any one wrong character and its place, any two that stand the wrong way round, and nearly
everything else. Thirty characters share three checks; a longer code is dealt out, like cards, to
as many hands as it needs.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, no 1, I and L. A prime number of characters: the checks rest on it."""

BASE = len(ALPHABET)
SIZE = 4
CHECKS = 3
REACH = BASE - 1
"""How many characters one set of checks can tell apart."""
LONGEST = 400
"""Characters that are looked at; no answers fill so many."""

_ROOT = 3
"""Its powers are all the numbers from 1 to 30."""
_POWERS_OF_ROW = [
    [pow(_ROOT, place * row, BASE) for place in range(REACH)] for row in range(CHECKS)
]
_PLACES = {power: place for place, power in enumerate(_POWERS_OF_ROW[1])}
_CHARACTERS = ALPHABET.encode().ljust(256)
"""The character of each value, as `bytes.translate` has it."""
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


class BadCode(Exception):
    """A text that is no resume code, or not one that was made here.

    `reason` is `empty`, `too_long`, `characters` (`found` holds those that no code has), `groups`
    (`found` holds the numbers of the groups that are wrong), `length` (a character too many or too
    few), `whole` (something is wrong, in more than one place), `newer` or `content`.
    """

    def __init__(self, reason: str, found: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.found = found


def written(digits: Sequence[int]) -> str:
    """Return the digits, with their checks, as groups with a hyphen between."""
    length, hands = _room(len(digits))
    values = [*digits, *[0] * (length - len(digits))]
    for hand in range(hands):
        held = values[hand::hands]
        values[hand::hands] = held[:-CHECKS] + _checks(held)
    dealt = bytes(values).translate(_CHARACTERS).decode()
    return "-".join([dealt[start : start + SIZE] for start in range(0, length, SIZE)])


def read(text: str) -> list[int]:
    """Return the digits of a code however it was typed. Raises BadCode."""
    if len(text) > LONGEST:
        raise BadCode("too_long")
    parts = _parts(text)
    if not parts:
        raise BadCode("empty")
    strange = sorted({character for part in parts for character in part} - _VALUES.keys())
    if strange:
        raise BadCode("characters", tuple(strange))
    values = [_VALUES[character] for part in parts for character in part]
    if len(values) % SIZE:
        wrong = [str(number) for number, part in enumerate(parts, 1) if len(part) != SIZE]
        raise BadCode("groups", tuple(wrong)) if len(wrong) < len(parts) else BadCode("length")
    _check(values)
    return values[: -_hands(len(values)) * CHECKS]


def _parts(text: str) -> list[str]:
    """Return what stands between spaces and hyphens, in plain capital letters."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(" " if _separates(character) else character for character in plain).split()


def _separates(character: str) -> bool:
    return character in "-_.,·#" or unicodedata.category(character) in ("Pd", "Zs", "Cc", "Cf")


def _hands(length: int) -> int:
    return -(-length // REACH)


def _room(digits: int) -> tuple[int, int]:
    """Return the length of the code for so many digits, and the hands it is dealt to."""
    hands = 1
    while True:
        length = -(-(digits + hands * CHECKS) // SIZE) * SIZE
        if _hands(length) <= hands:
            return length, hands
        hands += 1


def _checks(held: list[int]) -> list[int]:
    """Return the last three values of a hand: those that make all of its sums zero."""
    return [_sum(held, weights) for weights in _weights(len(held))]


@lru_cache
def _weights(places: int) -> list[list[int]]:
    """Return what one adds to each check, at each place of a hand of so many but the last three.

    None is below zero: to multiply by such a number costs ten times as much.
    """
    return [
        [
            -_sum(row, [powers[place] for powers in _POWERS_OF_ROW]) % BASE
            for place in range(places - CHECKS)
        ]
        for row in _inverse(places)
    ]


def _sums(values: list[int]) -> list[int]:
    """Return the sums of the values, of the values by the powers, and by the powers' squares."""
    return [_sum(powers, values) for powers in _POWERS_OF_ROW]


def _sum(values: list[int], weights: list[int]) -> int:
    """Return the sum of the values by their weights, as far as there are weights."""
    whole = 0
    for place, weight in enumerate(weights):
        whole += values[place] * weight
    return whole % BASE


def _inverse(places: int) -> list[list[int]]:
    """Return what turns the sums of a hand of so many places into its three checks.

    Gauss's elimination modulo 31, on the powers that stand at the last three places.
    """
    lines = [
        [*powers[places - CHECKS : places], *(int(row == one) for one in range(CHECKS))]
        for row, powers in enumerate(_POWERS_OF_ROW)
    ]
    for place in range(CHECKS):
        pivot = next(line for line in lines[place:] if line[place])
        lines.remove(pivot)
        inverse = pow(pivot[place], -1, BASE)
        scaled = [value * inverse % BASE for value in pivot]
        lines = [
            [(value - line[place] * part) % BASE for value, part in zip(line, scaled, strict=True)]
            for line in lines
        ]
        lines.insert(place, scaled)
    return [line[CHECKS:] for line in lines]


def _check(values: list[int]) -> None:
    """Raise BadCode unless every hand is right; name the groups where that can be told."""
    hands = _hands(len(values))
    wrong: set[int] = set()
    unclear = False
    for hand in range(hands):
        found = _wrong_place(values[hand::hands])
        if found is None:
            unclear = True
        elif found >= 0:
            wrong.add((hand + found * hands) // SIZE + 1)
    if unclear:
        wrong = _turned_round(values)
        if not wrong:
            raise BadCode("whole")
    if wrong:
        raise BadCode("groups", tuple(map(str, sorted(wrong))))


def _wrong_place(values: list[int]) -> int | None:
    """Return the place of the one wrong value, -1 where there is none, None where it is hidden."""
    plain, once, twice = _sums(values)
    if not (plain or once or twice):
        return -1
    if not (plain and once and twice):
        return None
    power = once * pow(plain, -1, BASE) % BASE
    place = _PLACES[power]
    return place if plain * power * power % BASE == twice and place < len(values) else None


def _turned_round(values: list[int]) -> set[int]:
    """Return the groups of two neighbours that would be right the other way round."""
    hands = _hands(len(values))
    for place in range(len(values) - 1):
        turned = values.copy()
        turned[place], turned[place + 1] = values[place + 1], values[place]
        if not any(any(_sums(turned[hand::hands])) for hand in range(hands)):
            return {place // SIZE + 1, (place + 1) // SIZE + 1}
    return set()
