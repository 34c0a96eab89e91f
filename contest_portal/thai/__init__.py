"""Thai at the edges: digits, Buddhist-era dates, dictionary order, search folding, counting.

Pure functions. Storage keeps ASCII digits, ISO dates and UTC; these make them what people read.
"""
