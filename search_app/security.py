"""What every response carries: a strict content policy, no referrer, a tag that spares an unchanged page."""

from __future__ import annotations

from flask import Response, g, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
YEAR = 365 * 24 * 3600


def guarded(response: Response) -> Response:
    """The response with headers that keep strangers out."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


def cached(response: Response) -> Response:
    """Files are named by their content and keep for a year; pages are asked for again, sent if changed."""
    if request.endpoint == "static":
        if "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
    response.headers["Cache-Control"] = "private, no-cache"
    if response.status_code == 200 and not response.direct_passthrough:
        response.add_etag()
        response.make_conditional(request)
    return response


def remembering(response: Response) -> Response:
    """Pages read in a language make it the language of addresses that name none."""
    spoken = (request.view_args or {}).get("ui")
    if spoken and response.mimetype == "text/html" and request.cookies.get("ui") != g.ui:
        response.set_cookie("ui", spoken, max_age=YEAR, httponly=True, samesite="Lax")
    return response
