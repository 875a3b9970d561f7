"""Lists of contacts as files: read from CSV, Excel and OpenDocument, written as CSV, Excel and vCard.

Pure: no database, no clock, no network.
"""
