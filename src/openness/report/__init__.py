"""The report and its renderings: pure functions from one document to text."""
