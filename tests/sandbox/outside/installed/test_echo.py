"""How others test their bots with the fixture, run in an environment where newsdesk is installed from its wheel."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import pytest_asyncio
from echo import echo_bot

import bot.sandbox
from bot.sandbox.faults import Fault


@pytest_asyncio.fixture
async def echoing(telegram_sandbox):
    application = echo_bot(telegram_sandbox.url, telegram_sandbox.token)
    async with application:
        await application.start()
        await application.updater.start_polling()
        yield telegram_sandbox
        await application.updater.stop()
        await application.stop()


def test_it_is_the_installed_package():
    assert "site-packages" in bot.sandbox.__file__


@pytest.mark.asyncio
async def test_it_echoes(echoing):
    ada = echoing.world.add_person("Ada Marsh", "ada")
    ada.write("hello")
    await echoing.world.until(lambda: len(ada.sees()) == 2)
    assert ada.last().text == "hello"
    assert (await ada.press(ada.last(), "Louder").answer()).text == "Louder it is"
    assert ada.last().text == "HELLO"
    assert echoing.journal.count("sendMessage", ok=True) == 1


@pytest.mark.asyncio
@pytest.mark.telegram(limits=False)
async def test_a_lost_answer_is_seen_in_the_journal(echoing):
    ada = echoing.world.add_person("Ada Marsh")
    echoing.faults.add(Fault("reset", when="after", method="sendMessage"))
    ada.write("hello")
    await echoing.world.until(lambda: echoing.journal.accepted(ada.id))
    assert echoing.limits.on is False


@pytest.mark.asyncio
@pytest.mark.telegram(world="world.json", token="7000000002:another-token-known-to-everyone-00")
async def test_a_world_file_furnishes_it(telegram_sandbox):
    world = telegram_sandbox.world
    assert world.person("@ada").started
    assert world.find("@echoes").title == "Echoes"
    assert (world.bot.username, world.bot.id) == ("echo_bot", 7000000002)


def test_a_failure_shows_what_the_bot_called(pytester):
    pytester.makeconftest('pytest_plugins = ["bot.sandbox.pytest_plugin"]')
    pytester.makepyfile(
        """
        import pytest, urllib.request, asyncio

        @pytest.mark.asyncio
        async def test_fails(telegram_sandbox):
            address = f"{telegram_sandbox.url}/bot{telegram_sandbox.token}/getMe"
            await asyncio.to_thread(urllib.request.urlopen, address)
            assert False
        """
    )
    result = pytester.runpytest_subprocess()
    result.stdout.fnmatch_lines(["*what the bot called last*", "getMe 200*"])


def test_the_command_serves_any_bot():
    command = Path(sys.executable).with_name("newsdesk")
    words = [str(command), "sandbox", "--api-only", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        address = re.search(r"http\S+", program.stdout.readline()).group()
        with urllib.request.urlopen(address) as answer:
            assert json.load(answer)["result"]["is_bot"]
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == 0
