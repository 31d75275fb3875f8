# Writes strftime.jsonl and dates.jsonl: what Ruby makes of formats and of dates. `ruby test/liquid/ruby/dates.rb`
# (Ruby 3.1, Liquid 5.4; Debian has both: ruby-liquid). The same files come out each time.
ENV['TZ'] = 'UTC'
require 'json'
require 'liquid'
require 'time'

HERE = File.dirname(File.expand_path(__FILE__))

# The clock of a test: what a text leaves out is of this moment.
NOW = Time.utc(2016, 3, 14, 12, 34, 56)
class << Time
  def now(**) = NOW
end

def write(name, lines)
  File.write(File.join(HERE, name), lines.map { |line| "#{JSON.generate(line)}\n" }.join)
end

# A line of a moment: `{"at": "2024-03-05T...", "offset": seconds}`; then lines `[format, text]`.
def formats
  letters = [*'a'..'z', *'A'..'Z', '+', '%', '!', ' ', 'é'] - ['q']
  flags = ['', '-', '_', '0', '^', '#', '-^', '_#', ':', '::', ':::', 'E', 'O']
  widths = ['', '3', '10', '012']
  short = ['%5-d', '%3_d', '%::::z', '%:::::z', '%-:z', '%0_d', '%_0d', '%^_9B', '%Y%%%m%', '%10%', '%:', '%E', '%3']
  letters.product(flags, widths).map { |letter, flag, width| "%#{flag}#{width}#{letter}" } + short
end

def strftime_lines
  moments = [
    Time.utc(2024, 3, 5, 4, 6, 7 + 123r / 1000),
    Time.new(1999, 12, 31, 23, 59, 58, -(9 * 3600 + 1800)),
    Time.new(-3, 1, 1, 12, 0, 0, 5 * 3600 + 1815),
  ]
  moments.flat_map do |time|
    head = { at: (time.to_r * 1000).floor, offset: time.utc_offset, utc: time.utc? }
    lines = formats.filter_map do |format|
      [format, time.strftime(format)]
    rescue ArgumentError
      nil # A format that ends too early: Ruby 3.1 raises, others print it.
    end
    [head, *lines]
  end
end

YEARS = [2024, 1999, 16, '016', 5, '-44', 12_345, '0099', 1066].freeze
MONTHS = %w[jan January MARCH mar may Sept september dec December feb jun].freeze
DAYS = %w[mon Monday tue Thursday sat Sun wed].freeze
ZONES = ['', 'Z', ' UTC', ' GMT', ' EST', ' EDT', 'EST', ' PDT', ' CET', ' JST', ' A', ' M', ' N', ' y', ' UT', ' +01:00',
         ' -0530', '+05', '-8', '+5:30', ' GMT+1', ' UTC-03:00', '+01:30:15', ' Eastern Standard Time', ' est dst'].freeze
TIMES = ['10:11', '2:3', '12:3', '2:3:4', '04h', '4 h', '10h30', '10h30m15s', '10 h 30', '2:3:4 am', '3pm', '3 p.m.',
         '12:30 am', '12 am', '24:00', '24:01', '23:59:60', '25:00', '10:60', '10:11:12.5', '10:11:12,123456789',
         '10 : 11', '10:11:', '10:11 AM', '13:00 pm', '0:00'].freeze

def day(random)
  y, mm, sep = [YEARS, MONTHS, %w[- / .]].map { |list| list.sample(random: random) }
  m, d, two, yday = [0..13, 0..32, 0..99, 0..400].map { |range| random.rand(range) }
  th = %w[st nd rd th].sample(random: random)
  [
    "#{y}#{sep}#{m}#{sep}#{d}", "#{d}#{sep}#{m}#{sep}#{y}", format('%04d-%02d-%02d', y.to_i, m, d), "#{d} #{mm} #{y}",
    "#{mm} #{d}, #{y}", "#{d}#{th} #{mm} #{y}", "#{d}#{th} of #{mm} #{y}", "#{mm} #{d}#{th}, #{y}", "#{d}-#{mm}-#{y}",
    "#{mm}-#{d}-#{y}", "#{mm} #{y}", "#{y} #{mm} #{d}", "'#{two} #{mm} #{d}", "#{mm} #{d} '#{two}", "#{m}/#{d}", "#{y}-#{m}",
    "#{mm} #{d}", "#{d} #{mm}", mm, format('%04d%02d%02d', y.to_i, m, d), format('%02d%02d%02d', y.to_i % 100, m, d),
    format('%04d-%03d', y.to_i, yday), format('%04d%03d', y.to_i, yday), "2024-W#{10 + m}-#{(d % 7) + 1}", '2024W10', '-W-3',
    '--03-14', '--0314', '---14', "#{y} BC", "#{mm} #{d}, #{y.to_s.delete('-')} BC", "#{d} #{mm} b.c.e. #{y}", 'h28.03.14',
    's60.1.2', 'r1.5.1', "#{d}th", "'#{two}", y.to_s, d.to_s, "#{d}.#{m}.", "#{d}. #{mm} #{y}", "#{m}.#{d}", "-#{yday}",
    "(#{mm} #{d})", "am #{d}. #{mm} #{y}", "#{y}/#{mm}/#{d}", "#{y}-#{mm}-#{d}", "+#{y}-#{m}-#{d}",
  ].sample(random: random)
end

def digits(random)
  parts = [
    random.rand(5).zero? ? '-' : '',
    '20', Array.new(random.rand(0..9)) { random.rand(10) }.join,
    ['', '', 't', 'T', ' '].sample(random: random), ['', '', '1011', '10', '101112', '1', '10111'].sample(random: random),
    ['', '', '.5', '.', '.123', ',7'].sample(random: random),
    ['', '', 'Z', '+01', '-0530', '[+9]', '[-5:EST]', '[9:JST]'].sample(random: random),
  ]
  parts.join
end

def date(random)
  pick = ->(list) { list.sample(random: random) }
  time = pick.(TIMES) + pick.(ZONES)
  case random.rand(9)
  when 0 then day(random)
  when 1..3 then day(random) + pick.([' ', 'T', ' at ', ', ', '  ']) + time
  when 4 then "#{pick.(DAYS)}#{pick.([', ', ' ', '. '])}#{day(random)} #{time}"
  when 5 then "#{pick.(DAYS)} #{pick.(MONTHS)} #{random.rand(1..31)} #{time} #{pick.([2024, 24, ''])}".strip
  when 6 then pick.([time, "#{time} #{day(random)}", pick.(DAYS), "hello #{day(random)}", "#{day(random)} world"])
  when 7 then pick.([day(random).tr('-', '–'), "\u00a0#{day(random).tr(' ', "\u00a0")}"])
  else digits(random)
  end
end

# Lines `[text, shown]`: the text itself where Ruby reads no date.
def date_lines
  template = Liquid::Template.parse("{{ text | date: '%Y-%m-%d %H:%M:%S.%N %::z %Z' }}")
  random = Random.new(2016)
  known = File.readlines(File.join(HERE, 'dates.txt'), chomp: true).reject(&:empty?)
  (known + Array.new(2500) { date(random) }).uniq.map { |text| [text, template.render!('text' => text)] }
end

write('strftime.jsonl', strftime_lines)
write('dates.jsonl', date_lines)
