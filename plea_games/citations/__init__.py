"""How to cite the software and what it computes, in every format."""
