"""The pages, as somebody with a browser meets them."""
