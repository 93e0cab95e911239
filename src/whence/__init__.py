"""Whence: a sourced account of a developing news story."""

__version__ = "0.1.0"
