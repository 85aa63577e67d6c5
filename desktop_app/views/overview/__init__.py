"""总览: the first page, whose every number opens its records."""
