"""The kinds of playbook, one line each."""

from typing import Any

from generator.kinds.base import Playbook
from generator.kinds.governance_checklist import GovernanceChecklist
from generator.kinds.red_flags import RedFlags
from generator.kinds.scoping import Scoping
from generator.kinds.vendor_evaluation import VendorEvaluation

KINDS: dict[str, type[Playbook[Any]]] = {
    "governance-checklist": GovernanceChecklist,
    "red-flags": RedFlags,
    "scoping": Scoping,
    "vendor-evaluation": VendorEvaluation,
}
