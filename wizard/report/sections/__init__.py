"""One module per section of the report: a view in, its pages on the flow out."""
