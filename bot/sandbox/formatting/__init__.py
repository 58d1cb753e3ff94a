"""Text as Telegram reads it: parse modes, entities, trimming and what is found by itself.

Pure: strings in, `Words` out. It knows no chat, no person and no call.
"""
