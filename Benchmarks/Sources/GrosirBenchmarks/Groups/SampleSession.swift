import GrosirCore
import GrosirTesting

/// A session's rules and some of its states, made from a seed: the same numbers for every contender.
struct SampleSession {
  let unitsPerBundle: [Int32]
  let tolerances: [Int32]
  /// Ordered, held and on hand, state by state.
  let states: [[Column]]
  let rules: AllocationRules

  typealias Column = [Int32]

  /// The number of variants.
  var count: Int { unitsPerBundle.count }

  /// Makes a session of so many variants: 1 to 8 units per bundle, tolerances of 2 to 6 bundles, some 10 bundles sold.
  init(count: Int, states: Int = 1, seed: UInt64 = 20_250_101) {
    var random = SeededGenerator(seed: seed &+ UInt64(count))
    func draw(_ range: ClosedRange<Int>) -> Int32 {
      Int32(range.lowerBound + Int(random.next(upTo: UInt64(range.count - 1))))
    }
    let shares = (0..<count).map { _ in draw(1...8) }
    let tolerances = shares.map { $0 * 2 + draw(0...4) * $0 + draw(0...Int($0) - 1) }
    self.states = (0..<states).map { _ in
      let ordered = shares.map { $0 * 10 + draw(0...4 * Int($0)) }
      return [ordered, ordered.map { draw(0...min(Int($0), 6)) }, shares.map { draw(0...Int($0)) }]
    }
    unitsPerBundle = shares
    self.tolerances = tolerances
    rules = SampleSession.rules(shares, tolerances)
  }

  /// An empty session of the same variants that tolerates so many bundles of each left over.
  init(count: Int, tolerating bundles: Int32) {
    unitsPerBundle = SampleSession(count: count).unitsPerBundle
    tolerances = unitsPerBundle.map { $0 * bundles }
    states = []
    rules = SampleSession.rules(unitsPerBundle, tolerances)
  }

  /// The tallies of a state.
  func tallies(_ state: Int) -> Tallies {
    let columns = states[state]
    var tallies = Tallies(count: count)
    for position in 0..<count {
      if let tally = Tally(
        ordered: Int(columns[0][position]), held: Int(columns[1][position]), onHand: Int(columns[2][position]))
      {
        tallies[position] = tally
      }
    }
    return tallies
  }

  /// Rules of variants whose identifiers follow from their positions.
  static func rules(_ unitsPerBundle: [Int32], _ tolerances: [Int32]) -> AllocationRules {
    let lines = unitsPerBundle.indices.compactMap { position in
      VariantID(identifier(position)).map {
        AllocationRules.Line(
          $0, unitsPerBundle: Int(unitsPerBundle[position]), tolerance: Int(tolerances[position]))
      }
    }
    do {
      return try AllocationRules(lines, policy: .standard)
    } catch {
      preconditionFailure("the rules are valid: \(error)")
    }
  }

  /// The identifier of the variant at a position, as long as those in the source.
  static func identifier(_ position: Int) -> String {
    let digits = String(position, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }
}

/// A digest of numbers in order (FNV-1a over whole numbers), as the rivals in JavaScript compute it.
struct Digest: Equatable {
  private(set) var value: UInt32 = 0x811C_9DC5

  mutating func add(_ number: Int) {
    value = (value ^ UInt32(truncatingIfNeeded: number)) &* 0x0100_0193
  }
}
