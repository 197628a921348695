"""The claims of the debate: their text in TOML, what computes them in the module beside it."""
