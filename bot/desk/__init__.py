"""The work of a newsroom, one file a step: load, ask the rules, save.

Knows no adapter: what it needs of the outside it declares in `bot/desk/ports`.
"""
