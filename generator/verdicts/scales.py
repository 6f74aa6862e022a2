"""The answer scales that there are, each from worst to best.

Rules, exports and the browser know scales and never kinds; a kind names one of these.
"""

Scale = tuple[str, ...]

MET: Scale = ("no", "partly", "yes")
SIGHTING: Scale = ("seen", "unsure", "not seen")
COMPLETION: Scale = ("failed", "partly", "done")
QUALITY: Scale = ("weak", "fair", "good")
TESTING: Scale = ("not done", "by hand", "automated")

SCALES: dict[str, Scale] = {
    "completion": COMPLETION,
    "met": MET,
    "quality": QUALITY,
    "sighting": SIGHTING,
    "testing": TESTING,
}
