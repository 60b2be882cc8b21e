"""The rules of minimum living as pure definitions: numbers come from the rulebook, facts from the case."""
