"""Other people's file formats go in, values of the core come out; each file here owns the library that it needs."""
