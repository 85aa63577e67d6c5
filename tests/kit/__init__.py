"""What the tests share: a clock to turn, a cheap key, a data file in a temporary folder."""
