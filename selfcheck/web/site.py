"""Everything the pages and the API share for the life of the process: rules, languages, texts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import url_for

from selfcheck.clock import today
from selfcheck.presenter.glossary import GlossaryWords
from selfcheck.presenter.language import Language
from selfcheck.presenter.selfcheck import DEFAULT_EDITION, SelfCheck, default_edition
from selfcheck.resume.code import ResumeCodes
from selfcheck.resume.registry import Registry
from selfcheck.rules.alike import alike
from selfcheck.rules.rulebook import Rulebook
from selfcheck.web.form_page import Fields, FormPage
from selfcheck.web.kept_pages import KeptPages
from selfcheck.web.languages import environments
from selfcheck.web.offer import offer_of
from selfcheck.web.page_code import PageEnvironment
from selfcheck.web.posted import EVERY_UNIT, every_units_form, unit_form
from selfcheck.web.posts import Posts
from selfcheck.web.security import most_fields
from selfcheck.web.settings import IN_FORCE, BadSetting, Settings

SIZES = ("", "l", "xl")
"""Sizes of text that a page can be asked for in; the first is the usual one."""


class Site:
    """The rulebook with its forms, its environments and its ready-made pages."""

    def __init__(
        self,
        rulebook: Rulebook,
        languages: dict[str, Language],
        settings: Settings,
        templates: Path,
        static: Path,
    ) -> None:
        self.rulebook = rulebook
        self.languages = languages
        self.settings = settings
        self.selfcheck = SelfCheck(rulebook, languages)
        self.resume_codes = ResumeCodes(rulebook, Registry.load())
        self.assets = Assets(static)
        self.environments: dict[str, PageEnvironment] = environments(
            templates, languages, asset=self.assets.url
        )
        self.offers = {
            code: offer_of(rulebook, self.resume_codes, language)
            for code, language in languages.items()
        }
        for lang, language in languages.items():
            self.environments[lang].globals.update(
                glossary=GlossaryWords(rulebook, language),
                offer=self.offers[lang],
                organisation=settings.organisation,
                public_address=settings.public_address,
            )
        self.unit_forms = {unit: unit_form(rulebook, unit) for unit in rulebook.units}
        self.whole_form = every_units_form(rulebook)
        self.form_pages = self._form_pages()
        self.frames: dict[tuple[Any, ...], Any] = {}
        self.kept = KeptPages(_queries(languages))
        self.posts = Posts(most_fields(len(self.whole_form.whole_controls)))
        if settings.edition not in (DEFAULT_EDITION, IN_FORCE, *rulebook.editions):
            known = ", ".join((IN_FORCE, *rulebook.editions))
            raise BadSetting(f"SELFCHECK_EDITION is {settings.edition!r}; it can be: {known}")

    def _form_pages(self) -> dict[tuple[str, str], FormPage]:
        """Make the form of every unit in every language, so that no visitor waits for it.

        Units that the rules do not tell apart share one: it names no unit.
        """
        made: dict[tuple[str, str], FormPage] = {}
        for lang, language in self.languages.items():
            fields = Fields(self.environments[lang], language)
            for lot in alike(self.rulebook):
                page = FormPage(self.unit_forms[lot[0]].asked, fields)
                made |= {(unit, lang): page for unit in lot}
            made[EVERY_UNIT, lang] = FormPage(self.whole_form.asked, fields)
        return made

    def leading_edition(self, on: date) -> str:
        """Return the edition that pages lead with on the day."""
        if self.settings.edition == DEFAULT_EDITION:
            return default_edition(self.rulebook)
        if self.settings.edition != IN_FORCE:
            return self.settings.edition
        in_force = self.rulebook.edition_in_force(on)
        return in_force.id if in_force else tuple(self.rulebook.editions)[-1]

    def render(self, template: str, lang: str, **context: Any) -> bytes:
        """Return a page in the language."""
        return self.environments[lang].page(template, context)

    def pieces(self, template: str, lang: str, **context: Any) -> list[bytes]:
        """Return the same in pieces, for who puts them together with others."""
        return self.environments[lang].pieces(template, context)


def _queries(languages: Iterable[str]) -> frozenset[str]:
    """Return what the pages put behind a question mark where no edition or day is asked for."""
    seen = [
        [f"size={size}"] * bool(size) + ["embed=1"] * embed for size in SIZES for embed in (0, 1)
    ]
    return frozenset("&".join(parts) for parts in seen) | {f"lang={lang}" for lang in languages}


@dataclass
class Assets:
    """The built files of the pages, addressed by content so that they can be kept for ever."""

    folder: Path
    urls: dict[str, str] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """Return the address of a built file, with a digest of its content."""
        if name not in self.urls:
            path = self.folder / name
            content = path.read_bytes() if path.is_file() else b""
            digest = sha256(content).hexdigest()[:10]
            self.urls[name] = url_for("static", filename=name, v=digest)
        return self.urls[name]


@dataclass(frozen=True)
class View:
    """How a page was asked for: language, unit, size of text, and edition and day where given.

    `embed`: inside another site's page, without what that page has itself.
    """

    lang: str
    unit: str | None = None
    size: str = ""
    edition: str | None = None
    on: date | None = None
    embed: bool = False

    @property
    def is_plain(self) -> bool:
        """Say whether the page is one of the few that can be kept: no edition or day asked for."""
        return self.edition is None and self.on is None

    def day(self) -> date:
        """Return the day of assessment: the one asked for, or today."""
        return self.on or today()

    def link(self, endpoint: str, **changes: Any) -> str:
        """Return the address of a page, seen the same way but for the changes."""
        values = {
            "lang": self.lang,
            "size": self.size or None,
            "edition": self.edition,
            "on": self.on.isoformat() if self.on else None,
            "embed": "1" if self.embed else None,
            **changes,
        }
        return url_for(endpoint, **{name: value for name, value in values.items() if value})
