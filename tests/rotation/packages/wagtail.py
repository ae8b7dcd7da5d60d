DISTRIBUTION = "wagtail"
TRIED = {"6.3.8": ["older"], "8.0.1": []}
DJANGOS = {"8.0.1": ["5.2", "6.1"]}
DATABASE = False


def make():
    from wagtail.images.utils import generate_signature

    return generate_signature(1, "width-100")


def taken(made):
    from wagtail.images.utils import verify_signature

    return verify_signature(made, 1, "width-100")


def facts(run):
    made = run(make)
    assert run(taken, made)
    return {
        "wagtail-image-ends": not run(taken, made, key=NEW),
        "wagtail-image-fallback": not run(taken, made, key=NEW, fallbacks=[OLD]),
        "wagtail-image-forges": run(taken, run(make, elsewhere=True)),
    }
