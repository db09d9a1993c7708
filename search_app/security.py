"""What every response carries: a strict content policy, no referrer, nothing of the device for the page."""

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
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "browsing-topics")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPEN = ("api", "files")  # blueprints whose answers are data, which pages of others may read too
FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Content-Disposition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
YEAR = 365 * 24 * 3600


def guarded(response: Response) -> Response:
    """The response with headers that keep strangers out; data is for everyone."""
    response.headers.update(HEADERS)
    if request.blueprint in OPEN:
        response.headers.update(FOR_ALL)
    return response


def remembering(response: Response) -> Response:
    """Pages read in a language make it the language of addresses that name none."""
    spoken = (request.view_args or {}).get("ui")
    if spoken and response.mimetype == "text/html" and request.cookies.get("ui") != g.ui:
        secure = request.is_secure
        response.set_cookie("ui", spoken, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response
