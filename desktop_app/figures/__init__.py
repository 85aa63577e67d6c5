"""Named queries: every number on screen or paper, with the rows behind it."""
