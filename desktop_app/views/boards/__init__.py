"""Boards: special views that stand in the register screen instead of the table."""
