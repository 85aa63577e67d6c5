"""Verbs: one function is one intention of the officer, one transaction, one Outcome."""
