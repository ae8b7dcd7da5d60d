DISTRIBUTION = "social-auth-app-django"
TRIED = {"8.0.0": []}


def facts(run):
    return {"social-auth-stays": names_the_key("social_django", "social_core") == []}
