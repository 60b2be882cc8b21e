"""Attacks that have happened in real systems of this kind (issue 3), each tried through the doors it would come by."""
