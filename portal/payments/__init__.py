"""Batches for the bank: prepared by one person, released by another; settled when the bank paid."""
