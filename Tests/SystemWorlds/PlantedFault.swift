/// One line of production code as it should not be, and where it stands.
///
/// The table is data: production code knows nothing of it. ``PlantedFault/planted(_:with:)`` changes the text of a
/// copy, in which all of them are there, each behind one switch.
package struct PlantedFault: Sendable {
  /// What part of the engine it spoils.
  package let group: Group
  /// The file, below `Sources`.
  package let file: String
  /// Text that stands in the file exactly once, and has the original in it exactly once.
  package let context: String
  /// What is replaced.
  package let original: String
  /// What it is replaced by; nothing for a statement that is left out.
  package let fault: String
  /// Whether a statement is replaced, or a part of one.
  package let form: Form
  /// What is wrong then, in words.
  package let sentence: String

  /// What a fault spoils.
  package enum Group: String, Sendable, CaseIterable {
    case allocation, sessions, stock, fulfilment, journal, idempotency, orders
  }

  /// What is replaced.
  package enum Form: Sendable {
    case expression
    case statement
  }

  init(
    _ group: Group, _ file: String, _ form: Form, in context: String? = nil, _ original: String,
    becomes fault: String, _ sentence: String
  ) {
    self.group = group
    self.file = file
    self.context = context ?? original
    self.original = original
    self.fault = fault
    self.form = form
    self.sentence = sentence
  }

  /// A part of a statement that is replaced.
  init(
    _ group: Group, _ file: String, in context: String? = nil, _ original: String, becomes fault: String,
    _ sentence: String
  ) {
    self.init(group, file, .expression, in: context, original, becomes: fault, sentence)
  }

  /// Every fault, group by group.
  package static let all = ofAllocation + ofSessions + ofStock + ofFulfilment + ofJournal + ofIdempotency + ofOrders
}

// MARK: - Planting

extension PlantedFault {
  /// The name of the switch: the number of the fault that is on, counted from 1, or 0.
  package static let variable = "GROSIR_PLANTED"

  /// Why a fault cannot be planted into a text, if it cannot.
  package func obstacle(in text: String) -> String? {
    let places = text.places(of: context)
    guard places.count == 1 else { return "\(file): \(places.count) times: \(context)" }
    let inside = context.places(of: original)
    return inside.count == 1 ? nil : "\(file): \(inside.count) times in its context: \(original)"
  }

  /// Where the original stands in a text.
  package func range(in text: String) -> Range<String.Index>? {
    guard let place = text.places(of: context).first, let inside = context.places(of: original).first else {
      return nil
    }
    let start = text.index(place, offsetBy: context.distance(from: context.startIndex, to: inside))
    return start..<text.index(start, offsetBy: original.count)
  }

  /// The text with all of the faults that are its own, each behind the switch.
  ///
  /// - Precondition: none has an obstacle, and no two overlap.
  static func planted(_ text: String, with faults: [(number: Int, fault: PlantedFault)]) -> String {
    var edits: [(range: Range<String.Index>, text: String)] = []
    for (number, fault) in faults {
      guard let range = fault.range(in: text) else { preconditionFailure("an obstacle: \(fault.sentence)") }
      edits.append((range, fault.replacement(number)))
    }
    var planted = text
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      planted.replaceSubrange(edit.range, with: edit.text)
    }
    return planted
  }

  private func replacement(_ number: Int) -> String {
    switch form {
    case .expression: "(plantedFault == \(number) ? (\(fault)) : (\(original)))"
    case .statement: "if plantedFault == \(number) { \(fault) } else { \(original) }"
    }
  }

  /// What tells the copy which fault is on.
  static let switchText = """
    import Glibc

    /// The number of the fault that is on, read once; 0 for none.
    @usableFromInline package let plantedFault: Int =
      unsafe getenv("\(variable)").flatMap { unsafe Int(String(cString: $0)) } ?? 0

    """
}

extension String {
  /// Where a text begins in this one.
  package func places(of text: String) -> [String.Index] {
    var found: [String.Index] = []
    var start = startIndex
    while start < endIndex, let place = self[start...].firstPlace(of: text) {
      found.append(place)
      start = index(after: place)
    }
    return found
  }
}

extension Substring {
  fileprivate func firstPlace(of text: String) -> String.Index? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(text) { return place }
      place = index(after: place)
    }
    return nil
  }
}
