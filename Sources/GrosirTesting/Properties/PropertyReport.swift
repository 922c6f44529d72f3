/// What a property that held was tried with.
public struct PropertyReport: Sendable, Hashable, CustomStringConvertible {
  /// The name of the property.
  public let property: String

  /// How many cases passed.
  public let cases: Int

  /// How many further cases were rejected by the body.
  public let rejected: Int

  /// What the body counted in the cases that passed, by label.
  public let tallies: [Tally]

  /// How often something occurred.
  public struct Tally: Sendable, Hashable {
    /// What occurred.
    public let label: String

    /// In how many cases it occurred at least once.
    public let cases: Int

    /// How often it occurred altogether.
    public let occurrences: Int
  }

  /// The tally of a label; zero if it never occurred.
  public func tally(_ label: String) -> Tally {
    tallies.first { $0.label == label } ?? Tally(label: label, cases: 0, occurrences: 0)
  }

  /// The share of cases, from 0 to 1, in which something occurred at least once.
  public func share(of label: String) -> Double {
    cases == 0 ? 0 : Double(tally(label).cases) / Double(cases)
  }

  /// A line for the property and a table of what was counted.
  public var description: String {
    var text = "property \"\(property)\": \(cases) cases"
    if rejected > 0 { text += ", \(rejected) rejected" }
    let width = tallies.reduce(0) { max($0, $1.label.count) }
    for tally in tallies {
      let padding = String(repeating: " ", count: width - tally.label.count)
      let percent = PropertyReport.percent(share(of: tally.label))
      text += "\n  \(tally.label)\(padding)  \(percent) of cases, \(tally.occurrences) in all"
    }
    return text
  }

  /// A share in percent with two digits after the point.
  static func percent(_ share: Double) -> String {
    let hundredths = Int((share * 10_000).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
  }
}

/// The counts of a run while it goes on; what a case counted is held until the case has passed.
struct Tallies {
  private struct Entry {
    let label: String
    var pending = 0
    var cases = 0
    var occurrences = 0
  }

  private var entries: [Entry] = []
  private var indices: [String: Int] = [:]
  private var touched: [Int] = []

  /// Counts an occurrence in the current case.
  mutating func count(_ label: String) {
    let index = indices[label] ?? add(label)
    if entries[index].pending == 0 { touched.append(index) }
    entries[index].pending += 1
  }

  /// Ends the current case; its counts are kept only if it passed.
  @inline(__always)
  mutating func endCase(passed: Bool) {
    if !touched.isEmpty { settle(passed: passed) }
  }

  private mutating func settle(passed: Bool) {
    for index in touched {
      if passed {
        entries[index].cases += 1
        entries[index].occurrences += entries[index].pending
      }
      entries[index].pending = 0
    }
    touched.removeAll(keepingCapacity: true)
  }

  private mutating func add(_ label: String) -> Int {
    indices[label] = entries.count
    entries.append(Entry(label: label))
    return entries.count - 1
  }

  /// The counts so far, by label.
  var summary: [PropertyReport.Tally] {
    entries.filter { $0.cases > 0 }
      .map { PropertyReport.Tally(label: $0.label, cases: $0.cases, occurrences: $0.occurrences) }
      .sorted { $0.label < $1.label }
  }
}
