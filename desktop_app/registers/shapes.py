"""What a field holds, and how a cell of the grid is drawn."""

from enum import Enum


class Shape(Enum):
    """What kind of value a field holds; everything typed, drawn, read or printed follows from it."""

    TEXT = "text"
    WHOLE = "whole"
    PERCENT = "percent"
    FEN = "fen"
    POINTS = "points"
    QUANTITY = "quantity"
    DAY = "day"
    CLOCK = "clock"
    TICK = "tick"
    WORD = "word"
    LINK = "link"


class Draw(Enum):
    """How a cell of the grid is drawn when plain text is not enough."""

    PLAIN = "plain"
    KEY = "key"
    TAG = "tag"
    PILL = "pill"
    DUE = "due"
    BAR = "bar"
    COUNT = "count"
    DONE = "done"
    LACK = "lack"
