/// The unlock hints of all variants.
///
/// All but the tightest variant may reach the same bundles, so they share one list, each without itself; this keeps it
/// once. Written out, the lists may hold n² entries: see ``count``.
public struct UnlockHints: Sendable {
  private let tightest: Int?
  private let ofTightest: [UnlockHint]
  private let shared: [(position: Int, hint: UnlockHint)]

  /// How many entries all lists have together.
  public let count: Int

  /// Looks at all variants.
  ///
  /// - Complexity: O(n).
  public init(of state: borrowing some AllocationState & ~Copyable) {
    let positions = state.rules.composition.variants.indices
    let tightest = state.standing.tightest?.position
    self.tightest = tightest
    ofTightest = tightest.map { state.unlockHint(at: $0) } ?? []
    shared = positions.first { $0 != tightest }.map { state.hintedPositions(for: $0) } ?? []
    let sharers = positions.count - (tightest == nil ? 0 : 1)
    let themselves = shared.count { $0.position != tightest }
    count = ofTightest.count + shared.count * sharers - themselves
  }

  /// The hint for the variant at a position: the same as ``AllocationState/unlockHint(at:)``.
  ///
  /// - Complexity: O(k) for k entries.
  public subscript(position: Int) -> [UnlockHint] {
    position == tightest ? ofTightest : shared.filter { $0.position != position }.map { $0.hint }
  }
}
