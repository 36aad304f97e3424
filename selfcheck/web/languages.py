"""The language of a page: one Jinja environment for each, with its texts bound."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    Undefined,
    select_autoescape,
)
from jinja2.utils import missing
from markupsafe import Markup

from selfcheck.presenter import language as presenter_language
from selfcheck.presenter.language import Language
from selfcheck.web.breaks import unbroken_rule
from selfcheck.web.compiled import CompiledTemplates, rests_on
from selfcheck.web.escaping import escaped, filled, safe
from selfcheck.web.folding import Folding
from selfcheck.web.page_code import PageEnvironment
from selfcheck.web.parts import Parts


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


def numbered(language: Language) -> Callable[[int, str, str], Markup]:
    """Return what says a text for a number of entries, as `ngettext` does; each is kept."""

    @lru_cache(maxsize=1024)
    def text(number: int, one: str, many: str) -> Markup:
        return safe(language.ngettext(one, many, number))

    return text


def encoded(text: bytes) -> bytes:
    """Return what is encoded already: by the name of this filter the compiler knows that it is."""
    return text


def headline(text: str) -> bytes:
    """Return an outcome in a few words, encoded, the names of permits set off."""
    opened = escaped(text).replace("《", '<span class="answer__name">《')
    closed = opened.replace("居住证》", "<wbr>居住证》</span>")
    return closed.replace("</span>。", "。</span>").encode()


def environment(templates: Path, language: Language, **names: Any) -> PageEnvironment:
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
    parts = Parts(made)
    made.filters.update(
        kept=parts.kept,
        kept_each=parts.kept_each,
        drawn=parts.drawn,
        drawn_each=parts.drawn_each,
        known_each=parts.known_each,
        section=parts.section,
        encoded=encoded,
        filled=filled,
        headline=headline,
        numbered=numbered(language),
        unbroken=unbroken_rule,
    )
    made.globals.update(names, language=language, lang=language.code, language_tag=language.tag)
    made.globals.update(icon=icons(made), drawing=drawings(made))
    return made


def kept_compiled(templates: Path, language: Language) -> CompiledTemplates:
    """Return where the compiled templates of a language are kept."""
    code = [*sorted(Path(__file__).parent.glob("*.py")), Path(presenter_language.__file__)]
    same = rests_on(templates, language.catalogue, code)
    return CompiledTemplates(templates / "__pycache__", language.code, same)


def icons(made: PageEnvironment) -> dict[str, Markup]:
    """Return the drawings by name."""
    drawn = vars(made.get_template("icons.html").module)
    return {name: drawing for name, drawing in drawn.items() if isinstance(drawing, Markup)}


def drawings(made: PageEnvironment) -> dict[str, bytes]:
    """Return the drawings by name, encoded, for a template that chooses among them."""
    return {name: drawing.encode() for name, drawing in icons(made).items()}


def environments(
    templates: Path, languages: Mapping[str, Language], **names: Any
) -> dict[str, PageEnvironment]:
    """Return an environment for each language."""
    return {code: environment(templates, found, **names) for code, found in languages.items()}
