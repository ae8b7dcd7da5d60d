"""The project's few pages."""

import os

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.core.signing import BadSignature
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.crypto import salted_hmac

OWN = os.environ.get("OWN_HASH", "")
if OWN:
    User = get_user_model()
    User.get_session_auth_hash = lambda user: salted_hmac("own", user.password).hexdigest()
if OWN == "with fallbacks":
    User.get_session_auth_fallback_hash = lambda user: [
        salted_hmac("own", user.password, secret=key).hexdigest() for key in settings.SECRET_KEY_FALLBACKS
    ]


def enter(request):
    login(request, get_user_model().objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    request.session["cart"] = "logged in"
    return HttpResponse()


def fill(request):
    request.session["cart"] = "visitor"
    return HttpResponse()


def look(request):
    return JsonResponse({"cart": request.session.get("cart"), "user": request.user.username or None})


def form(request):
    return HttpResponse(get_token(request))


def remember(request):
    response = HttpResponse()
    response.set_signed_cookie("colour", "blue")
    messages.info(request, "saved")
    return response


def recall(request):
    try:
        colour = request.get_signed_cookie("colour")
    except BadSignature:
        colour = "refused"
    return JsonResponse({"colour": colour, "messages": [str(message) for message in messages.get_messages(request)]})


urlpatterns = [
    path(view.__name__, view) for view in (enter, fill, look, form, remember, recall)
]
