"""Where a line of Chinese may not break: between a figure and what it counts.

Chinese may break between any two letters. What stands in a page is looked through once, as it is
kept; of what is filled in for a person, only the texts of the rules are.
"""

import re
from functools import lru_cache

_AFTER_FIGURE = re.compile(" (?:(?<=[0-9\x01] )|(?<=\\)s ))(?=[\u4e00-\u9fff])")
"""The space after a figure or after the place of one (`parts.py`, `%(months)s`).

A pattern that begins with the space itself is found three times as fast.
"""


def unbroken(text: str) -> str:
    """Return the text with each figure held to the word behind it."""
    return _AFTER_FIGURE.sub("\u00a0", text)


unbroken_rule = lru_cache(maxsize=256)(unbroken)
"""The same, remembered: for the few texts of the rules that stand in results of their own."""
