"""The draw at the window (抽样): round, pool, seal, dice, list, reviewers in one dialog; a drawn case withdrawn."""
