/// What the command line asks for.
struct Options {
  /// Rounds in which every contender takes its turn.
  var rounds = 21

  /// How long a contender's turn should take, in nanoseconds.
  var turn = 4_000_000.0

  /// Whether to finish soon rather than measure well.
  var isQuick = false

  /// Where to write the machine-readable file, if anywhere.
  var file: String?

  /// Words of which a comparison's title must contain one; none for everything.
  var filters: [String] = []

  /// Whether only the usage was asked for.
  var wantsHelp = false

  static let usage = """
    usage: grosir-benchmarks [--quick] [--rounds N] [--json FILE] [FILTER ...]

      --quick       fewer rounds and no sizes above 100 000; about a minute
      --rounds N    rounds in which every contender takes its turn (default 21, quick 9)
      --json FILE   also write all figures to FILE
      --help        show this
      FILTER        run only comparisons whose title contains one of these words

    Every contender's results are compared with the others' before anything is timed. In each round every contender
    takes a turn; figures are medians over rounds, and a ratio is the median of the rounds' ratios.
    """

  /// What cannot be understood in a command line.
  struct Misunderstanding: Error {
    let text: String
  }

  /// Reads a command line, without the program's name.
  init(_ words: some Sequence<String>) throws(Misunderstanding) {
    var words = words.makeIterator()
    var rounds: Int?
    while let word = words.next() {
      switch word {
      case "--quick": isQuick = true
      case "--help", "-h": wantsHelp = true
      case "--rounds":
        guard let number = words.next().flatMap({ Int($0) }), number > 0 else {
          throw Misunderstanding(text: "--rounds needs a number above 0")
        }
        rounds = number
      case "--json":
        guard let path = words.next() else { throw Misunderstanding(text: "--json needs a file") }
        file = path
      default:
        guard !word.hasPrefix("-") else { throw Misunderstanding(text: "there is no option \(word)") }
        filters.append(word)
      }
    }
    if isQuick { (self.rounds, turn) = (9, 4_000_000) }
    if let rounds { self.rounds = rounds }
  }

  /// Whether a comparison of this title is asked for.
  func wants(_ title: String) -> Bool {
    filters.isEmpty || filters.contains { title.contains($0) }
  }
}
