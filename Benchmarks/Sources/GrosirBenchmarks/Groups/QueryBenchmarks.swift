import GrosirCore
import GrosirTesting

/// What is available of a single variant, asked of an index that is kept, and of the source's participants.
///
/// The source counts what was ordered by filtering all participants, once for each variant, at every query. Its rivals
/// here do that, and then apply the rule of bundle tolerance as it is now, so that the answers can be compared.
enum QueryBenchmarks {
  private static let ours = "AllocationIndex.available"
  private static let inJavaScript = "the source's way, in JavaScript"
  private static let inSwift = "the source's way, in Swift"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    [(4, 100, 1_000), (100, 10_000, 1_000_000)].map { count, participants, ratio in
      let title = "one of n = \(count), p = \(participants)"
      return Planned(group: "query", title: title) {
        let session = Participation(variants: count, participants: participants)
        return Comparison(
          group: "query", title: title, items: 1, contenders: try contenders(session, node),
          goals: [inJavaScript, inSwift].map { .faster(than: $0, times: Double(ratio)) })
      }
    }
  }

  private static func contenders(_ session: Participation, _ node: NodeRival?) throws -> [Contender] {
    let asked = Asked(session)
    let answers = asked.answers
    var contenders = [Contender(name: ours) { try asked.run($0) }]
    if let node {
      let name = "participants-\(session.participants.count)"
      try node.hand(session.numbers, as: name)
      contenders.append(
        Contender(name: inJavaScript) { calls in
          let (turn, digest) = try node.run("source", [name], calls: calls)
          var expected = Digest()
          for call in 0..<calls { expected.add(answers[call % answers.count]) }
          try require(digest == expected.value, "JavaScript's answers differ")
          return turn
        })
    }
    contenders.append(
      Contender(name: inSwift) { calls in
        var differs = false
        let time = nanoseconds {
          for call in 0..<calls {
            let variant = call % answers.count
            differs = differs || session.available(session.variants[variant].id) != answers[variant]
          }
        }
        try require(!differs, "the answers in the source's way differ")
        return Turn(calls: calls, nanoseconds: time)
      })
    return contenders
  }
}

/// A session as the source keeps it: variants and participants with texts for identifiers.
private struct Participation {
  struct Variant {
    let id: String
    let unitsPerBundle: Int
    let tolerance: Int
  }

  struct Participant {
    let variantID: String
    let quantity: Int
  }

  let variants: [Variant]
  let participants: [Participant]
  let sample: SampleSession
  /// What a participant ordered: positions and units.
  let orders: [(position: Int, units: Int)]

  init(variants count: Int, participants: Int) {
    let sample = SampleSession(count: count)
    var random = SeededGenerator(seed: 7)
    orders = (0..<participants).map { _ in
      (Int(random.next(upTo: UInt64(count - 1))), 1 + Int(random.next(upTo: 4)))
    }
    self.sample = sample
    variants = (0..<count).map { position in
      Variant(
        id: SampleSession.identifier(position), unitsPerBundle: Int(sample.unitsPerBundle[position]),
        tolerance: Int(sample.tolerances[position]))
    }
    self.participants = orders.map {
      Participant(variantID: SampleSession.identifier($0.position), quantity: $0.units)
    }
  }

  /// The same for a rival: the number of variants, units per bundle, tolerances, then positions and units in turn.
  var numbers: [Int32] {
    [Int32(variants.count)] + sample.unitsPerBundle + sample.tolerances
      + orders.flatMap { [Int32($0.position), Int32($0.units)] }
  }

  /// The source's way.
  func available(_ variantID: String) -> Int {
    var bundlesNeeded = 0
    var allowed = Int.max
    var own = (unitsPerBundle: 1, ordered: 0)
    for variant in variants {
      let ordered = participants.filter { $0.variantID == variant.id }.reduce(0) { $0 + $1.quantity }
      bundlesNeeded = max(bundlesNeeded, (ordered + variant.unitsPerBundle - 1) / variant.unitsPerBundle)
      if variant.id == variantID {
        own = (variant.unitsPerBundle, ordered)
      } else {
        allowed = min(allowed, (ordered + variant.tolerance) / variant.unitsPerBundle)
      }
    }
    return max(0, max(1, bundlesNeeded, allowed) * own.unitsPerBundle - own.ordered)
  }
}

/// The index of the same session.
private final class Asked {
  private let index: AllocationIndex
  let answers: [Int]
  private let total: Int

  init(_ session: Participation) {
    var units = [Int](repeating: 0, count: session.variants.count)
    for order in session.orders { units[order.position] += order.units }
    let tallies = Tallies(units.compactMap { Tally(ordered: $0) })
    let index = AllocationIndex(of: tallies, under: session.sample.rules)
    answers = units.indices.map { index.available(at: $0) ?? -1 }
    total = answers.reduce(0, +)
    self.index = index
  }

  func run(_ calls: Int) throws -> Turn {
    let rounds = (calls + answers.count - 1) / answers.count
    var sum = 0
    let time = nanoseconds { [count = answers.count] in
      for _ in 0..<rounds {
        for position in 0..<count { sum &+= index.available(at: position) ?? -1 }
      }
    }
    try require(sum == total * rounds, "the index answered otherwise than before")
    return Turn(calls: rounds * answers.count, nanoseconds: time)
  }
}
