"""From a folder of rule files to a rulebook, or to every mistake at once."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from selfcheck.rules.checker import Checker
from selfcheck.rules.files import read_folder
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.rules.model.conditions import FactHas
from selfcheck.rules.model.documents import Document
from selfcheck.rules.model.editions import Edition, Evidence
from selfcheck.rules.model.entry import Entry
from selfcheck.rules.model.facts import Choice, Fact
from selfcheck.rules.model.schemes import Scheme
from selfcheck.rules.model.units import LocalProof, Unit
from selfcheck.rules.rulebook import Rulebook, with_partner
from selfcheck.rules.walk import walk

SHIPPED = Path(__file__).parent / "data"

T = TypeVar("T", bound=Entry)


def load(folder: Path = SHIPPED) -> Rulebook:
    """Read, check and join the rule files below `folder`.

    Raises BrokenRules with every mistake found. References between files are checked only once
    every file can be read on its own.
    """
    reading = read_folder(folder)
    mistakes = reading.mistakes or Checker(reading.entries).check()
    if mistakes:
        raise BrokenRules(mistakes)
    return _joined(reading.entries, reading.version)


def _joined(entries: dict[str, Any], version: str) -> Rulebook:
    units = _by_id(entries["units.toml"].unit)
    documents = _by_id(entries["documents.toml"].document)
    editions = _of_type(entries, Edition)
    facts = with_partner(_by_id(entries["facts.toml"].fact))
    return Rulebook(
        version=version,
        sources=_by_id(entries["sources.toml"].source),
        documents=documents,
        facts=facts,
        indicators=_by_id(entries["indicators.toml"].indicator),
        units=units,
        editions=editions,
        schemes=_of_type(entries, Scheme),
        editions_of={
            unit.id: {edition.id: localised(edition, unit) for edition in editions.values()}
            for unit in units.values()
        },
        facts_of={unit.id: _local_facts(facts, unit, editions, documents) for unit in units.values()},
    )


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}


def _of_type(entries: dict[str, Any], model: type[T]) -> dict[str, T]:
    return _by_id(entry for entry in entries.values() if isinstance(entry, model))


def localised(edition: Edition, unit: Unit) -> Edition:
    """Return the edition as it stands in the unit: its own proofs added or put in place."""
    for proof in unit.proof:
        if proof.edition == edition.id:
            edition = _with_proof(edition, proof)
    return edition


def _with_proof(edition: Edition, proof: LocalProof) -> Edition:
    permits = tuple(
        permit.model_copy(
            update={
                "requirement": tuple(
                    _rewritten(requirement, proof) if requirement.id == proof.requirement else requirement
                    for requirement in permit.requirement
                ),
                "evidence": tuple(
                    _with_alternative(evidence, proof) if evidence.for_ == proof.requirement else evidence
                    for evidence in permit.evidence
                ),
            }
        )
        for permit in edition.permit
    )
    return edition.model_copy(update={"permit": permits})


def _with_alternative(evidence: Evidence, proof: LocalProof) -> Evidence:
    kept = []
    for alternative in evidence.alternative:
        if not alternative.local:
            kept.append(alternative)
            continue
        if proof.mode == "add":
            kept.append(alternative)
        kept.append(alternative.model_copy(update={"documents": (proof.document,)}))
    return evidence.model_copy(update={"alternative": tuple(kept)})


def _rewritten(value: Any, proof: LocalProof) -> Any:
    """Return the entry with every local list of papers inside it changed as the proof says."""
    if isinstance(value, FactHas) and value.local:
        kept = value.has if proof.mode == "add" else ()
        return value.model_copy(update={"has": (*kept, proof.document)})
    if isinstance(value, Entry):
        changes = {name: _rewritten(getattr(value, name), proof) for name in type(value).model_fields}
        return value.model_copy(update=changes)
    if isinstance(value, tuple):
        return tuple(_rewritten(item, proof) for item in value)
    return value


def _local_facts(
    facts: dict[str, Fact],
    unit: Unit,
    editions: dict[str, Edition],
    documents: dict[str, Document],
) -> dict[str, Fact]:
    local = dict(facts)
    for proof in unit.proof:
        for fact in _facts_with_local_papers(editions[proof.edition], proof.requirement):
            if all(choice.id != proof.document for choice in local[fact].choices):
                choice = Choice(id=proof.document, label=documents[proof.document].name)
                choices = (*local[fact].choices, choice)
                local[fact] = local[fact].model_copy(update={"choices": choices})
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
