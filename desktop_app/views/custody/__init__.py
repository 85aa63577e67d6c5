"""The tab 涉案财物: boards of places and chains, the face of an item, and the dialogs of its verbs."""
