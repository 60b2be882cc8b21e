"""Values: one file per noun, standard library only. They know nothing about assistance, tables or screens."""
