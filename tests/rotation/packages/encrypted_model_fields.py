DISTRIBUTION = "django-encrypted-model-fields"
TRIED = {"0.6.5": []}


def facts(run):
    return {"encrypted-model-stays": names_the_key("encrypted_model_fields") == []}
