"""What is done to a template before it is compiled, once for each language."""

import re
from collections.abc import Mapping

from jinja2.ext import Extension

from selfcheck.presenter.language import Language
from selfcheck.web.breaks import unbroken

PLAIN_TEXT = re.compile(r"(?<![\w.])_\('([^'\\]*)'\)")
FILLED_TEXT = re.compile(r"(?<![\w.])_\('([^'\\]*)', ([^()]*)\)")
NUMBERED_TEXT = re.compile(r"(?<![\w.])ngettext\('([^'\\]*)', '([^'\\]*)', ([^(),]*)\)")
ICON = re.compile(r"\{\{ icon\.(\w+) \}\}")
INCLUDE = re.compile(r'\{% include "([^"]+)" %\}(\n?)')
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


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
            text = unbroken(language.gettext(found[1]))
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
            text = self._whole(loader.get_source(self.environment, found[1])[0])
            return text if found[2] else text.removesuffix("\n")

        return INCLUDE.sub(included, source)
