module Dotenv
  VERSION = "2.8.1".freeze
end
