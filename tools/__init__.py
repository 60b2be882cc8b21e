"""Tools of the workshop: checks, catalogues, generated pages. Nothing here runs in an office."""
