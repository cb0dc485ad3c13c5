"""What we believe of Google Sheets, as conversations: run once with a real account, and always with the loopback server."""
