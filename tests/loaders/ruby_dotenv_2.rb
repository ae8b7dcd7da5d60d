# Ruby's dotenv 2, and the variable in the environment after `Dotenv.load`.

require_relative "oracle"

load_dotenv("KEYPROOF_OLDER_LIBRARIES")
# On HOST.
serve
