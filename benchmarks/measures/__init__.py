"""One file a subject; every file offers ``MEASURES``, and is found by lying here."""
