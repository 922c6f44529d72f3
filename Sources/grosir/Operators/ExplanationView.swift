import GrosirCore
import GrosirEngine

/// Why a number is what it is, for people: every change of it, and what it comes to.
struct ExplanationView {
  let explanation: NumberExplanation
  let palette: Palette

  private static let width = 100

  /// The whole view.
  var text: String {
    var lines = [heading, ""] + steps.lines(with: palette)
    if let allocation = explanation.allocation { lines += [""] + basis(allocation) }
    return (lines + ["", verdict]).joined(separator: "\n") + "\n"
  }

  private var question: NumberQuestion { explanation.question }

  private var heading: String {
    let number = explanation.counted.map { count($0) } ?? "without a limit"
    let name = palette.painted("\(name) is \(number)", .strong)
    return "\(name) at \(ReplayWords.moment(explanation.instant))"
  }

  /// What the number is called: `What is available of rina/jakarta/M`.
  private var name: String {
    switch question {
    case .onHand(let key): "What is on hand of \(key.description)"
    case .reserved(let key): "What is reserved of \(key.description)"
    case .available(let key): "What is available of \(key.description)"
    case .balance(of: let account, in: let currency):
      "The balance of \(account.owner.map { "\(account.name) of \($0)" } ?? account.name) in \(currency.code)"
    case .availability(of: let variant, in: let session): "What may be sold of \(variant.text) in \(session.text)"
    }
  }

  // MARK: Steps

  private var steps: Table {
    let total = explanation.allocation == nil ? "total" : "ordered"
    var table = Table([
      ("when", .left), ("by", .left), ("what", .left), ("of", .left), ("change", .right), (total, .right),
    ])
    if explanation.earlierSteps > 0 {
      let many = explanation.earlierSteps == 1 ? "1 change" : "\(count(Int128(explanation.earlierSteps))) changes"
      table.add([
        Table.Cell("…", .faint), Table.Cell(""), Table.Cell("\(many) before", .faint), Table.Cell(""),
        Table.Cell(signed(explanation.opening), .faint), Table.Cell(count(explanation.opening)),
      ])
    }
    var day = ""
    for step in explanation.steps {
      let today = ReplayWords.day(step.instant)
      let time = ReplayWords.time(step.instant)
      table.add([
        Table.Cell(today == day ? padded("", to: columnsTaken(by: today) + 1) + time : "\(today) \(time)"),
        Table.Cell(abridged(step.actor?.text ?? "–", to: 16), .faint), Table.Cell(words(of: step)),
        Table.Cell(abridged(step.reference, to: 28)),
        Table.Cell(signed(step.change), step.change < 0 ? .warning : .good), Table.Cell(count(step.total), .strong),
      ])
      day = today
    }
    if explanation.steps.isEmpty {
      table.add([
        Table.Cell("–", .faint), Table.Cell(""), Table.Cell("nothing has changed it", .faint), Table.Cell(""),
        Table.Cell(""), Table.Cell("0", .strong),
      ])
    }
    return table
  }

  private func words(of step: NumberExplanation.Step) -> String {
    let cause = step.cause.inWords
    return step.number == nil ? "\(cause), not noticed yet" : cause
  }

  // MARK: What may be sold

  private func basis(_ allocation: AllocationBasis) -> [String] {
    var table = Table([
      ("variant", .left), ("per bundle", .right), ("tolerated", .right), ("ordered", .right), ("not paid", .right),
      ("set aside", .right),
    ])
    for line in allocation.lines {
      let numbers = [line.counted.ordered, line.counted.held, line.counted.onHand]
      table.add(
        [
          Table.Cell(abridged(line.variant.text, to: 20), .strong), Table.Cell(count(Int128(line.unitsPerBundle))),
          Table.Cell(line.tolerance.map { count(Int128($0)) } ?? "any", .faint),
        ] + numbers.map { Table.Cell($0 == 0 ? "–" : count(Int128($0))) })
    }
    return table.lines(with: palette) + ["", "  \(sum(allocation))"]
      + wrapped(allocation.sentence, to: ExplanationView.width - 2).map { "  " + $0 }
      + (allocation.state.isOpen ? [] : ["", "  The session is \(allocation.state.rawValue): nothing more is sold."])
  }

  private func sum(_ allocation: AllocationBasis) -> String {
    guard let most = allocation.maxAllowed, let counted = explanation.counted else {
      return "Nothing bounds what may be ordered."
    }
    return "At most \(count(Int128(most))) may be ordered, less the \(count(explanation.total)) that are: "
      + "\(count(counted))."
  }

  // MARK: The verdict

  private var verdict: String {
    let kept = explanation.kept.map { count($0) } ?? "no limit"
    guard explanation.agrees else {
      let broken = explanation.allocation?.lines.filter { $0.counted != $0.kept }.map { $0.variant.text } ?? []
      let of = broken.isEmpty ? "" : ", with other counts of \(broken.joined(separator: ", "))"
      return palette.painted("That is not what is kept", .bad) + ": \(kept)\(of)."
    }
    return palette.painted("That is what is kept", .good) + ": \(kept)."
  }

  private func count(_ number: Int128) -> String {
    number < 0 ? "−" + Language.english.grouped(-number) : Language.english.grouped(number)
  }

  private func signed(_ number: Int128) -> String { number < 0 ? count(number) : "+" + count(number) }
}

extension String {
  /// A word of the wire as people write it: `tier refund` for `tierRefund`, `write off` for `write_off`.
  var inWords: String {
    var text = ""
    for character in self {
      if character.isUppercase { text += " " }
      text += character == "_" ? " " : character.lowercased()
    }
    return text
  }
}
