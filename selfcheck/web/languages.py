"""The language of a page: one Jinja environment for each, with its texts bound."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    Undefined,
    nodes,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.utils import missing
from markupsafe import Markup

from selfcheck.presenter.language import Language
from selfcheck.web.escaping import filled, written
from selfcheck.web.parts import Parts


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


class PageCode(CodeGenerator):
    """Compiles `{{ value }}` and `a.b` to local functions, several times as fast as Jinja's own."""

    def write_commons(self) -> None:
        """Begin a function of a template with the names of those functions."""
        super().write_commons()
        self.writeline("written = environment.written")
        self.writeline("read = environment.getattr")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's
        """Write the reading of an attribute."""
        self.write("read(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("written(")
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


class Folding(Extension):
    """Does once, before compilation, what would cost half of a result page while rendering.

    Each `_('…')` gives way to its translation (an environment speaks one language, so these texts
    never change), each drawing and each include to its text, and indentation, which no browser
    shows, is left out.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with its includes and plain texts put in, its lines not indented."""
        language: Language = self.environment.globals["language"]  # type: ignore[assignment]

        def literal(found: re.Match[str]) -> str:
            text = language.gettext(found[1])
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

        def to_fill(found: re.Match[str]) -> str:
            return f"({literal(found)}|filled({found[2]}))"

        drawn = ICON.sub(self._drawing, self._whole(source))
        texts = FILLED_TEXT.sub(to_fill, PLAIN_TEXT.sub(literal, drawn))
        texts = NUMBERED_TEXT.sub(r"(\3)|numbered('\1', '\2')", texts)
        return INDENTATION.sub("", texts)

    def _drawing(self, found: re.Match[str]) -> str:
        icons: Mapping[str, str] = self.environment.globals["icon"]  # type: ignore[assignment]
        return icons[found[1]]

    def _whole(self, source: str) -> str:
        loader = self.environment.loader
        assert loader is not None  # noqa: S101 -- `environment` below gives it one

        def included(found: re.Match[str]) -> str:
            return self._whole(loader.get_source(self.environment, found[1])[0])

        return INCLUDE.sub(included, source)


PLAIN_TEXT = re.compile(r"(?<![\w.])_\('([^'\\]*)'\)")
FILLED_TEXT = re.compile(r"(?<![\w.])_\('([^'\\]*)', ([^()]*)\)")
NUMBERED_TEXT = re.compile(r"(?<![\w.])ngettext\('([^'\\]*)', '([^'\\]*)', ([^(),]*)\)")
ICON = re.compile(r"\{\{ icon\.(\w+) \}\}")
INCLUDE = re.compile(r'\{% include "([^"]+)" %\}\n')
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
GOVUK = "govuk_frontend_jinja"


def numbered(language: Language) -> Callable[[int, str, str], Markup]:
    """Return what says a text for a number, as `ngettext` does."""

    def text(number: int, one: str, many: str) -> Markup:
        return Markup(language.ngettext(one, many, number))  # noqa: S704 -- a text and a number

    return text


def environment(templates: Path, language: Language, **names: Any) -> Environment:
    """Return a Jinja environment that speaks the language; `names` are known to every template."""
    made = PageEnvironment(
        loader=ChoiceLoader(
            [FileSystemLoader(templates), PrefixLoader({GOVUK: PackageLoader(GOVUK)})]
        ),
        autoescape=select_autoescape(),
        undefined=CarefulUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", Folding],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]
    # Filters are called directly; a function goes through the context, at four times the cost.
    parts = Parts(made)
    made.filters.update(
        kept=parts.kept,
        kept_each=parts.kept_each,
        drawn=parts.drawn,
        drawn_each=parts.drawn_each,
        filled=filled,
        numbered=numbered(language),
    )
    made.globals.update(names, language=language, lang=language.code, language_tag=language.tag)
    made.globals.update(icon=icons(made))
    return made


def icons(made: Environment) -> dict[str, Markup]:
    """Return the drawings by name."""
    drawn = vars(made.get_template("icons.html").module)
    return {name: drawing for name, drawing in drawn.items() if isinstance(drawing, Markup)}


def environments(
    templates: Path, languages: Mapping[str, Language], **names: Any
) -> dict[str, Environment]:
    """Return an environment for each language."""
    return {code: environment(templates, found, **names) for code, found in languages.items()}
