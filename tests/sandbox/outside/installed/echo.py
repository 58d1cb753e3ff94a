"""Somebody else's bot: it gives back what it hears, under a button."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Louder", callback_data="louder")]])


async def heard(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text, reply_markup=KEYS)


async def louder(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    await query.edit_message_text(query.message.text.upper())
    await query.answer("Louder it is")


def echo_bot(api: str, token: str) -> Application:
    made = Application.builder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot").build()
    made.add_handler(MessageHandler(filters.TEXT, heard))
    made.add_handler(CallbackQueryHandler(louder))
    return made
