"""Admission 招生: draws that anyone can check, and balanced classes."""
