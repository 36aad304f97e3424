"""`python -m selfcheck`: the same as the command `selfcheck`."""

from selfcheck.cli import main

main()
