import CRivals
import GrosirCore

/// What is available of all variants at once, computed anew.
enum AvailabilityBenchmarks {
  static let ours = "AvailabilityColumn.refresh"
  static let inC = "C at SSE2, same algorithm, -O3"
  static let inJavaScript = "JavaScript, typed arrays"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let counts = [4, 8, 16, 32, 100, 1_000, 10_000, 100_000, 1_000_000]
    return counts.filter { $0 <= 100_000 || !options.isQuick }.map { count in
      Planned(group: "availability", title: "all of n = \(count)") { try comparison(of: count, node) }
    }
  }

  private static func comparison(of count: Int, _ node: NodeRival?) throws -> Comparison {
    // Several states while they fit into the nearest cache, so that no branch can be learnt by heart.
    let sample = SampleSession(count: count, states: count <= 1_000 ? 4 : 1)
    let column = Columns(sample)
    let lanes = LanesInC(sample)
    let expected = column.digest(ofState: sample.states.count - 1)
    try agree(lanes, with: column, on: sample)
    try agree(PlainColumn(sample), with: column, on: sample)
    var contenders = [
      Contender(name: ours) { column.run($0) },
      Contender(name: inC) { run(lanes, states: sample.states.count, calls: $0) },
    ]
    if let node {
      let name = "columns-\(count)"
      try node.hand(sample.unitsPerBundle + sample.tolerances + sample.states.joined().joined(), as: name)
      contenders.append(
        Contender(name: inJavaScript) { calls in
          let calls = (calls + 3) / 4 * 4
          let (turn, digest) = try node.run("refresh", [name, "\(count)"], calls: calls)
          try require(digest == expected.value, "JavaScript's column of \(count) variants differs")
          return turn
        })
    }
    let plain = PlainColumn(sample)
    contenders.append(Contender(name: "array of structs, checked division") { plain.run($0) })
    contenders.append(copy(of: 20 * count))
    return Comparison(
      group: "availability", title: "all of n = \(count)", items: count, contenders: contenders,
      goals: [.time(of: inC, atMost: 1.05), .faster(than: inJavaScript, times: leastRatio(count))])
  }

  /// What the ratio to JavaScript is held to.
  private static func leastRatio(_ count: Int) -> Double {
    switch count {
    case ...16: 2
    case ...1_000: 4
    case ...10_000: 5
    default: 6.5
    }
  }

  private static func run(_ lanes: LanesInC, states: Int, calls: Int) -> Turn {
    var sum: Int64 = 0
    let time = nanoseconds {
      for call in 0..<calls { sum &+= lanes.refresh(call & (states - 1)).bundles_needed }
    }
    precondition(calls == 0 || sum > 0)
    return Turn(calls: calls, nanoseconds: time)
  }

  private static func copy(of bytes: Int) -> Contender {
    let source = [UInt8](repeating: 7, count: bytes)
    let target = Copied([UInt8](repeating: 0, count: bytes))
    return Contender(name: "memcpy of the same 20 bytes a variant") { calls in
      let time = nanoseconds {
        unsafe source.withUnsafeBytes { source in
          unsafe target.bytes.withUnsafeMutableBytes { target in
            for _ in 0..<calls { unsafe c_copy(target.baseAddress, source.baseAddress, bytes) }
          }
        }
      }
      try require(target.bytes == source, "a copy differs")
      return Turn(calls: calls, nanoseconds: time)
    }
  }

  private final class Copied {
    var bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }
}

// MARK: Agreement

extension AvailabilityBenchmarks {
  fileprivate static func agree(_ lanes: LanesInC, with column: Columns, on sample: SampleSession) throws {
    for state in sample.states.indices {
      let field = lanes.refresh(state)
      var digest = Digest()
      for position in 0..<sample.count { digest.add(Int(lanes[position])) }
      for number in [field.bundles_needed, field.tightest, field.rank, field.next_tightest, field.next_rank] {
        digest.add(Int(number))
      }
      try require(digest == column.digest(ofState: state), "C's column of \(sample.count) variants differs")
    }
  }

  fileprivate static func agree(_ plain: PlainColumn, with column: Columns, on sample: SampleSession) throws {
    for state in sample.states.indices {
      try require(
        plain.digest(ofState: state) == column.digest(ofState: state),
        "the column of \(sample.count) plain structs differs")
    }
  }
}

/// The library's own column, over some states.
private final class Columns {
  private let rules: AllocationRules
  private let states: [Tallies]
  private var column: AvailabilityColumn

  init(_ sample: SampleSession) {
    rules = sample.rules
    states = sample.states.indices.map { sample.tallies($0) }
    column = AvailabilityColumn(count: sample.count)
  }

  func digest(ofState state: Int) -> Digest {
    var digest = Digest()
    let standing = column.refresh(from: states[state], under: rules)
    for position in 0..<column.count { digest.add(column[position]) }
    digest.add(standing.bundlesNeeded)
    for ranked in [standing.tightest, standing.nextTightest] {
      digest.add(ranked?.position ?? -1)
      digest.add(ranked?.rank ?? 0)
    }
    return digest
  }

  func run(_ calls: Int) -> Turn {
    // Constants of their own rather than an array's elements, which would be retained and released.
    let last = states.count - 1
    let (first, second, third, fourth) = (states[0], states[1 & last], states[2 & last], states[3 & last])
    let rounds = (calls + 3) / 4
    var sum = 0
    // One access to the column for all calls.
    let time = Columns.nanoseconds(&column) { [rules] column in
      for _ in 0..<rounds {
        sum &+= column.refresh(from: first, under: rules).bundlesNeeded
        sum &+= column.refresh(from: second, under: rules).bundlesNeeded
        sum &+= column.refresh(from: third, under: rules).bundlesNeeded
        sum &+= column.refresh(from: fourth, under: rules).bundlesNeeded
      }
    }
    precondition(sum > 0)
    return Turn(calls: 4 * rounds, nanoseconds: time)
  }

  @inline(__always)
  private static func nanoseconds(
    _ column: inout AvailabilityColumn, _ body: (inout AvailabilityColumn) -> Void
  ) -> Double {
    GrosirBenchmarks.nanoseconds { body(&column) }
  }
}

/// The plain array of structs, over some states.
private final class PlainColumn {
  private var states: [PlainVariants]
  private var available: [Int]

  init(_ sample: SampleSession) {
    states = sample.states.indices.map { PlainVariants(sample, state: $0) }
    available = [Int](repeating: 0, count: sample.count)
  }

  func digest(ofState state: Int) -> Digest {
    states[state].refresh(&available)
    var digest = Digest()
    for units in available { digest.add(units) }
    let found = states[state]
    for number in [found.bundlesNeeded, found.tightest, found.rank, found.nextTightest, found.nextRank] {
      digest.add(number)
    }
    return digest
  }

  func run(_ calls: Int) -> Turn {
    var sum = 0
    let mask = states.count - 1
    var (states, available) = (self.states, self.available)
    let time = nanoseconds {
      for call in 0..<calls {
        states[call & mask].refresh(&available)
        sum &+= states[call & mask].bundlesNeeded &+ available[call & 3]
      }
    }
    precondition(sum > 0)
    return Turn(calls: calls, nanoseconds: time)
  }
}
