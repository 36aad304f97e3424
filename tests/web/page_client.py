"""A client that looks at every page it fetches: whatever holds for all pages is checked here."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

Form = Mapping[str, str | list[str]]


class Page:
    """A fetched page: the response and the parsed document."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.text, "html.parser")

    def one(self, selector: str) -> Tag:
        """Return the only element that the selector finds."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{selector} finds {len(found)} elements"
        return found[0]

    def words(self, selector: str = "main") -> str:
        """Return the words of the only element that the selector finds, spaces folded."""
        return " ".join(self.one(selector).get_text(" ").split())


class PageClient:
    """Fetches pages of the application and refuses any that breaks a rule for all pages."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, path: str, status: int = 200, **kwargs: Any) -> Page:
        """Return the page at the path, after every check."""
        return self._checked(self._client.get(path, **kwargs), status)

    def post(self, path: str, form: Form, status: int = 200, **kwargs: Any) -> Page:
        """Return the page that answers the form, after every check."""
        return self._checked(self._client.post(path, data=form, **kwargs), status)

    def _checked(self, response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert page.status == status, page.text[:2000]
        check_headers(response)
        check_document(page)
        return page


def check_headers(response: TestResponse) -> None:
    """Hold every answer to what the contract with browsers is."""
    headers = response.headers
    assert "Set-Cookie" not in headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Frame-Options" not in headers
    assert headers["Cache-Control"]
    assert len(headers["Ruleset"]) == 12


def check_document(page: Page) -> None:
    """Hold every page to what makes it a good page."""
    parser = html5lib.HTMLParser()
    parser.parse(page.text)
    assert not parser.errors, parser.errors[:5]
    soup = page.soup
    heading = " ".join(page.one("h1").get_text(" ").split())
    assert heading
    assert soup.title is not None and soup.title.get_text().strip().startswith(heading)
    ids = Counter(tag["id"] for tag in soup.select("[id]"))
    assert not [name for name, count in ids.items() if count > 1], "ids repeat"
    assert soup.html is not None and soup.html["lang"] in ("zh-CN", "en")
    assert not soup.select("script:not([src]), style, [style], [onclick], [onchange]")
    for link in soup.select('a[href^="#"]'):
        assert str(link["href"])[1:] in ids, f"{link['href']} leads nowhere"
    check_controls(soup)
    check_headings(soup)


def check_controls(soup: BeautifulSoup) -> None:
    """Every control has a label, no radio is preselected without an answer, none is a number."""
    labelled = {label.get("for") for label in soup.select("label[for]")}
    for control in soup.select("form input, form select, form textarea"):
        if control.get("type") in ("hidden", "submit"):
            continue
        around = control.find_parent("label")
        assert around or control.get("id") in labelled, control
        assert not around or around.get_text().strip(), control
        assert control.get("type") != "number", control
        assert control.get("autocomplete") != "off", control


def check_headings(soup: BeautifulSoup) -> None:
    """Headings step down one level at a time."""
    level = 0
    for heading in soup.select("h1, h2, h3, h4, h5, h6"):
        if heading.find_parent(class_="govuk-error-summary"):
            continue  # it stands above the h1 on purpose: it is read first
        found = int(heading.name[1])
        assert found <= level + 1, f"h{found} follows h{level}: {heading.get_text(' ')}"
        level = found
