DISTRIBUTION = "django-otp"
TRIED = {"1.7.5": []}


def facts(run):
    return {"otp-stays": names_the_key("django_otp") == []}
