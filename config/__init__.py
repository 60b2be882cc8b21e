"""How this installation is set up: settings, addresses, the embedded database."""
