"""Photographs of providers: checked by content, made anew before anybody sees them, never without words beside them."""
