"""The condition on which a question is asked, written for the script.

The script hides a question when what is answered already rules it out, and shows it while that
cannot be told. It knows comparisons of answers on the page; any other condition is written as
null, which it cannot tell.
"""

from typing import Any

from selfcheck.rules.model import conditions as c
from selfcheck.rules.model.facts import HAS_PARTNER, Fact
from selfcheck.rules.rulebook import PARTNER


def asked_if(fact: Fact) -> dict[str, Any] | None:
    """Return the condition, to be written as JSON, or None for a question always asked."""
    written = []
    person = ""
    if fact.id.startswith(PARTNER):
        person = PARTNER
        written.append({"fact": HAS_PARTNER, "in": ["yes"]})
    if fact.ask_if is not None:
        written.append(_written(fact.ask_if, person))
    if not written:
        return None
    return written[0] if len(written) == 1 else {"all": written}


def _written(condition: c.Condition, person: str) -> Any:
    match condition:
        case c.FactIs() | c.FactOneOf() | c.FactHas():
            return {"fact": person + condition.fact, "in": _values(condition)}
        case c.FactAtLeast(fact=name, at_least=least):
            return {"fact": person + name, "least": float(least)}
        case c.All(all=parts):
            return {"all": [_written(part, person) for part in parts]}
        case c.AnyOf(any=parts):
            return {"any": [_written(part, person) for part in parts]}
        case c.Not():
            return {"not": _written(condition.not_, person)}
    return None


def _values(condition: c.FactIs | c.FactOneOf | c.FactHas) -> list[str]:
    """Return the values of controls that meet the condition."""
    if isinstance(condition, c.FactOneOf):
        return list(condition.one_of)
    if isinstance(condition, c.FactHas):
        return list(condition.has)
    if isinstance(condition.is_, bool):
        return ["yes" if condition.is_ else "no"]
    return [condition.is_]
