"""JSON Schema of the rule files, for editors: made from the models that the loader itself uses.

An editor with it names a misspelt key or a value of the wrong kind while the file is written.
What only shows when files are compared is for `selfcheck rules check`.
"""

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from selfcheck.rules.files import FOLDERS, SINGLE_FILES
from selfcheck.rules.model.entry import Entry

ENDING = ".schema.json"


class _Exact(GenerateJsonSchema):
    """As TOML has it: a figure in quotes is no number, and there is no null."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> dict[str, Any]:
        return {"type": "number"}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        found = super().default_schema(schema)
        return {key: value for key, value in found.items() if (key, value) != ("default", None)}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of rule file by its name: `units.schema.json` and so on."""
    single = {name.removesuffix(".toml"): model for name, model in SINGLE_FILES.items()}
    folders = {name.removesuffix("s"): model for name, model in FOLDERS.items()}
    models: Mapping[str, type[Entry]] = {**single, **folders}
    return {f"{name}{ENDING}": _schema(name, model) for name, model in models.items()}


def _schema(name: str, model: type[Entry]) -> dict[str, Any]:
    found = model.model_json_schema(schema_generator=_Exact)
    return {"$schema": _Exact.schema_dialect, **found, "title": name}
