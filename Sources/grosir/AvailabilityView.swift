import GrosirCore
import GrosirJSON

/// Availability for people: a table of the variants, the bundles it takes, the reasons, and the basket.
struct AvailabilityView {
  let answer: AvailabilityAnswer
  let basket: Basket?
  let language: Language
  let palette: Palette

  /// Reasons are given for so many variants at most; of the others the document has them.
  private static let explained = 20

  private static let barWidth = 12
  private static let labelWidth = 20

  /// The whole view.
  var text: String {
    var lines = [palette.painted(title, .strong), ""]
    lines += table.lines(with: palette)
    lines += ["", "  \(bundles)", ""]
    lines += warnings + breaches + reasons
    if let basket { lines += [""] + decision(on: basket) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var state: AllocationSnapshot { answer.state }

  private var positions: Range<Int> { 0..<state.tallies.count }

  private var title: String {
    switch state.rules.policy {
    case .bundleTolerance(let policy):
      let capacity = policy.capacityBundles.map { "a capacity of \(count($0))" } ?? "no capacity"
      return "Bundle tolerance, \(count(policy.committedBundles)) committed, \(capacity)"
    case .allocationMultiple(let policy):
      let reference = policy.catchUp == .slowest ? "the slowest" : "the runner-up"
      return "Allocation multiple, at most \(count(policy.multiple)) ahead of \(reference)"
    case .progressiveUnlock(let policy):
      return "Progressive unlock, target \(count(policy.target)), \(count(state.standing.paidUnits)) paid"
    case .stockOnly: return "Stock only"
    case .open: return "Open, no limit"
    }
  }

  private var table: Table {
    let showsHeld = positions.contains { state.tally(at: $0).held > 0 }
    let showsOnHand = positions.contains { state.tally(at: $0).onHand > 0 }
    var columns: [(title: String, alignment: Table.Alignment)] = [
      ("variant", .left), ("per bundle", .right), ("ordered", .right),
    ]
    if showsHeld { columns.append(("held", .right)) }
    if showsOnHand { columns.append(("on hand", .right)) }
    columns += [("available", .right), ("bound by", .left), ("left over", .right), ("of", .right), ("", .left)]
    var table = Table(columns)
    for position in positions {
      let tally = state.tally(at: position)
      let answer = state.availability(at: position)
      let unitsPerBundle = state.rules.composition.unitsPerBundle(at: position)
      var row = [
        Table.Cell(label(answer.variant), .strong), Table.Cell(count(unitsPerBundle)), Table.Cell(count(tally.ordered)),
      ]
      if showsHeld { row.append(Table.Cell(count(tally.held))) }
      if showsOnHand { row.append(Table.Cell(count(tally.onHand))) }
      table.add(row + [available(answer), Table.Cell(bound(by: answer.constraint))] + excess(answer, at: position))
    }
    return table
  }

  private func available(_ answer: Availability) -> Table.Cell {
    guard let available = answer.available else { return Table.Cell("unlimited", .good) }
    return answer.isLocked ? Table.Cell("locked", .bad) : Table.Cell(count(available), .good)
  }

  private func bound(by constraint: Constraint) -> String {
    switch constraint {
    case .unlimited: "–"
    case .tolerance(let other): "left-over \(label(other))"
    case .ahead(let other): "waits for \(label(other))"
    case .capacity, .progress, .stock: constraint.kind
    }
  }

  private func excess(_ answer: Availability, at position: Int) -> [Table.Cell] {
    guard let tolerance = state.rules.tolerance(at: position) else {
      return [Table.Cell(count(answer.excess)), Table.Cell("any", .faint), Table.Cell("")]
    }
    let paint: Paint = answer.excess > tolerance ? .bad : answer.excess * 5 > tolerance * 4 ? .warning : .good
    return [
      Table.Cell(count(answer.excess)), Table.Cell(count(tolerance), .faint),
      Table.Cell(bar(answer.excess, of: tolerance, width: AvailabilityView.barWidth), paint),
    ]
  }

  private var bundles: String {
    guard state.rules.policy.producesBundles else { return "Nothing is produced; only what is on hand is sold." }
    let (produced, left) = (answer.producedUnits, answer.excessUnits)
    let share = produced > 0 ? " (\(percentage(left, of: produced)))" : ""
    let number = state.bundlesNeeded == 1 ? "1 bundle" : "\(count(state.bundlesNeeded)) bundles"
    return "The paid orders need \(number): \(count(produced)) units, "
      + "of which \(count(left)) would be left over\(share)."
  }

  private var warnings: [String] {
    state.rules.warnings.flatMap { warning in
      switch warning {
      case .cannotOpenNextBundle(let variants):
        let names = variants.prefix(5).map { $0.text }.joined(separator: ", ")
        let more = variants.count > 5 ? " and \(count(variants.count - 5)) others" : ""
        return [
          palette.painted("  Careful:", .warning)
            + " \(names)\(more) tolerate less than their units per bundle, so an order of a single variant",
          "  never opens more than the committed bundles; only baskets or the waiting list can.", "",
        ]
      }
    }
  }

  private var breaches: [String] {
    let breaches = state.breaches
    guard !breaches.isEmpty else { return [] }
    let items = breaches.prefix(AvailabilityView.explained).map {
      "\(count($0.excess)) \($0.variant.text) (accepted: \(count($0.tolerance)))"
    }
    let more = breaches.count > items.count ? " and \(count(breaches.count - items.count)) more variants" : ""
    return [palette.painted("  Breached:", .bad) + " left over \(items.joined(separator: ", "))\(more)", ""]
  }

  private var reasons: [String] {
    let explained = state.rules.composition.variants.prefix(AvailabilityView.explained)
    let width = explained.map { columnsTaken(by: label($0)) }.max() ?? 0
    var lines = explained.enumerated().flatMap { position, variant in
      let sentence = state.explanation(at: position).sentence(in: language)
      return wrapped(sentence, to: 100 - width).enumerated().map { line, text in
        let name = padded(line == 0 ? label(variant) : "", to: width)
        return "  " + palette.painted(name, line == 0 ? .strong : .plain) + "  " + text
      }
    }
    if positions.count > AvailabilityView.explained {
      let more = positions.count - AvailabilityView.explained
      lines.append("  … and \(count(more)) more variants; the JSON answer has all.")
    }
    return lines
  }

  private func decision(on basket: Basket) -> [String] {
    let items = basket.lines.prefix(AvailabilityView.explained).map {
      "\(count($0.units)) \(state.rules.composition.variants[$0.position].text)"
    }
    let more = basket.lines.count > items.count ? " and \(count(basket.lines.count - items.count)) more variants" : ""
    let isAccepted = state.decision(on: basket).isAccepted
    let verdict = palette.painted(isAccepted ? "accepted" : "refused", isAccepted ? .good : .bad)
    return ["Basket of \(items.joined(separator: ", "))\(more): \(verdict)"]
      + wrapped(state.explanation(of: basket).sentence(in: language), to: 102).map { "  " + $0 }
  }

  /// What a variant is called where columns are few; sentences have the whole of it.
  private func label(_ variant: VariantID) -> String { abridged(variant.text, to: AvailabilityView.labelWidth) }

  private func count(_ number: Int) -> String { language.grouped(number) }
}
