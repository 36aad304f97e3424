"""All units side by side, in words: permit and points in each, and what differs."""

from collections.abc import Iterable
from typing import Any

from selfcheck.engine.comparison import Compared, Lot
from selfcheck.presenter.answer import Presenter
from selfcheck.presenter.explanations import Explanations
from selfcheck.presenter.permits import PermitWords
from selfcheck.presenter.sheets import SheetWords
from selfcheck.rules.model.facts import HAS_PARTNER
from selfcheck.rules.rulebook import PARTNER


class ComparisonWords:
    """Words for a comparison of the units, in one language."""

    def __init__(self, presenter: Presenter, lots: tuple[Lot, ...]) -> None:
        self._fixed = presenter.fixed
        self._rulebook = presenter.rulebook
        self._language = presenter.language
        self._say = presenter.language.gettext
        self._lots = lots
        self._units = {unit.id: self._unit(unit.id) for unit in self._rulebook.units.values()}

    def _unit(self, unit: str) -> dict[str, Any]:
        found = self._rulebook.units[unit]
        return {
            "unit": unit,
            "unit_name": self._say(found.name),
            "documents_not_read": len(found.document),
        }

    def comparison(self, found: tuple[Compared, ...]) -> dict[str, Any]:
        """Return how the same answers stand in every unit."""
        lots = [self._lot(compared) for compared in found]
        on = found[0].answers.on
        by_unit = {unit: lot["words"] for lot in lots for unit in lot["units"]}
        return {
            "on": on.isoformat(),
            "on_text": self._language.day(on),
            "ruleset": self._rulebook.version,
            "lang": self._language.code,
            "edition": found[0].standing.result.edition.id,
            "units": [{**words, **by_unit[unit]} for unit, words in self._units.items()],
            "alike": [list(compared.units) for compared in found],
            "differences": list(self._differences(lots)),
            "missing": self._missing(lots),
        }

    def _lot(self, compared: Compared) -> dict[str, Any]:
        standing, answers = compared.standing, compared.answers
        facts = self._rulebook.facts_of[answers.unit]
        explanations = Explanations(self._language, facts, answers)
        permits = PermitWords(self._fixed, explanations, answers, for_page=False)
        sheets = SheetWords(
            self._fixed, explanations, permits, answers.unit, standing.result.endorsement
        )
        words = {
            **permits.brief(standing.result, standing.in_term),
            "also": permits.brief(standing.also, in_term=True) if standing.also else None,
            "points": [sheets.brief(sheet) for sheet in standing.sheets],
        }
        return {
            "units": compared.units,
            "words": words,
            "names": {
                name: explanations.fact_name(name)
                for name in _missing_in(words)
                if not name.startswith(PARTNER) or answers.get(HAS_PARTNER)
            },
        }

    def _missing(self, lots: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the unknown facts that would settle something, and in which units.

        `units` is None where all units need the fact. Facts that all need come first.
        """
        needing: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        for lot in lots:
            names |= lot["names"]
            for name in lot["names"]:
                needing.setdefault(name, []).extend(lot["units"])
        every = len(self._rulebook.units)
        missing = [
            {"fact": name, "name": names[name], "units": None if len(units) == every else units}
            for name, units in needing.items()
        ]
        for entry in missing:
            entry["unit_names"] = entry["units"] and self._named(entry["units"])
        return sorted(missing, key=lambda entry: entry["units"] is not None)

    def _differences(self, lots: list[dict[str, Any]]) -> Iterable[str]:
        if self._rulebook.has_permits:
            yield from self._outcomes(lots)
        yield from self._tables(lots)
        unread = [
            unit for lot in lots for unit in lot["units"] if self._has_unread_table(lot["words"])
        ]
        if len(unread) == len(self._rulebook.units):
            yield self._say("每个地方都另有自己的积分，没有读到，没有算在里面。")
        elif unread:
            yield self._say(
                "%(units)s另有自己的积分，没有读到，没有算在里面。", units=self._named(unread)
            )

    def _outcomes(self, lots: list[dict[str, Any]]) -> Iterable[str]:
        headlines: dict[str, list[str]] = {}
        for lot in lots:
            shown = lot["words"]["also"] or lot["words"]
            headlines.setdefault(shown["headline"], []).extend(lot["units"])
        if len(headlines) == 1:
            yield self._say(
                "办证的结果，每个地方都一样：%(headline)s", headline=next(iter(headlines))
            )
            return
        for headline, units in headlines.items():
            yield self._say("%(units)s：%(headline)s", units=self._named(units), headline=headline)

    def _tables(self, lots: list[dict[str, Any]]) -> Iterable[str]:
        """Yield, for each table, where it holds and whether it gives the same everywhere."""
        tables: dict[str, dict[str, list[str]]] = {}
        for lot in lots:
            for sheet in lot["words"]["points"]:
                scores = tables.setdefault(sheet["name"], {})
                scores.setdefault(sheet["score_text"], []).extend(lot["units"])
        for name, scores in tables.items():
            for score, units in scores.items():
                if len(units) == len(self._rulebook.units):
                    yield self._say(
                        "“%(table)s”每个地方都有，都是 %(score)s。", table=name, score=score
                    )
                else:
                    yield self._say(
                        "“%(table)s”在%(units)s：%(score)s。",
                        table=name,
                        units=self._named(units),
                        score=score,
                    )

    def _has_unread_table(self, words: dict[str, Any]) -> bool:
        return any(sheet["local_max"] is not None for sheet in words["points"])

    def _named(self, units: Iterable[str]) -> str:
        return self._language.listed([self._units[unit]["unit_name"] for unit in units])


def _missing_in(words: dict[str, Any]) -> list[str]:
    """Return the facts that would settle something in a lot of units, permits ahead of points."""
    results = (words, words["also"]) if words["also"] else (words,)
    permits = [permit for result in results for permit in result["permits"].values()]
    return list(dict.fromkeys(name for p in [*permits, *words["points"]] for name in p["missing"]))
