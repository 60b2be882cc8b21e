"""How a batch is written and a reply is read: one small class per form."""
