"""Side cellar: clock, paths, settings, logs, errors. Knows nothing of the rest of the house."""
