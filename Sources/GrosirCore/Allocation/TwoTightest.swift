/// The two tightest of several variants; the first in product order on a tie.
struct TwoTightest {
  private(set) var first: Standing.Ranked?
  private(set) var second: Standing.Ranked?

  init() {}

  init(of candidates: [Standing.Ranked?]) {
    for case let candidate? in candidates { add(candidate) }
  }

  /// Takes one more variant into account.
  mutating func add(_ candidate: Standing.Ranked) {
    if first.map({ TwoTightest.precedes(candidate, $0) }) ?? true {
      second = first
      first = candidate
    } else if second.map({ TwoTightest.precedes(candidate, $0) }) ?? true {
      second = candidate
    }
  }

  /// The tightest other than the variant at a position.
  func tightest(besides position: Int) -> Standing.Ranked? {
    first?.position == position ? second : first
  }

  private static func precedes(_ left: Standing.Ranked, _ right: Standing.Ranked) -> Bool {
    (left.rank, left.position) < (right.rank, right.position)
  }
}
