"""What is needed most: panels that rank the offers that were sent in, before the municipality publishes any."""
