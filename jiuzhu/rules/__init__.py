"""The rule kernel: one definition of a rule, read by three engines (a household, a table, ranges). Knows no assistance.

Start at ``ruleset`` (declaring), ``terms`` (the language), ``one`` and ``tables`` (running), ``reasons`` (explaining).
"""
