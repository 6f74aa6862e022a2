"""The pages' Content Security Policy: what a browser may run and load, whatever a page holds.

See https://www.w3.org/TR/CSP3/. Inline scripts are allowed by their hashes alone, and the hashes
come from the theme rendered without any content: a finished page could hold hostile text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""The policy of a page that runs and loads nothing."""

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_scripts(html: str) -> list[str]:
    """The scripts that stand in a page. Data in a script element has a type, and never runs."""
    return _INLINE.findall(html)


def policy(scripts: Iterable[str] = (), *, from_files: bool = False) -> str:
    """The content of the meta element that allows the scripts, and else what the site itself holds.

    `from_files` is for pages that are opened without a server. There Chromium takes 'self' for any
    file; Firefox takes it for none, since each file is an origin of its own (nsCSPUtils.cpp).
    """
    own = "'self' file:" if from_files else "'self'"
    hashes = sorted({f"'sha256-{_digest(script)}'" for script in scripts})
    directives = {
        "default-src": "'none'",
        "script-src": " ".join([own, *hashes]),
        "style-src": own,
        "img-src": f"{own} data:",
        "connect-src": own,
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {allowed}" for name, allowed in directives.items())


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
