"""The one 台账 screen: it draws any declared register, and knows none of them by name."""
