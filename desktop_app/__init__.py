"""规整台: the desk of a county procuratorate's records officer. Floors are described in docs/architecture.md."""

__version__ = "0.1.0"
