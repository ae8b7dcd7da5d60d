DISTRIBUTION = "channels-redis"
TRIED = {"4.3.0": []}


def facts(run):
    return {"channels-redis-stays": names_the_key("channels_redis") == []}
