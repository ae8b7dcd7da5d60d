DISTRIBUTION = "django-oauth-toolkit"
TRIED = {"3.4.1": []}


def facts(run):
    return {"oauth-toolkit-stays": names_the_key("oauth2_provider") == []}
