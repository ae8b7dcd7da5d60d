DISTRIBUTION = "Flask-Login"
TRIED = {"0.6.3": []}


def app(key, fallbacks=()):
    from flask import Flask

    app = Flask("shop")
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(fallbacks))
    return app


def make(key):
    from flask_login.utils import encode_cookie

    with app(key).app_context():
        return encode_cookie("1")


def taken(made, key, fallbacks=()):
    from flask_login.utils import decode_cookie

    with app(key, fallbacks).app_context():
        return decode_cookie(made) == "1"


def facts(run):
    made = make(OLD)
    assert taken(made, OLD)
    return {
        "flask-login-ends": not taken(made, NEW),
        "flask-login-fallback": not taken(made, NEW, [OLD]),
        "flask-login-forges": taken(make(OLD), OLD),
    }
