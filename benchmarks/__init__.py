"""Side-by-side measures of the program against the floor it stands on (`make bench`)."""
