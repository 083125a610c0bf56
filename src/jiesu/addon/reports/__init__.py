"""The reports: figures of a period, frozen with the complaints that they count, the
words of the Office, and how they are told as page, PDF and workbook.
"""
