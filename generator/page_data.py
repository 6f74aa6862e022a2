"""What a page carries of other playbooks, for scripts that gather answers from several of them."""

from __future__ import annotations

from generator.handbook import AnyPlaybook
from generator.site import MY_WORK, TOOLS, VENDORS, Place, Site, phase_uri, playbook_uri
from generator.text import plain

VENDOR_QUESTIONS = "vendor-questions"
VENDOR_SIGNS = "vendor-walk-away"


def asked(site: Site, here: str, playbook: AnyPlaybook) -> dict[str, object]:
    """A playbook with its items in use and its rules; browser/gate/asked.js reads it."""
    return {
        "id": playbook.id,
        "title": plain(playbook.title),
        "version": playbook.version,
        "address": site.href(here, Place(playbook_uri(playbook.id))),
        "aliases": _aliases(playbook),
        "scale": list(playbook.scale),
        "items": [
            {
                "id": item.id,
                "fingerprint": item.fingerprint,
                "text": plain(item.text),
                "strength": item.strength,
                "choices": list(item.choices),
                "applies": item.applies_when and item.applies_when.model_dump(),
            }
            for item in playbook.items
        ],
        "rules": playbook.rule_set and playbook.rule_set.data(),
    }


def _aliases(playbook: AnyPlaybook) -> dict[str, str]:
    """The addresses by their former ones, `playbook` or `playbook#item`."""
    aliases = dict.fromkeys(playbook.aliases, playbook.id)
    for item in playbook.items:
        own = {f"{playbook.id}#{alias}": f"{playbook.id}#{item.id}" for alias in item.aliases}
        aliases |= own
    return aliases


def my_work(site: Site) -> dict[str, object]:
    """Every playbook, and the page that compares vendors, with no address where there is none."""
    there = vendors(site, MY_WORK) is not None
    return {
        "playbooks": [
            {
                "id": playbook.id,
                "title": playbook.title,
                "version": playbook.version,
                "address": site.href(MY_WORK, Place(playbook_uri(playbook.id))),
                "aliases": _aliases(playbook),
                "items": [[item.id, item.fingerprint, item.text] for item in playbook.items],
            }
            for playbook in site.handbook.playbooks
        ],
        "vendors": {
            "title": TOOLS[VENDORS],
            "address": site.href(MY_WORK, Place(VENDORS)) if there else "",
            "questions": VENDOR_QUESTIONS,
            "signs": VENDOR_SIGNS,
        },
    }


def vendors(site: Site, here: str) -> dict[str, object] | None:
    """The vendor questions and the signs to walk away, or None where one has no rules."""
    found = [site.playbooks.get(name) for name in (VENDOR_QUESTIONS, VENDOR_SIGNS)]
    questions, signs = found
    if questions is None or signs is None or not (questions.rule_set and signs.rule_set):
        return None
    return {"questions": asked(site, here, questions), "signs": asked(site, here, signs)}


def gate(site: Site, phase: str) -> dict[str, object]:
    """A phase's gate: its lists, its playbooks, and what its lists name elsewhere."""
    here = phase_uri(phase)
    own = site.phases[phase].gate
    must, stops = ([one for one in listed if one in site.items] for listed in (own.must, own.stops))
    ids = [playbook.id for playbook in site.in_phase(phase)]
    ids += [address.partition("#")[0] for address in (*must, *stops)]
    return {
        "phase": phase,
        "title": plain(site.phases[phase].title),
        "question": plain(own.decision),
        "decider": plain(site.roles[own.decider].title),
        "must": must,
        "stops": stops,
        "own": [playbook.id for playbook in site.in_phase(phase)],
        "playbooks": [asked(site, here, site.playbooks[name]) for name in dict.fromkeys(ids)],
    }
