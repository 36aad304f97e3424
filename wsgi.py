"""The WSGI application, for gunicorn: `gunicorn wsgi:app`."""

import sys

from selfcheck.rules.mistakes import BrokenRules
from selfcheck.serving import application
from selfcheck.web.settings import BadSetting

try:
    app = application()
except (BrokenRules, BadSetting) as error:
    sys.exit(f"The self-check cannot start:\n{error}")
