"""Mail: turns an edition into a message, and hands messages to a relay over SMTP.

Knows the rules' values and the typesetter. Knows neither the desk, nor the database, nor who reads.
"""
