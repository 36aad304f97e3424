"""The language of a page: one Jinja environment for each, with its texts bound."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    Undefined,
    nodes,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.utils import missing
from markupsafe import Markup, escape

from selfcheck.presenter import language as presenter_language
from selfcheck.presenter.language import Language
from selfcheck.web.compiled import CompiledTemplates, rests_on


class CarefulUndefined(Undefined):
    """A name that no template was given may be asked about, but printing it or looping is refused.

    Templates test for keys that only some answers have; StrictUndefined would stop them.
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


SPECIAL = re.compile(r"[&<>\"']")


def written(value: object) -> str:
    """Return what stands in a page for a value: escaped, unless it is marked as safe already."""
    if type(value) is str:
        return html.escape(value) if SPECIAL.search(value) else value
    return value if type(value) is Markup else escape(value)


def filled(text: str, **values: object) -> Markup:
    """Return a translated text, which is safe, with its places filled."""
    safe = {name: written(value) for name, value in values.items()}
    return Markup(text % safe)  # noqa: S704 -- each value was escaped


class PageCode(CodeGenerator):
    """Compiles `{{ value }}` to a call of `written`, several times as fast as Jinja's own."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PageEnvironment(Environment):
    """An environment whose templates read dictionaries: the key comes before the attribute."""

    code_generator_class = PageCode
    written = staticmethod(written)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute` of a template."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)


class Parts:
    """Parts of pages that are the same for everybody: rendered once for each key, and kept.

    A key is made of a few codes (an edition and its verdict, a paper and whether it is at hand),
    so there are few parts, and none could tell one person from another.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._made: dict[tuple[object, ...], Markup] = {}

    def html(
        self,
        template: str,
        *codes: object,
        papers: Iterable[Mapping[str, Any]] = (),
        **context: Any,
    ) -> Markup:
        """Return the part that the template makes of the context.

        The codes say which part it is, together with which of the `papers` are at hand.
        """
        key = (template, *codes, *(paper["have"] for paper in papers))
        if key not in self._made:
            rendered = self._environment.get_template(template).render(**context)
            self._made[key] = Markup(rendered)  # noqa: S704 -- the template escaped it
        return self._made[key]


class Folding(Extension):
    """Does once, before compilation, what would cost half of a result page while rendering.

    Each `_('…')` gives way to its translation (an environment speaks one language, so these texts
    never change), each include to the text of its file, and indentation, which no
    browser shows, is left out.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with its includes and plain texts put in, its lines not indented."""
        language: Language = self.environment.globals["language"]  # type: ignore[assignment]

        def literal(found: re.Match[str]) -> str:
            text = language.gettext(found[1])
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

        def to_fill(found: re.Match[str]) -> str:
            return f"({literal(found)}|filled({found[2]}))"

        texts = FILLED_TEXT.sub(to_fill, PLAIN_TEXT.sub(literal, self._whole(source)))
        return INDENTATION.sub("", texts)

    def _whole(self, source: str) -> str:
        loader = self.environment.loader
        assert loader is not None  # noqa: S101 -- `environment` below gives it one

        def included(found: re.Match[str]) -> str:
            return self._whole(loader.get_source(self.environment, found[1])[0])

        return INCLUDE.sub(included, source)


PLAIN_TEXT = re.compile(r"(?<![\w.])_\('([^'\\]*)'\)")
FILLED_TEXT = re.compile(r"(?<![\w.])_\('([^'\\]*)', ([^()]*)\)")
INCLUDE = re.compile(r'\{% include "([^"]+)" %\}\n')
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


def environment(templates: Path, language: Language, **names: Any) -> Environment:
    """Return a Jinja environment that speaks the language; `names` are known to every template."""
    made = PageEnvironment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(),
        undefined=CarefulUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=kept_compiled(templates, language),
        extensions=["jinja2.ext.i18n", Folding],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    made.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]
    # Filters are called directly; a function goes through the context, at four times the cost.
    made.filters.update(kept=Parts(made).html, filled=filled)
    made.globals.update(names, language=language, lang=language.code, language_tag=language.tag)
    return made


def kept_compiled(templates: Path, language: Language) -> CompiledTemplates:
    """Return where the compiled templates of a language are kept."""
    code = [*sorted(Path(__file__).parent.glob("*.py")), Path(presenter_language.__file__)]
    same = rests_on(templates, language.catalogue, code)
    return CompiledTemplates(templates / "__pycache__", language.code, same)


def environments(
    templates: Path, languages: Mapping[str, Language], **names: Any
) -> dict[str, Environment]:
    """Return an environment for each language."""
    return {code: environment(templates, found, **names) for code, found in languages.items()}
