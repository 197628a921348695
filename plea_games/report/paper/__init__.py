"""A paper in a folder: tables, figures, data and a document that holds them."""
