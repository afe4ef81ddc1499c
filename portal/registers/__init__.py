"""Registers that people send: small files at once, long ones as long work that may be left and come back to."""
