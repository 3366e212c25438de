"""Checks whether a repository that releases an AI model is as open as it says it is."""

__version__ = "0.1.0"
