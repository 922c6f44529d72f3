import Foundation

/// Prints results as a table, and keeps them for the machine-readable file.
struct Report {
  private var results: [Result] = []
  private var notes: [String] = []

  /// Says something the reader of the figures must know.
  mutating func note(_ text: String) {
    notes.append(text)
    print("note: \(text)")
  }

  /// Prints the table's head.
  func start() {
    print(Report.line("contender", ["ns/call", "ns/variant", "ratio", "goal", ""]))
  }

  /// Prints one comparison.
  mutating func add(_ result: Result) {
    results.append(result)
    print("\n\(result.group): \(result.title)")
    for (place, contender) in result.contenders.enumerated() {
      let time = result.median(of: place)
      let perItem = result.items > 1 ? Report.number(time / Double(result.items)) : ""
      var cells = [Report.number(time), perItem, "", "", ""]
      if place > 0 {
        cells[2] = Report.number(result.ratio(of: place)) + "x"
        if let verdict = result.verdict(on: contender) {
          cells[3] = ">= " + Report.number(verdict.goal) + "x"
          cells[4] = verdict.isMet ? "met" : "MISSED"
        }
      }
      print(Report.line(contender, cells))
    }
    if let note = result.note { print("  \(note)") }
  }

  /// Prints how many goals were met.
  func finish() {
    let verdicts = results.flatMap { result in
      result.goals.compactMap { result.verdict(on: $0.rival) }
    }
    print("\ngoals met: \(verdicts.count { $0.isMet }) of \(verdicts.count)")
  }

  /// Writes all figures as JSON.
  func write(to path: String) throws {
    let document = Document(notes: notes, comparisons: results.map { Document.Entry($0) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(document).write(to: URL(fileURLWithPath: path))
  }

  private static func line(_ name: String, _ cells: [String]) -> String {
    let filled = cells.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    let padded = zip(cells, [9, 12, 10, 14, 8]).prefix(filled).map { cell, width in
      String(repeating: " ", count: max(1, width - cell.count)) + cell
    }
    let name = "  " + name
    return name + String(repeating: " ", count: max(1, 51 - name.count)) + padded.joined()
  }

  /// A number with three or four digits that count.
  private static func number(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let digits = value >= 10 ? 1 : value >= 1 ? 2 : 3
    return String(format: "%.\(digits)f", value)
  }
}

extension Result {
  /// What a goal asks for, and whether it was reached.
  struct Verdict {
    let goal: Double
    let isMet: Bool
  }

  /// The verdict on the goal that names a contender, if one does.
  func verdict(on rival: String) -> Verdict? {
    guard let goal = goals.first(where: { $0.rival == rival }),
      let place = contenders.firstIndex(of: rival)
    else { return nil }
    return Verdict(goal: goal.ratio, isMet: ratio(of: place) >= goal.ratio)
  }
}

/// The machine-readable file.
private struct Document: Encodable {
  let notes: [String]
  let comparisons: [Entry]

  struct Entry: Encodable {
    let group: String
    let title: String
    let items: Int
    let contenders: [Figures]

    init(_ result: Result) {
      group = result.group
      title = result.title
      items = result.items
      contenders = result.contenders.indices.map { Figures(result, $0) }
    }
  }

  struct Figures: Encodable {
    let name: String
    let nanosecondsPerCall: Double
    /// Of the first contender's time.
    let ratio: Double
    let goal: Double?
    let isGoalMet: Bool?
    let roundsInNanosecondsPerCall: [Double]

    init(_ result: Result, _ place: Int) {
      name = result.contenders[place]
      nanosecondsPerCall = result.median(of: place)
      ratio = result.ratio(of: place)
      let verdict = result.verdict(on: name)
      goal = verdict?.goal
      isGoalMet = verdict?.isMet
      roundsInNanosecondsPerCall = result.rounds.map { $0[place] }
    }
  }
}
