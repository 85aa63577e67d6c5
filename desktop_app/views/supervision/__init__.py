"""督查问责: the boards of the tab, the dialogs of its verbs."""
