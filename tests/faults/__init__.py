"""Faults on purpose: killed imports, two at once."""
