"""The shell of every page: its language, its links, its templates, and what a browser may do with it."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import HTTPConnection

from app import __version__
from app.api.pages.assets import address_of, digest
from app.api.pages.texts import LANGUAGES, Texts, language_of, texts_in

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LANGUAGE_PARAMETER = "hl"


def stored(text: str) -> Markup:
    """Return stored text as it goes into a page; a carriage return, which browsers would make a line feed, stays one."""
    return escape(text).replace("\r", Markup("&#13;"))


_TEMPLATES = Environment(
    loader=PackageLoader("app.api.pages"),
    autoescape=True,
    undefined=StrictUndefined,
)
_TEMPLATES.filters["stored"] = stored


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page needs to know of the request for it."""

    texts: Texts
    chosen: bool
    root: str
    path: str
    asked: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: HTTPConnection) -> "Shell":
        """Return the shell for a request; the language is the one chosen in its address, else that of the browser."""
        chosen = request.query_params.get(LANGUAGE_PARAMETER)
        language = language_of(chosen, request.headers.get("accept-language", ""))
        scope = request.scope
        return cls(
            texts=texts_in(language),
            chosen=chosen in LANGUAGES,
            root=str(scope.get("app_root_path", scope.get("root_path", ""))),
            path=str(scope["path"]).removeprefix(str(scope.get("root_path", ""))),
            asked=tuple(request.query_params.multi_items()),
        )

    @property
    def variant(self) -> str:
        """What a page depends on beside its address and the store."""
        return f"{self.texts.language} {digest()}"

    def link(self, path: str, fragment: str = "", /, **asked: object) -> str:
        """Return the address of another page, in the language chosen; what is None or empty is not asked, a tuple each."""
        told = [
            (name, str(value)) for name, values in asked.items() for value in _each(values) if value not in {None, ""}
        ]
        if self.chosen and not path.startswith(("/v1", "/assets")):
            told.append((LANGUAGE_PARAMETER, self.texts.language))
        query = f"?{urlencode(told)}" if told else ""
        return f"{self.root}{path}{query}{fragment}"

    def asset(self, name: str) -> str:
        """Return the address of an asset."""
        return self.root + address_of(name)

    def again(self, **changed: object) -> str:
        """Return the address of this page with something else asked; a cursor goes no further than its question."""
        kept = {name: value for name, value in self.asked if name not in {"cursor", LANGUAGE_PARAMETER}}
        return self.link(self.path, **{**kept, **changed})

    def in_language(self, language: str) -> str:
        """Return the address of this page in another language."""
        kept = [(name, value) for name, value in self.asked if name not in {"cursor", LANGUAGE_PARAMETER} and value]
        return f"{self.root}{self.path}?{urlencode([*kept, (LANGUAGE_PARAMETER, language)])}"

    def headers(self) -> dict[str, str]:
        """Return what goes out with a page."""
        return {
            "Content-Security-Policy": PAGE_POLICY,
            "Vary": "Accept-Language",
            "Content-Language": self.texts.language,
        }

    def render(self, template: str, http_status: int = 200, /, **told: object) -> HTMLResponse:
        """Return the page that `template` makes of what is told."""
        body = _TEMPLATES.get_template(template).render(
            t=self.texts,
            shell=self,
            asset=self.asset,
            languages=[texts_in(language) for language in LANGUAGES],
            version=__version__,
            **told,
        )
        return HTMLResponse(body, http_status, self.headers())


def _each(value: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
