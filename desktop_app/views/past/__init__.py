"""The registers as they stood on a day (截至): asked for, shown, compared with now."""
