"""The language of a page: one Jinja environment for each, with its texts bound."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    Undefined,
    select_autoescape,
)
from jinja2.runtime import missing

from selfcheck.presenter.language import Language

class CarefulUndefined(Undefined):
    """A name that no template was given may be asked about, but printing it or looping is refused.

    The GOV.UK macros test for names and keys that are not there; StrictUndefined would stop them.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Return nothing for a missing key; raise UndefinedError for a bare name."""
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()
        return ""

    def __iter__(self) -> Iterator[Any]:
        """Yield nothing for a missing key; raise UndefinedError for a bare name."""
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()
        return iter(())


GOVUK = "govuk_frontend_jinja"


def environment(templates: Path, language: Language, **names: Any) -> Environment:
    """Return a Jinja environment that speaks the language; `names` are known to every template."""
    made = Environment(
        loader=ChoiceLoader(
            [FileSystemLoader(templates), PrefixLoader({GOVUK: PackageLoader(GOVUK)})]
        ),
        autoescape=select_autoescape(),
        undefined=CarefulUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(names, lang=language.code, language_tag=language.tag)
    return made


def environments(
    templates: Path, languages: Mapping[str, Language], **names: Any
) -> dict[str, Environment]:
    """Return an environment for each language."""
    return {code: environment(templates, found, **names) for code, found in languages.items()}
