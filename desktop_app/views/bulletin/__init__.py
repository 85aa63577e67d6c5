"""The tab of the bulletins (通报简报): writing, list, wording."""
