"""A folder for a paper: tables, figures, data and a document that holds them."""
