"""The plain way to write a mail: one EmailMessage for each reader, by the standard library.

Slow, but nobody doubts what it means; prepared bytes are compared with it.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.mail.addresses import Sender
from bot.mail.compose import message_id_for
from bot.news.announcement import Imprint


def fresh(
    words: tuple[str, str, str], imprint: Imprint, sender: Sender, *, to: str, link: str
) -> EmailMessage:
    """Return a mail of (subject, text, HTML); `LINK` in them stands for the reader's own way out."""
    assert imprint.published_at
    subject, text, html = words
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(sender.name, addr_spec=sender.address)
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(imprint.published_at)
    mail["Message-ID"] = message_id_for("key", imprint.announcement_id, to, sender.domain)
    mail["List-Id"] = f'"{imprint.desk_name}" <news.{sender.domain}>'
    mail["List-Unsubscribe"] = f"<{link}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Precedence"] = "bulk"
    mail.set_content(text.replace("LINK", link))
    mail.add_alternative(html.replace("LINK", link.replace("&", "&amp;")), subtype="html")
    return mail
