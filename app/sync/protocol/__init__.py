"""What is said on the wire, for both sides: values in, bytes out. No network, no clock, no SQL.

`docs/protocole.md` states the same for another team to implement from.
"""
