"""The WSGI application, for gunicorn: `gunicorn wsgi:app`."""

import sys

from selfcheck.app import create_app
from selfcheck.rules.mistakes import BrokenRules
from selfcheck.web.site import BadSetting

try:
    app = create_app()
except (BrokenRules, BadSetting) as error:
    sys.exit(f"The self-check cannot start:\n{error}")
