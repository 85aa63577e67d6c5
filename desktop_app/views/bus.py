"""What screens tell each other: an act was committed, a sentence for the status bar, a record to be opened."""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Signals only; it knows nobody.

    ``committed`` carries an Outcome; ``said`` a sentence for six seconds; ``failed`` one that stays until ``mended``;
    ``open_record`` a kind and an id to be shown in its register; ``open_records`` a kind, the ids behind a figure and
    the sentence that names them; ``new_asked`` the kind of a record to be entered; ``back_asked`` goes back to the tab
    come from, ``forward_asked`` to the one come back from; ``paper_asked`` a paper id and a record number or "";
    ``import_asked`` the kind being looked at; ``gate_turned`` says that the sensitive registers were opened or shut.
    """

    committed = Signal(object)
    said = Signal(str)
    failed = Signal(str)
    mended = Signal()
    open_record = Signal(str, int)
    open_records = Signal(str, object, str)
    new_asked = Signal(str)
    back_asked = Signal()
    forward_asked = Signal()
    paper_asked = Signal(str, str)
    import_asked = Signal(str)
    gate_turned = Signal()
