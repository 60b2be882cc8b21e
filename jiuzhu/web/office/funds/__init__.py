"""The money: runs, their release, bank files and answers, what must be cleared, budget and ledger."""
