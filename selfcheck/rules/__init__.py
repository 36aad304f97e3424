"""Rules as data: what a rule file may say, and how the files become one checked rulebook."""
