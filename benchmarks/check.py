"""`handbook check` beside check-jsonschema, on the same 200 playbooks of 15 items.

The claim: at most a tenth of its time. Both run as whole commands, in turn, five times after one
run that counts for neither and leaves both their bytecode; the ratio is that of the medians.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
PLAYBOOKS = 200
ITEMS = 15
ROUNDS = 5


def measure() -> None:
    """Print the median time of each command, in seconds, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = make(root)
        ours = [sys.executable, "-m", "generator", "check"]
        schema = str(ROOT / "schemas" / "playbook.json")
        theirs = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files]
        times: dict[str, list[float]] = {"handbook check": [], "check-jsonschema": []}
        cached = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        for turn in range(ROUNDS + 1):
            for name, command in zip(times, (ours, theirs), strict=True):
                start = time.perf_counter()
                done = subprocess.run(
                    command, cwd=root, env=cached, capture_output=True, text=True, check=False
                )
                if turn > 0:
                    times[name].append(time.perf_counter() - start)
                if done.returncode != 0:
                    sys.exit(f"{name} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{PLAYBOOKS} playbooks of {ITEMS} items, median of {ROUNDS} runs")
    for name, seconds in medians.items():
        print(f"  {name:<18} {seconds:6.2f} s")
    ratio = medians["handbook check"] / medians["check-jsonschema"]
    print(f"  ratio              {ratio:6.3f} (claim: at most 0.1)")


def make(root: Path) -> list[str]:
    """Write the playbooks, made from the shipped ones, and return their paths from `root`."""
    shutil.copytree(ROOT / "playbooks" / "registers", root / "playbooks" / "registers")
    for name in ("origins", "phases"):
        (root / "playbooks" / "registers" / f"{name}.yml").unlink()
    phases = yaml.safe_load((ROOT / "playbooks" / "registers" / "phases.yml").read_text())
    bare = [
        {**phase, "gate": {k: phase["gate"][k] for k in ("decision", "decider")}}
        for phase in phases
    ]
    for phase in bare:
        phase.pop("order", None)
    (root / "playbooks" / "registers" / "phases.yml").write_text(yaml.safe_dump(bare))
    for path in (root / "playbooks" / "registers").iterdir():
        path.write_text(elsewhere(path.read_text()))
    every = [
        yaml.load(path.read_text(), Loader=yaml.BaseLoader)
        for path in sorted((ROOT / "playbooks").glob("[!r]*/*.yml"))
    ]
    # A tree falls apart when it is cut, and a playbook with fewer items cannot be filled up.
    models = [
        model
        for model in every
        if model["kind"] != "decision-tree"
        and sum(len(group["items"]) for group in model["groups"]) >= ITEMS
    ]
    files = []
    for number in range(PLAYBOOKS):
        made = dict(models[number % len(models)])
        made["id"] = f"{made['id']}-{number}"
        made.pop("rules", None)  # they name items, whose ids change here
        made.pop("sheets", None)
        items = [item for group in made["groups"] for item in group["items"]]
        items = items[:ITEMS]
        made["groups"] = [{"id": "all-items", "title": "Items", "items": [
            {key: value for key, value in item.items() if key != "related"} | {"id": f"item-{n}"}
            for n, item in enumerate(items)
        ]}]  # fmt: skip
        path = root / "playbooks" / made["phase"] / f"{made['id']}.yml"
        path.parent.mkdir(exist_ok=True)
        text = yaml.dump(made, Dumper=Typed, sort_keys=False, allow_unicode=True, width=100)
        path.write_text(elsewhere(text))
        files.append(path.relative_to(root).as_posix())
    return files


def elsewhere(text: str) -> str:
    """The text with its links between playbooks led out of the handbook, since ids change here."""
    return re.sub(r"\]\((?:item|playbook):", "](https://example.org/#", text)


class Typed(yaml.SafeDumper):
    """Writes the text of whole numbers and truth values as such, and nothing else."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    if value.removeprefix("-").isdigit() and len(value) < 4:
        return dumper.represent_scalar("tag:yaml.org,2002:int", value)
    if value in ("true", "false"):
        return dumper.represent_scalar("tag:yaml.org,2002:bool", value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value)


Typed.add_representer(str, _text)
