"""Unit 0: taking the desk."""
