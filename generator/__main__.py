"""The command `handbook`, also as `python -m generator`.

Its life is short and most of what it reads stays in use to the end, so it goes without Python's
garbage collection, which would look through all of it again and again. Nor does it look for
pydantic plugins, which takes as long as reading a dozen playbooks.
"""

import atexit
import gc
import os

gc.disable()
atexit.register(gc.freeze)
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from generator.cli import main  # noqa: E402

if __name__ == "__main__":
    main(prog_name="handbook")
