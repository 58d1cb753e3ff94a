// A bot in another language and library: grammY drives the sandbox from /start to a deleted message.
// Arguments: the sandbox's address, the bot's token, and "polling" or "webhook". Prints one JSON line, then ends.
import { createServer } from "node:http";
import { Bot, GrammyError, InlineKeyboard, InputFile, InputMediaBuilder, webhookCallback } from "grammy";

const [, , apiRoot, token, way] = process.argv;
const bot = new Bot(token, { client: { apiRoot } });
const pixels = Buffer.from(process.env.PICTURE, "base64");
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
  const photo = await ctx.replyWithPhoto(new InputFile(pixels, "p.jpg"), { caption: "A2 open" });
  const album = await ctx.replyWithMediaGroup([
    InputMediaBuilder.photo(photo.photo.at(-1).file_id, { caption: "1" }),
    InputMediaBuilder.photo(new InputFile(pixels, "q.jpg")),
  ]);
  seen.album = new Set(album.map((message) => message.media_group_id)).size;
  await ctx.api.deleteMessage(ctx.chat.id, photo.message_id);
  try {
    await ctx.api.deleteMessage(ctx.chat.id, photo.message_id);
  } catch (error) {
    seen.refusal = error instanceof GrammyError ? error.description : String(error);
  }
  const sent = await ctx.replyWithDocument(new InputFile(Buffer.from("%PDF"), "statement.pdf"));
  seen.name = sent.document.file_name;
  const file = await ctx.api.getFile(album[1].photo.at(-1).file_id);
  const answer = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  seen.bytes = Buffer.from(await answer.arrayBuffer()).equals(pixels);
  setTimeout(() => end().catch(complain), 50); // once this update is acknowledged
});

bot.catch(complain);

function complain(error) {
  console.error(error);
  process.exit(1);
}

async function end() {
  if (way === "polling") await bot.stop();
  else await bot.api.deleteWebhook();
  console.log(JSON.stringify(seen));
  process.exit(0);
}

if (way === "polling") {
  await bot.start();
} else {
  const secretToken = "s3cret";
  const server = createServer(webhookCallback(bot, "http", { secretToken }));
  server.listen(0, "127.0.0.1", () =>
    bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: secretToken }).catch(complain));
}
