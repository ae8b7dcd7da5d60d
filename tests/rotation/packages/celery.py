DISTRIBUTION = "celery"
TRIED = {"5.7.0": []}


def facts(run):
    return {"celery-stays": names_the_key("celery", "kombu") == []}
