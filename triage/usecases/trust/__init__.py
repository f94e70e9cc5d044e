"""Who works here, who may see what, who saw it, and what people may ask of us (issue "A terminal that can be trusted")."""
