"""One editor per shape of field: what is typed, how it reads, what is said when it does not."""
