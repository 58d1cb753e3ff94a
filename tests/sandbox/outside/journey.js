// A bot in another language and library: grammY drives the sandbox from /start to a deleted message.
// Arguments: the sandbox's address and the bot's token. Prints one JSON line of what happened, then ends.
import { Bot, GrammyError, InlineKeyboard, InputFile, InputMediaBuilder } from "grammy";

const [, , apiRoot, token] = process.argv;
const bot = new Bot(token, { client: { apiRoot } });
const seen = {};

bot.command("start", async (ctx) => {
  seen.payload = ctx.match;
  await ctx.reply("<b>Roads</b>?", {
    parse_mode: "HTML",
    reply_markup: new InlineKeyboard().text("Follow", "f"),
  });
});

bot.callbackQuery("f", async (ctx) => {
  await ctx.answerCallbackQuery({ text: "You follow Roads" });
  await ctx.editMessageText("You follow Roads.");
  const pixels = Buffer.from(process.env.PICTURE, "base64");
  const photo = await ctx.replyWithPhoto(new InputFile(pixels, "p.jpg"), { caption: "A2 open" });
  const album = await ctx.replyWithMediaGroup([
    InputMediaBuilder.photo(photo.photo.at(-1).file_id, { caption: "1" }),
    InputMediaBuilder.photo(new InputFile(pixels, "q.jpg")),
  ]);
  seen.album = new Set(album.map((message) => message.media_group_id)).size;
  const file = await ctx.api.getFile(photo.photo.at(-1).file_id);
  const answer = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  seen.bytes = (await answer.arrayBuffer()).byteLength === pixels.length;
  await ctx.api.deleteMessage(ctx.chat.id, photo.message_id);
  try {
    await ctx.api.deleteMessage(ctx.chat.id, photo.message_id);
  } catch (error) {
    seen.refusal = error instanceof GrammyError ? error.description : String(error);
  }
  console.log(JSON.stringify(seen));
  await bot.stop();
});

await bot.start({ drop_pending_updates: false });
