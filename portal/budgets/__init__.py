"""Accounts and their entries. The only room that touches balances."""
