"""AB posts as the file knows them (岗位覆盖), as figures read them too."""

from desktop_app.figures.post_coverage import absence_spell, away, holdings, last_away, rotation_spells

__all__ = ["absence_spell", "away", "holdings", "last_away", "rotation_spells"]
