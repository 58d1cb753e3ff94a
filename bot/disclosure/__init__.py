"""Disclosure: everything that is kept of one announcement, packed so that strangers can read and verify it.

`pack.py` lays the files out; `verify.py` is one of them, and stands on Python alone.
"""
