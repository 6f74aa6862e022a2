"""The kinds of playbook, one line each."""

from typing import Any

from generator.kinds.base import Playbook
from generator.kinds.decision_tree import DecisionTree
from generator.kinds.governance_checklist import GovernanceChecklist
from generator.kinds.red_flags import RedFlags
from generator.kinds.runbook import Runbook
from generator.kinds.scoping import Scoping
from generator.kinds.vendor_evaluation import VendorEvaluation

KINDS: dict[str, type[Playbook[Any]]] = {
    "decision-tree": DecisionTree,
    "governance-checklist": GovernanceChecklist,
    "red-flags": RedFlags,
    "runbook": Runbook,
    "scoping": Scoping,
    "vendor-evaluation": VendorEvaluation,
}
