/// An order: units of one or more variants, taken and paid whole or not at all (SPEC §3.1).
///
/// A value that exists is well-formed: at least one line, no variant twice, each line 1…10⁹ units.
public struct Basket: Sendable, Hashable {
  /// The lines by position in the composition, ascending.
  public let lines: [Line]

  /// Units of one variant.
  public struct Line: Sendable, Hashable {
    /// The variant's position in the composition.
    public let position: Int
    /// Units of it, at least 1.
    public let units: Int
  }

  /// An order of a single variant.
  ///
  /// - Precondition: the position is one of the composition's, the units are 1…10⁹.
  public init(_ units: Int, at position: Int) {
    precondition(1...Quantity.maximum ~= units && position >= 0, "a basket line is 1 to 10⁹ units of a known variant")
    lines = [Line(position: position, units: units)]
  }

  /// Creates a basket from what a buyer asks for, in any order.
  ///
  /// - Throws: ``AllocationError/invalid(_:)`` with every violation: no line at all, a variant the composition does not
  ///   have or that is listed twice, units outside 1…10⁹.
  /// - Complexity: O(k log k) for k lines.
  public init(
    _ request: [(variant: VariantID, units: Int)], of composition: Composition,
    at path: @autoclosure () -> FieldPath = FieldPath("basket")
  ) throws(AllocationError) {
    try self.init(lines: request, of: composition, at: path())
  }

  /// The same from any collection.
  init(
    lines request: some Collection<(variant: VariantID, units: Int)>, of composition: Composition,
    at path: @autoclosure () -> FieldPath
  ) throws(AllocationError) {
    // Mostly it is one line, and nothing is wrong with it.
    if request.count == 1 {
      let (variant, units) = request[request.startIndex]
      if 1...Quantity.maximum ~= units, let position = composition.position(of: variant) {
        self.init(units, at: position)
        return
      }
    }
    var violations: [Violation] = []
    var lines: [Line] = []
    var seen: Set<Int> = []
    if request.isEmpty { violations.append(Violation(path(), .missing, "a basket holds at least one variant")) }
    for (variant, units) in request {
      if !(1...Quantity.maximum ~= units) {
        violations.append(
          Violation(
            path().field(variant.text), .outOfRange, "a basket's units must be 1 to \(Quantity.maximum), not \(units)"))
      }
      guard let position = composition.position(of: variant) else {
        violations.append(
          Violation(path().field(variant.text), .unknown, "there is no variant \(variant.text) in this composition"))
        continue
      }
      if request.count > 1, !seen.insert(position).inserted {
        violations.append(
          Violation(
            path().field(variant.text), .duplicate, "\(variant.text) is listed twice; add its units up in one line"))
      }
      lines.append(Line(position: position, units: units))
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.init(unchecked: lines)
  }

  /// This basket with more units in it, or nil if a line would exceed 10⁹ units.
  ///
  /// - Precondition: each addition is 1…10⁹ units of a known variant.
  func adding(_ additions: [Line]) -> Basket? {
    var units: [Int: Int] = [:]
    for line in lines + additions { units[line.position, default: 0] += line.units }
    guard units.values.allSatisfy({ $0 <= Quantity.maximum }) else { return nil }
    return Basket(unchecked: units.map { Line(position: $0.key, units: $0.value) })
  }

  /// What is left of this basket without a part of it, or nil if nothing is.
  ///
  /// - Precondition: the part is in the basket.
  func removing(_ part: Basket) -> Basket? {
    let rest = lines.map { Line(position: $0.position, units: $0.units - part.units(at: $0.position)) }
      .filter { $0.units > 0 }
    return rest.isEmpty ? nil : Basket(unchecked: rest)
  }

  /// A basket of these lines, or nil if there is none.
  ///
  /// - Precondition: no variant is listed twice, and each line is 1…10⁹ units.
  init?(lines: [Line]) {
    guard !lines.isEmpty else { return nil }
    self.init(unchecked: lines)
  }

  private init(unchecked lines: [Line]) {
    self.lines = lines.count > 1 ? lines.sorted { $0.position < $1.position } : lines
  }

  /// The units of the variant at a position; 0 if it is not in the basket.
  ///
  /// - Complexity: O(log k).
  public func units(at position: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low].position == position ? lines[low].units : 0
  }

  /// Whether the variant at a position is in the basket.
  ///
  /// - Complexity: O(log k).
  func contains(_ position: Int) -> Bool { units(at: position) > 0 }
}
