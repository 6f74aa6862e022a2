"""Verdict rules: what a contributor writes, what they come to, what they decide, and the proof."""
