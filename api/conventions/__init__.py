"""The conventions of the REST API, one module each: everything that is the same for every resource."""
