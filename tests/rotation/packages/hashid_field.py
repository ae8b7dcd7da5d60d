DISTRIBUTION = "django-hashid-field"
TRIED = {"3.4.1": []}


def facts(run):
    return {"hashid-stays": names_the_key("hashid_field") == []}
