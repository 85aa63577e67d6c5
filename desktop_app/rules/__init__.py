"""The law of the house: pure functions of facts and a date. No session, no clock, no Qt."""
