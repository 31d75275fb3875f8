# Writes into suites what Ruby's Liquid makes of their cases: `ruby test/liquid/ruby/answer.rb FILE.json ...`
# (../README.md says what a suite is). A suite with `"jekyll": true` gets Jekyll's filters too.
ENV['TZ'] = 'UTC'
require 'json'
require 'liquid'

Liquid::Template.error_mode = :strict

# Partials by name, as a case gives them.
class Partials
  def initialize(sources) = @sources = sources

  def read_template_file(name) = @sources.fetch(name) { raise Liquid::FileSystemError, "no #{name}" }
end

def jekyll(config)
  require 'jekyll'
  site = Jekyll::Site.new(Jekyll.configuration(config.merge('source' => '/nonexistent', 'quiet' => true, 'disable_disk_cache' => true)))
  { site: site }
end

def answered(test, suite, registers)
  data = (suite['data'] || {}).merge(test['data'] || {})
  partials = Partials.new((suite['templates'] || {}).merge(test['templates'] || {}))
  template = Liquid::Template.parse(test['template'])
  result = template.render!(data, registers: registers.merge(file_system: partials), strict_filters: true)
  test.except('invalid', 'result').merge('result' => result)
rescue Liquid::Error, ArgumentError, TypeError, NoMethodError => e
  test.except('invalid', 'result').merge('invalid' => true, 'error' => e.message.lines.first.chomp)
end

ARGV.each do |file|
  suite = JSON.parse(File.read(file))
  registers = suite['jekyll'] ? jekyll(suite.dig('data', 'site') || {}) : {}
  tests = suite['tests'].map { |test| answered(test, suite, registers) }
  head = suite.except('tests').map { |key, value| "  #{JSON.generate(key)}: #{JSON.generate(value)},\n" }.join
  lines = tests.map { |test| "    #{JSON.generate(test)}" }.join(",\n")
  File.write(file, "{\n#{head}  \"tests\": [\n#{lines}\n  ]\n}\n")
end
