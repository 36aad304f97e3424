"""An edition and the questions as they stand in a unit: with the proofs that the unit itself set.

An edition marks the lists of papers that are for the units to complete as `local`. A unit's
papers are added to such a list; where one of them replaces, the edition's own leave it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from selfcheck.rules.model.conditions import FactHas
from selfcheck.rules.model.documents import Document
from selfcheck.rules.model.editions import Alternative, Edition, Permit
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Choice, Fact
from selfcheck.rules.model.units import LocalProof, Unit
from selfcheck.rules.walk import walk

Proofs = tuple[LocalProof, ...]


def localised(edition: Edition, unit: Unit) -> Edition:
    """Return the edition as it stands in the unit: itself where the unit set nothing of its own."""
    if not any(proof.edition == edition.id for proof in unit.proof):
        return edition
    permits = tuple(_localised_permit(permit, edition, unit) for permit in edition.permit)
    return edition.model_copy(update={"permit": permits})


def _localised_permit(permit: Permit, edition: Edition, unit: Unit) -> Permit:
    requirements = tuple(
        _with_papers(requirement, _proofs(unit, edition, requirement.id))
        for requirement in permit.requirement
    )
    evidence = tuple(
        entry.model_copy(
            update={
                "alternative": tuple(
                    _with_alternatives(entry.alternative, _proofs(unit, edition, entry.for_))
                )
            }
        )
        for entry in permit.evidence
    )
    return permit.model_copy(update={"requirement": requirements, "evidence": evidence})


def _proofs(unit: Unit, edition: Edition, requirement: str) -> Proofs:
    return tuple(
        proof
        for proof in unit.proof
        if proof.edition == edition.id and proof.requirement == requirement
    )


def _keeps_own(proofs: Proofs) -> bool:
    return all(proof.mode == "add" for proof in proofs)


def _with_alternatives(
    alternatives: tuple[Alternative, ...], proofs: Proofs
) -> Iterator[Alternative]:
    for alternative in alternatives:
        if not alternative.local or _keeps_own(proofs):
            yield alternative
        if alternative.local:
            for proof in proofs:
                yield alternative.model_copy(update={"documents": (proof.document,)})


def _with_papers(value: Any, proofs: Proofs) -> Any:
    """Return the entry with every local list of papers inside it completed."""
    if isinstance(value, FactHas) and value.local:
        own = value.has if _keeps_own(proofs) else ()
        return value.model_copy(update={"has": (*own, *(proof.document for proof in proofs))})
    if isinstance(value, Entry):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        changes = {name: _with_papers(part, proofs) for name, part in parts.items()}
        return value.model_copy(update=changes)
    if isinstance(value, tuple):
        return tuple(_with_papers(item, proofs) for item in value)
    return value


def local_facts(
    facts: Mapping[str, Fact],
    unit: Unit,
    editions: Mapping[str, Edition],
    documents: Mapping[str, Document],
) -> Mapping[str, Fact]:
    """Return the questions as the unit asks them: its own papers are choices too.

    A unit without papers of its own has the very same ones as the others.
    """
    if not unit.proof:
        return facts
    local = dict(facts)
    for proof in unit.proof:
        for name in _facts_with_local_papers(editions[proof.edition], proof.requirement):
            fact = local[name]
            if all(choice.id != proof.document for choice in fact.choices):
                choice = Choice(id=proof.document, label=documents[proof.document].name)
                local[name] = fact.model_copy(update={"choices": (*fact.choices, choice)})
    return local


def _facts_with_local_papers(edition: Edition, requirement: str) -> set[str]:
    return {
        entry.fact
        for permit in edition.permit
        for found in permit.requirement
        if found.id == requirement
        for _, entry in walk(found)
        if isinstance(entry, FactHas) and entry.local
    }
