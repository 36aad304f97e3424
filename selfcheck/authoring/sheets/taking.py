"""A filled spreadsheet taken in: the scheme's file, or every mistake with its sheet and cell."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from selfcheck.authoring.plain import in_chinese
from selfcheck.authoring.sheets.opening import WrongWorkbook, opened
from selfcheck.authoring.sheets.reading import CellMistake, Places, filled
from selfcheck.authoring.states import with_scheme
from selfcheck.authoring.toml import raw_of, toml
from selfcheck.engine.examples import wrong_examples
from selfcheck.rules.files import frozen, validated
from selfcheck.rules.loader import load
from selfcheck.rules.mistakes import BrokenRules, Mistake
from selfcheck.rules.model.schemes import Scheme


class Taken(NamedTuple):
    """What came of a spreadsheet: the scheme and the text of its file, or the mistakes."""

    scheme: Scheme | None
    text: str
    mistakes: list[CellMistake]


def taken(path: Path, folder: Path) -> Taken:
    """Return the scheme of the spreadsheet, checked among the rules of the folder."""
    try:
        found = filled(opened(path))
    except WrongWorkbook as wrong:
        return Taken(None, "", [CellMistake("", "", str(wrong))])
    scheme, mistakes = validated("", frozen(found.raw), Scheme)
    placed = _placed(mistakes, found.places, found.mistakes)
    if scheme is None or found.mistakes:
        return Taken(None, "", [*found.mistakes, *placed])
    text = toml(raw_of(scheme))
    return Taken(scheme, text, list(_placed(_among(scheme, text, folder), found.places, [])))


def _among(scheme: Scheme, text: str, folder: Path) -> list[Mistake]:
    """Return what is wrong with the scheme's file among the other rules."""
    with TemporaryDirectory() as place:
        file = Path(place) / f"{scheme.id}.toml"
        file.write_text(text, "utf-8")
        try:
            _, copy = with_scheme(file, folder, Path(place))
            found = wrong_examples(load(copy))
        except BrokenRules as broken:
            found = broken.mistakes
    name = f"schemes/{scheme.id}.toml"
    return [mistake for mistake in found if mistake.file == name]


def _placed(
    mistakes: Iterable[Mistake], places: Places, said: list[CellMistake]
) -> Iterator[CellMistake]:
    """Yield each mistake at its cell, but for cells of which something was said already."""
    there = {(mistake.sheet, mistake.cell) for mistake in said}
    for mistake in mistakes:
        sheet, cell, heading = places.of(mistake.key)
        if (sheet, cell) not in there or not cell:
            words = f"“{heading}”" if heading else ""
            yield CellMistake(sheet, cell, f"{words}{in_chinese(mistake.message)}。")
