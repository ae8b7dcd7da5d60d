DISTRIBUTION = "django-rest-knox"
TRIED = {"5.1.0": []}


def facts(run):
    return {"knox-stays": names_the_key("knox") == []}
