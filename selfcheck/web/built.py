"""The built files of the pages (stylesheet, script, images), packed where the browser takes that.

`make build` leaves them with their packed forms beside them. Behind nginx these are nginx's work;
here they are right without it.
"""

from collections.abc import Callable
from mimetypes import guess_type
from pathlib import Path

from flask import Response, request, send_from_directory
from werkzeug.security import safe_join

from selfcheck.web.packing import ENDINGS, packing_for


def built_files(folder: Path) -> Callable[[str], Response]:
    """Return the view of the files in the folder."""

    def sent(filename: str) -> Response:
        packing = packing_for(request.headers.get("Accept-Encoding", ""))
        ending = ENDINGS.get(packing, "")
        packed = safe_join(str(folder), f"{filename}{ending}")
        if not ending or packed is None or not Path(packed).is_file():
            response = send_from_directory(folder, filename)
        else:
            kind = guess_type(filename)[0] or "application/octet-stream"
            response = send_from_directory(folder, f"{filename}{ending}", mimetype=kind)
            response.headers["Content-Encoding"] = packing
        response.headers["Vary"] = "Accept-Encoding"
        return response

    return sent
