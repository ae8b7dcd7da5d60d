# Ruby's dotenv 3, and the variable in the environment after `Dotenv.load`.

require_relative "oracle"

load_dotenv("KEYPROOF_LIBRARIES")
# On HOST.
serve
