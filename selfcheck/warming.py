"""What `make build` compiles ahead, so that no start and no visitor waits for it.

Python's modules and the templates in every language. A service that may write nothing finds them
compiled.
"""

import compileall
import sys
from pathlib import Path

from selfcheck.presenter.language import languages
from selfcheck.shipped import shipped
from selfcheck.web.languages import environments


def main() -> int:
    """Compile everything; 1 where a module cannot be."""
    compiled = compileall.compile_dir(Path(__file__).parent, quiet=1)
    templates = shipped("templates")
    for environment in environments(templates, languages(shipped("translations"))).values():
        for name in environment.list_templates(extensions=["html"]):
            environment.get_template(name)
    return int(not compiled)


if __name__ == "__main__":
    sys.exit(main())
