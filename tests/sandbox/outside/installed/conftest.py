"""A project of somebody else's, in which newsdesk is an installed package."""

pytest_plugins = ["bot.sandbox.pytest_plugin", "pytester"]
