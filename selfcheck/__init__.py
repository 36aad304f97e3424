"""The Jiaxing residence self-check."""

import os

from selfcheck import machine_code

RUN_AS = machine_code.use(os.environ.get(machine_code.SETTING))
"""What runs the hot modules: `Python` or `machine code`."""
