"""Validated YAML playbooks in, a searchable handbook out."""
