"""The account as one HTML file that opens without a network, with every citation linked to its exact words."""

from whence.show.report.page import render

__all__ = ["render"]
