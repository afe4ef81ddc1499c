"""Vouchers: an offer that is paid by use. A voucher is worth nothing until it was used (DOMAIN § 7 row 34)."""
