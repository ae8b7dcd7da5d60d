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
      puts JSON.generate(request["names"].map { { error: error.message } })
      next
    end
    values = request["names"].map { |name| entries[name] }
    puts JSON.generate(values.map { |value| value.nil? ? { missing: true } : { value: value } })
  end
end
