DISTRIBUTION = "Flask-JWT-Extended"
TRIED = {"4.7.4": []}
OWN = {"JWT_SECRET_KEY": "a key of its own that has more than 32 bytes"}


def app(key, fallbacks=(), **more):
    from flask import Flask
    from flask_jwt_extended import JWTManager

    app = Flask("shop")
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(fallbacks), **more)
    JWTManager(app)
    return app


def make(key, **more):
    from flask_jwt_extended import create_access_token

    with app(key, **more).app_context():
        return create_access_token("ada")


def taken(made, key, fallbacks=(), **more):
    from flask_jwt_extended import decode_token
    from jwt import InvalidSignatureError

    with app(key, fallbacks, **more).app_context():
        return takes(lambda: decode_token(made)["sub"] == "ada", InvalidSignatureError)


def facts(run):
    made, own = make(OLD), make(OLD, **OWN)
    assert taken(made, OLD) and taken(own, OLD, **OWN)
    return {
        "flask-jwt-ends": not taken(made, NEW) and taken(own, NEW, **OWN),
        "flask-jwt-fallback": not taken(made, NEW, [OLD]),
        "flask-jwt-forges": taken(make(OLD), OLD) and not taken(make(OLD), OLD, **OWN),
        "flask-jwt-keep": taken(made, NEW, JWT_SECRET_KEY=OLD),
    }
