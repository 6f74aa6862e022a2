"""Measure what is claimed about speed, as ratios within one run. `make bench` calls this.

No test depends on it: a ratio on a busy machine is no verdict on a change.
"""

from benchmarks import check

if __name__ == "__main__":
    check.measure()
