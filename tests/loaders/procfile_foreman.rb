# foreman's .env, by the class that reads it.

require "json"
require "tempfile"
require "foreman/env"

Tempfile.create(".env") do |file|
  $stdin.each_line do |line|
    request = JSON.parse(line)
    File.binwrite(file.path, request["text"])
    entries = {}
    begin
      Foreman::Env.new(file.path).entries { |name, value| entries[name] = value }
    rescue StandardError => error
      puts JSON.generate(error: error.message)
      next
    end
    value = entries[request["name"]]
    puts JSON.generate(value.nil? ? { missing: true } : { value: value })
  end
end
