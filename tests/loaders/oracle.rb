# What the programs share that ask loaders of Ruby. See tests/loaders/oracle.rs for the protocol.

require "json"
require "tmpdir"

NOBODY = 65_534
# What is set where the loader runs: a program that names this can be asked about such a host.
HOST = JSON.parse(ENV.fetch("KEYPROOF_HOST", "{}"))

# A command was about to run.
class Runs < Exception; end # rubocop:disable Lint/InheritException, the loader must not catch it

# Loads dotenv out of Debian's package, from the folder of libraries that this variable of the
# environment holds.
def load_dotenv(libraries)
  gems = "#{ENV.fetch(libraries)}/usr/share/rubygems-integration/all/gems"
  load_dotenv_of(Dir["#{gems}/dotenv-*/lib"].first || abort("there is no dotenv in #{gems}"))
end

# Loads dotenv out of this folder, with nothing in it that runs a command.
def load_dotenv_of(folder)
  $LOAD_PATH.unshift(folder)
  require "dotenv"
  Dotenv::Substitutions::Command.define_singleton_method(:`) { |_| raise Runs }
end

# Answers every question by what is in the environment once the file is loaded.
def serve
  questions = $stdin.each_line.map { |line| JSON.parse(line) }
  $stdin.reopen(File::NULL)
  Dir.mktmpdir do |folder|
    path = "#{folder}/.env"
    File.write(path, "")
    # What comes from files has no rights, should it ever run.
    if Process.uid.zero?
      File.chown(NOBODY, NOBODY, folder, path)
      File.chmod(0o755, folder)
      Process::Sys.seteuid(NOBODY)
    end
    ENV.clear
    questions.each { |question| puts JSON.generate(answers(path, question)) }
  ensure
    Process::Sys.seteuid(0) if Process.uid.zero?
  end
end

def answers(path, question)
  ENV.clear
  ENV.update(HOST)
  File.binwrite(path, question["text"])
  Dotenv.load(path)
  question["names"].map do |name|
    value = ENV[name]
    value ? { value: value.dup.force_encoding("UTF-8") } : { missing: true }
  end
rescue Runs
  question["names"].map { { runs: true } }
rescue Exception => error # rubocop:disable Lint/RescueException, any error of the loader is its answer
  question["names"].map { { error: "#{error.class}: #{error.message}" } }
end
