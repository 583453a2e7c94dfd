"""engines/balance"""
