"""A citation in words: the document, its number, the article, and whose copy was read."""

from functools import lru_cache
from urllib.parse import urlsplit

from selfcheck.presenter.language import Language
from selfcheck.rules.model.sources import Citation, Source
from selfcheck.rules.rulebook import Rulebook


class Citations:
    """Citations of one rulebook in one language."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._sources = rulebook.sources
        self._language = language
        self.text = lru_cache(maxsize=None)(self._text)

    def _text(self, citation: Citation) -> str:
        source = self._sources[citation.source]
        gettext = self._language.gettext
        text = title(source, self._language)
        if source.number:
            text += gettext("（%(number)s）", number=gettext(source.number))
        text += gettext("，%(article)s", article=gettext(citation.article))
        if source.reproduced_by:
            hosts = [urlsplit(address).hostname or address for address in source.reproduced_by]
            text += gettext("（据 %(sites)s 转载）", sites=self._language.listed(hosts))
        return text


def title(source: Source, language: Language) -> str:
    """Return the document's title, marked as one where it is the document's own."""
    name = language.gettext(source.title)
    return name if source.described else language.gettext("《%(title)s》", title=name)
