"""The formats that a playbook can be taken away in, one line each."""

from generator.exports.base import Format

EXPORTS: dict[str, Format] = {}
