"""统计表: any base counted by two of its words, every number opening its records."""
