DISTRIBUTION = "django-axes"
TRIED = {"8.3.1": []}


def facts(run):
    return {"axes-stays": names_the_key("axes") == []}
