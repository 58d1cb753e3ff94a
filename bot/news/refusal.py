"""The desk's polite "no": one exception, raised once, caught at the entrance. Its words live in a template."""


class Refusal(Exception):
    """A permitted person asked for what cannot be done now.

    `code` names the template that says why and what to do next (`templates/chat/refusal/<code>.html.j2`);
    `values` are what that template needs.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
