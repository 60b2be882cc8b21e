"""Where the world of other departments begins: what a connector must answer, and the connectors."""
