"""The registry: which answers a code holds and in which order, for every revision there ever was.

A code names the revision it was made under, and is opened with that revision for ever. So the
registry only grows: a new fact or choice is a new revision at its end. It is a file of its own,
because rule files may change and drop what they like.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from selfcheck.resume.groups import BASE
from selfcheck.resume.slots import Place, Slot, slot_of
from selfcheck.resume.values import PackedKind
from selfcheck.rules.model.entry import Entry, Id
from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import PARTNER, Rulebook

UNPACKED = ("events", "periods")
"""Kinds of answers that no code holds: lists without an end, which would make it too long."""
REGISTRY = Path(__file__).with_name("registry.toml")
LAST_REVISION = BASE - 1
"""One character says the revision; the last of them is kept for a longer way to say it."""


class PackedFact(Entry):
    """A fact as a code holds it: its kind, and its choices in the order of their numbers."""

    id: Id
    kind: PackedKind
    codes: tuple[Id, ...] = ()


class Block(Entry):
    """Facts that belong together: where none is answered, the whole block is one small zero."""

    name: Id
    fact: tuple[PackedFact, ...] = Field(min_length=1)


class Revision(Entry):
    """What one revision adds: units, choices of older facts, and blocks of new facts."""

    number: int
    units: tuple[Id, ...] = ()
    codes: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    block: tuple[Block, ...] = ()


class RegistryFile(Entry):
    """`registry.toml`."""

    revision: tuple[Revision, ...] = Field(min_length=1)


class BrokenRegistry(Exception):
    """The registry cannot be used; the message says why."""


class Layout:
    """What a code of one revision holds, in order.

    `unsaid` is what stands there for each fact that was not said, one block after the other;
    `ends` are the places in it where the blocks end.
    """

    def __init__(self, revisions: tuple[Revision, ...]) -> None:
        self.number = revisions[-1].number
        self.units = tuple(unit for revision in revisions for unit in revision.units)
        later: dict[str, tuple[str, ...]] = {}
        for revision in revisions:
            for fact, codes in revision.codes.items():
                later[fact] = later.get(fact, ()) + codes
        self.blocks = tuple(
            tuple(
                fact.model_copy(update={"codes": fact.codes + later.get(fact.id, ())})
                for fact in block.fact
            )
            for revision in revisions
            for block in revision.block
        )

        self.slots: dict[str, Slot] = {}
        self.unsaid: list[Place] = []
        self.ends: list[int] = []
        for number, facts in enumerate(self.blocks):
            for packed in facts:
                slot = slot_of(packed.kind, packed.codes, number, len(self.unsaid))
                self.unsaid.append(slot.unsaid)
                # A fact whose kind was changed stands in two blocks; only the later one is written.
                self.slots[packed.id] = slot
            self.ends.append(len(self.unsaid))

    @cached_property
    def facts(self) -> dict[str, PackedFact]:
        """Return every fact by id; the later entry of a fact whose kind was changed."""
        return {fact.id: fact for block in self.blocks for fact in block}


class Registry:
    """All revisions. Raises BrokenRegistry for one that contradicts itself."""

    def __init__(self, file: RegistryFile) -> None:
        self.revisions = file.revision
        mistakes = list(_contradictions(file.revision))
        if mistakes:
            raise BrokenRegistry("\n".join(mistakes))
        self.layouts = {
            revision.number: Layout(file.revision[:place])
            for place, revision in enumerate(file.revision, 1)
        }
        self.newest = self.layouts[file.revision[-1].number]

    @classmethod
    def load(cls, path: Path | None = None) -> "Registry":
        """Read the registry, the shipped one unless another is named. Raises BrokenRegistry."""
        path = path or REGISTRY
        try:
            return cls(
                RegistryFile.model_validate(tomllib.loads(path.read_text("utf-8")), strict=False)
            )
        except (ValidationError, tomllib.TOMLDecodeError) as error:
            raise BrokenRegistry(f"{path.name}: {error}") from error


def _contradictions(revisions: tuple[Revision, ...]) -> Iterator[str]:
    numbers = [revision.number for revision in revisions]
    if numbers != list(range(1, len(numbers) + 1)) or numbers[-1] >= LAST_REVISION:
        yield f"revisions must be numbered from 1 on, below {LAST_REVISION}: {numbers}"
    kinds: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for revision in revisions:
        codes.setdefault("unit", []).extend(revision.units)
        for name, added in revision.codes.items():
            if name not in kinds:
                yield f"revision {revision.number}: codes for {name}, which no revision before has"
            codes.setdefault(name, []).extend(added)
        for fact in (fact for block in revision.block for fact in block.fact):
            if kinds.get(fact.id) == fact.kind:
                yield f"revision {revision.number}: {fact.id} is there already"
            kinds[fact.id] = fact.kind
            codes[fact.id] = list(fact.codes)
    yield from (
        f"{name}: a code is there twice"
        for name, all_codes in codes.items()
        if len(set(all_codes)) < len(all_codes)
    )


def missing(registry: Registry, rulebook: Rulebook) -> Revision | None:
    """Return the revision that would teach the registry all that the rules ask, or None."""
    newest = registry.newest
    units = tuple(unit for unit in rulebook.units if unit not in newest.units)
    codes: dict[str, tuple[str, ...]] = {}
    blocks: dict[str, list[PackedFact]] = {}
    for fact in _facts(rulebook).values():
        known = newest.facts.get(fact.id)
        if known is None or known.kind != fact.kind:
            blocks.setdefault(_block_of(fact.id, rulebook), []).append(fact)
        elif added := tuple(code for code in fact.codes if code not in known.codes):
            codes[fact.id] = added
    if not (units or codes or blocks):
        return None
    made = tuple(Block(name=name, fact=tuple(facts)) for name, facts in blocks.items())
    return Revision(number=newest.number + 1, units=units, codes=codes, block=made)


def _block_of(name: str, rulebook: Rulebook) -> str:
    """Return the block that a new fact goes into: the less it is answered, the later."""
    if rulebook.facts[name.removeprefix(PARTNER)].sensitive:
        return "sensitive"
    return "partner" if name.startswith(PARTNER) else rulebook.facts[name].section


def _facts(rulebook: Rulebook) -> Mapping[str, PackedFact]:
    """Return every fact that any unit knows, with the choices of all units."""
    found: dict[str, PackedFact] = {}
    for facts in rulebook.facts_of.values():
        for fact in facts.values():
            if fact.id == "unit" or fact.kind in UNPACKED:
                continue
            before = found[fact.id].codes if fact.id in found else ()
            more = tuple(c.id for c in fact.choices if c.id not in before)
            found[fact.id] = PackedFact(id=fact.id, kind=_packed_kind(fact), codes=before + more)
    return found


def _packed_kind(fact: Fact) -> Any:
    return "number" if fact.kind == "yuan" else fact.kind


def as_toml(revision: Revision) -> str:
    """Return the revision as it is written at the end of `registry.toml`."""
    lines = ["[[revision]]", f"number = {revision.number}"]
    if revision.units:
        lines.append(f"units = {_list(revision.units)}")
    if revision.codes:
        inner = ", ".join(f"{fact} = {_list(codes)}" for fact, codes in revision.codes.items())
        lines.append(f"codes = {{ {inner} }}")
    for block in revision.block:
        lines += ["", "[[revision.block]]", f'name = "{block.name}"', "fact = ["]
        for fact in block.fact:
            codes = f", codes = {_list(fact.codes)}" if fact.codes else ""
            lines.append(f'  {{ id = "{fact.id}", kind = "{fact.kind}"{codes} }},')
        lines.append("]")
    return "\n".join(lines) + "\n"


def _list(items: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{item}"' for item in items) + "]"
