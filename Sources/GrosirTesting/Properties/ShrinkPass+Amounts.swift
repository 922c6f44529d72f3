/// Moves choices by an amount, and finds by bisection the largest that still fails.
///
/// Where failing is not monotone the bisection still ends at an amount that fails; the next round goes on from there.
struct AmountPass: ShrinkPass {
  /// Which choices are moved together.
  enum Kind {
    /// Each choice alone goes down.
    case lower
    /// All choices of the same value go down together.
    case lowerEqual
    /// Two choices go down together, and so keep their difference.
    case lowerPair
    /// One choice goes down and a later one up, and so keep their sum.
    case transfer
    /// One choice takes the smaller value of a later one, and the later one takes its.
    case exchange
  }

  /// Pairs are tried among all choices of a short case, and among near ones of a long case.
  private static let (shortCase, nearby) = (48, 10)

  private let kind: Kind
  private var targets: [(first: Int, second: Int)]?
  private var next = 0
  private var search: Bisection?

  init(_ kind: Kind) {
    self.kind = kind
  }

  mutating func propose(_ best: Recording) -> [UInt64]? {
    let targets = self.targets ?? AmountPass.targets(kind, best.choices)
    self.targets = targets
    while true {
      if let values = search?.propose(best) { return values }
      guard next < targets.count else { return nil }
      search = AmountPass.search(kind, best.choices, targets[next].first, targets[next].second)
      next += 1
    }
  }

  mutating func learn(_ kept: Bool) {
    search?.learn(kept)
  }

  private static func targets(_ kind: Kind, _ choices: [Choice]) -> [(first: Int, second: Int)] {
    let movable = choices.indices.filter { choices[$0].bound > 0 }
    if kind == .lower || kind == .lowerEqual { return movable.map { ($0, $0) } }
    let reach = movable.count <= shortCase ? shortCase : nearby
    return movable.indices.flatMap { index in
      movable[(index + 1)...].prefix(reach).map { (movable[index], $0) }
    }
  }

  private static func search(_ kind: Kind, _ choices: [Choice], _ first: Int, _ second: Int) -> Bisection? {
    guard first < choices.count, second < choices.count, choices[second].bound > 0 else { return nil }
    let (value, other) = (choices[first].value, choices[second].value)
    switch kind {
    case .lower:
      return Bisection(choices, lowering: [first], raising: [], upTo: value)
    case .lowerEqual:
      let equals = choices.indices.filter { choices[$0].bound > 0 && choices[$0].value == value }
      return equals.count > 1 ? Bisection(choices, lowering: equals, raising: [], upTo: value) : nil
    case .lowerPair:
      return Bisection(choices, lowering: [first, second], raising: [], upTo: min(value, other))
    case .transfer:
      let room = choices[second].bound - other
      return Bisection(choices, lowering: [first], raising: [second], upTo: min(value, room))
    case .exchange:
      guard other < value, value <= choices[second].bound else { return nil }
      return Bisection(choices, lowering: [first], raising: [second], only: value - other)
    }
  }
}

/// The search for the largest amount by which some choices can go down, and some up, with the case still failing.
private struct Bisection {
  private let lowered: [Int]
  private let raised: [Int]
  private let start: [UInt64]
  private let largest: UInt64
  private let isSingle: Bool

  /// Amounts through `kept` were kept; `failed` and above were not, or are not to be tried.
  private var kept: UInt64 = 0
  private var failed: UInt64?
  private var proposed: UInt64 = 0

  init(_ choices: [Choice], lowering: [Int], raising: [Int], upTo largest: UInt64) {
    (lowered, raised, start) = (lowering, raising, choices.map(\.value))
    (self.largest, isSingle) = (largest, false)
  }

  init(_ choices: [Choice], lowering: [Int], raising: [Int], only amount: UInt64) {
    (lowered, raised, start) = (lowering, raising, choices.map(\.value))
    (largest, isSingle) = (amount, true)
  }

  mutating func propose(_ best: Recording) -> [UInt64]? {
    guard let amount = nextAmount else { return nil }
    proposed = amount
    var values = best.values
    for index in lowered where index < values.count { values[index] = start[index] - amount }
    for index in raised where index < values.count { values[index] = start[index] + amount }
    return values
  }

  mutating func learn(_ kept: Bool) {
    if kept { self.kept = proposed } else { failed = proposed }
  }

  private var nextAmount: UInt64? {
    guard kept < largest else { return nil }
    guard let failed else { return largest }
    let isOver = isSingle || failed - kept <= 1
    return isOver ? nil : kept + (failed - kept) / 2
  }
}
