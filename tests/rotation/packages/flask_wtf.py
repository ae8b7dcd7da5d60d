DISTRIBUTION = "Flask-WTF"
TRIED = {"1.3.0": []}
OWN = {"WTF_CSRF_SECRET_KEY": "a key of its own"}


def app(key, fallbacks=(), **more):
    from flask import Flask

    app = Flask("shop")
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(fallbacks), **more)
    return app


def make(key, **more):
    from flask import session
    from flask_wtf.csrf import generate_csrf

    with app(key, **more).test_request_context():
        return [generate_csrf(), session["csrf_token"]]


def taken(made, key, fallbacks=(), **more):
    from flask import session
    from flask_wtf.csrf import validate_csrf
    from wtforms import ValidationError

    with app(key, fallbacks, **more).test_request_context():
        session["csrf_token"] = made[1]
        return takes(lambda: validate_csrf(made[0]) or True, ValidationError)


def facts(run):
    made, own = make(OLD), make(OLD, **OWN)
    assert taken(made, OLD) and taken(own, OLD, **OWN)
    return {
        "flask-wtf-ends": not taken(made, NEW) and taken(own, NEW, **OWN),
        "flask-wtf-fallback": not taken(made, NEW, [OLD]),
    }
