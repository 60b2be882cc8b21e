"""Tests: stories, rooms, screens, browser, rulebook, house."""
