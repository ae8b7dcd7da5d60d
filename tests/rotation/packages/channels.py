DISTRIBUTION = "channels"
TRIED = {"4.3.2": []}


def facts(run):
    return {"channels-stays": names_the_key("channels") == []}
