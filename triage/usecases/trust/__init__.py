"""Who works here, who may see what, who saw it, and what people may ask of us (docs/adr/0017 to 0020)."""
