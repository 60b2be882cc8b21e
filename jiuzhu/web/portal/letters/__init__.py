"""Letters of delegation for everybody: who decides what, under which letter."""
