import GrosirCore
import GrosirEngine

/// What came of a reconciliation, for people.
struct ReconciliationView {
  let result: Reconciliation
  let palette: Palette

  /// Of differences so many are listed; the JSON document has more.
  private static let listed = 40

  /// The whole view.
  var text: String {
    var lines = ["Held against \(count(result.events, "event")) of the log:", ""]
    var table = Table([("what", .left), ("how many", .right)])
    for subject in result.subjects.sorted(by: { $0.kind < $1.kind }) {
      table.add([Table.Cell(subject.kind.inWords, .strong), Table.Cell(grouped(subject.count))])
    }
    lines += table.lines(with: palette) + [""]
    return (lines + verdict).joined(separator: "\n") + "\n"
  }

  private var verdict: [String] {
    guard !result.agrees else {
      return [palette.painted("Everything agrees", .good) + ": \(count(result.comparisons, "comparison"))."]
    }
    var table = Table([("what", .left), ("", .left), ("number", .left), ("counted", .right), ("kept", .right)])
    for difference in result.differences.prefix(ReconciliationView.listed) {
      table.add([
        Table.Cell(difference.subject.kind.inWords), Table.Cell(abridged(difference.subject.id, to: 30), .strong),
        Table.Cell(difference.number), Table.Cell(difference.counted.description, .good),
        Table.Cell(difference.kept.description, .bad),
      ])
    }
    if result.differenceCount > ReconciliationView.listed {
      table.addFooter([Table.Cell("… and \(grouped(result.differenceCount - ReconciliationView.listed)) more")])
    }
    let many = result.differenceCount == 1 ? "1 of them differs" : "\(grouped(result.differenceCount)) of them differ"
    let verdict = palette.painted("Not everything agrees", .bad)
    return ["\(verdict): of \(count(result.comparisons, "comparison")) \(many).", ""] + table.lines(with: palette)
  }

  private func grouped(_ number: Int) -> String { Language.english.grouped(number) }

  private func count(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")" }
}
