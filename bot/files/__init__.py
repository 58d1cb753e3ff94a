"""Makes files from outside fit to use: photos cleaned and cut to size, Word and text files turned into words.

Every byte that comes in here is taken to be hostile. Nothing in here writes to disk or opens a connection.
"""
