DISTRIBUTION = "Flask"
TRIED = {"3.0.3": ["older"], "3.1.3": []}


def app(key, fallbacks=()):
    from flask import Flask, session

    app = Flask("shop")
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(fallbacks))
    app.add_url_rule("/set", "set", lambda: session.update(cart="full") or "ok")
    app.add_url_rule("/get", "get", lambda: session.get("cart", "empty"))
    return app.test_client()


def make(key):
    client = app(key)
    client.get("/set")
    return client.get_cookie("session").value


def taken(made, key, fallbacks=()):
    client = app(key, fallbacks)
    client.set_cookie("session", made)
    return client.get("/get").text == "full"


def facts(run):
    made = make(OLD)
    assert taken(made, OLD)
    helped = taken(made, NEW, [OLD])
    return {
        "flask-ends": not taken(made, NEW),
        "flask-no-fallback": not helped,
        "flask-fallback": helped,
        "flask-forges": taken(make(OLD), OLD),
    }
