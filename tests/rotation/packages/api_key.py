DISTRIBUTION = "djangorestframework-api-key"
TRIED = {"3.1.0": []}


def facts(run):
    return {"api-key-stays": names_the_key("rest_framework_api_key") == []}
