# Ruby's dotenv 2.8, of which the project keeps the source: no release of Debian has it.

require_relative "oracle"

load_dotenv_of("#{__dir__}/packages/dotenv-2.8.1/lib")
# On HOST.
serve
