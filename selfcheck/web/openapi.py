"""The description of the API, made from the catalogue of facts."""

from typing import Any

from selfcheck.rules.model.facts import Fact
from selfcheck.rules.rulebook import Rulebook

_KINDS: dict[str, dict[str, Any]] = {
    "yes_no": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "months": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "yuan": {"type": ["number", "null"]},
    "events": {"type": ["array", "null"]},
    "periods": {"type": ["array", "null"]},
}


def description(rulebook: Rulebook, languages: list[str]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of the API."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Jiaxing residence self-check",
            "version": "1",
            "description": (
                "Which residence permit a person qualifies for in Jiaxing, the evidence to bring "
                "and an estimated points score. Nothing that is sent is kept."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/v1/assess": {"post": _assess("assess", "Assess a person's answers", "Request")},
            "/api/v1/compare": {
                "post": _assess(
                    "compare", "Assess the same answers in every unit", "CompareRequest"
                )
            },
            "/api/v1/rules/": {"get": _get("rules", "Editions, schemes and units")},
            "/api/v1/rules/{unit}": {"get": _rules_of_unit(rulebook)},
            "/api/v1/resume/pack": {"post": _resume("pack", "Answers as a resume code")},
            "/api/v1/resume/open": {"post": _resume("open", "The answers in a resume code")},
            "/api/v1/openapi.json": {"get": _get("openapi", "This description")},
            "/healthz": {"get": _get("healthz", "The process answers")},
            "/readyz": {"get": _get("readyz", "Rules are loaded; their version")},
        },
        "components": {
            "schemas": {
                "Request": _request(rulebook, languages),
                "CompareRequest": _compare_request(rulebook, languages),
                "Answer": {
                    "type": "object",
                    "required": ["on", "edition", "ruleset"],
                    "description": (
                        "Of assess: outcome, permits, points and the rest for one unit. Of "
                        "compare: units, each with outcome, permits and points; alike, the units "
                        "of which the rules are the same; differences; missing."
                    ),
                },
                "Problem": _problem(),
            }
        },
    }


def _assess(name: str, summary: str, schema: str) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    statuses = {
        "400": "The body is cut short, or the host is not ours",
        "411": "The body has no length",
        "413": "The body is too long",
        "415": "The body is not application/json",
        "422": "Something in the request is impossible; the problem says what and where",
    }
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
        },
        "responses": {
            "200": {
                "description": "The answer",
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}
                },
            },
            **{
                status: {"description": text, "content": problem}
                for status, text in statuses.items()
            },
        },
    }


_RESUME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "pack": (
        {"$ref": "#/components/schemas/Request"},
        {
            "code": {"type": "string", "description": "Groups of four, with a hyphen between"},
            "left_out": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Facts that are not in the code: the sensitive ones",
            },
        },
    ),
    "open": (
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["code"],
            "properties": {"code": {"type": "string"}, "lang": {"type": "string"}},
        },
        {
            "answers": {"type": "object", "description": "As `assess` takes them"},
            "month": {"type": ["string", "null"], "description": "The month they were given in"},
            "dropped": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Facts that the rules no longer have, or not with that answer",
            },
        },
    ),
}


def _resume(name: str, summary: str) -> dict[str, Any]:
    asked, found = _RESUME[name]
    made = _assess(f"{name}ResumeCode", summary, "Request")
    answer = {"type": "object", "required": list(found), "properties": found}
    made["requestBody"]["content"]["application/json"]["schema"] = asked
    made["responses"]["200"]["content"]["application/json"]["schema"] = answer
    return made


def _rules_of_unit(rulebook: Rulebook) -> dict[str, Any]:
    codes = {"type": "string", "enum": list(rulebook.units)}
    unit = {"name": "unit", "in": "path", "required": True, "schema": codes}
    return {**_get("rulesOfUnit", "Everything that applies in a unit"), "parameters": [unit]}


def _get(name: str, summary: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": {"description": summary, "content": content}},
    }


def _request(rulebook: Rulebook, languages: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["answers"],
        "properties": {
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "required": ["unit"],
                "properties": {fact.id: _fact(fact) for fact in rulebook.facts.values()},
            },
            "on": {"type": ["string", "null"], "format": "date"},
            "edition": {"enum": [*rulebook.editions, None]},
            "lang": {"enum": [*languages, None]},
            "timeline": {
                "type": ["boolean", "null"],
                "description": "Give the coming 36 months too, if the person goes on as now",
            },
        },
    }


def _compare_request(rulebook: Rulebook, languages: list[str]) -> dict[str, Any]:
    """Return the same request without a unit: every unit is looked at."""
    request = _request(rulebook, languages)
    properties = dict(request["properties"])
    del properties["timeline"]
    answers = {k: v for k, v in properties["answers"].items() if k != "required"}
    return {**request, "properties": {**properties, "answers": answers}}


def _fact(fact: Fact) -> dict[str, Any]:
    codes = [*fact.codes]
    if fact.kind == "choice":
        schema: dict[str, Any] = {"enum": codes if fact.id == "unit" else [*codes, None]}
    elif fact.kind == "set":
        schema = {"type": ["array", "null"], "items": {"enum": codes}}
    else:
        schema = dict(_KINDS[fact.kind])
    if fact.kind in ("events", "periods"):
        schema["maxItems"] = fact.most
        schema["items"] = _entry(fact, codes)
        return {**schema, "description": fact.name}
    for name in ("minimum", "maximum"):
        bound = getattr(fact, name)
        if bound is not None:
            schema[name] = int(bound)
    return {**schema, "description": fact.name}


def _entry(fact: Fact, codes: list[str]) -> dict[str, Any]:
    """Return what one event or period is written as."""
    day = {"type": "string", "format": "date"}
    properties: dict[str, Any] = {"level": {"enum": codes}} if codes else {}
    if fact.kind == "periods":
        properties |= {"from": day, "to": {"type": ["string", "null"], "format": "date"}}
        return {"type": "object", "required": ["from"], "properties": properties}
    properties["on"] = day
    if fact.maximum is not None:
        properties["amount"] = {"type": "number"}
    table = {"type": "object", "required": [*properties], "properties": properties}
    return table if len(properties) > 1 else {"anyOf": [day, table]}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    error = {"type": "object", "properties": {"pointer": text, "code": text, "detail": text}}
    return {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": error},
        },
    }
