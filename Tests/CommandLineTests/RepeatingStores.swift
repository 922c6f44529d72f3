import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

extension Transaction {
  /// The same transaction with another decision.
  func deciding(_ decide: @escaping @Sendable (WorkingSet) -> Decision) -> Transaction {
    Transaction(context, name: name, content: content, reads: reads, decide: decide)
  }
}

/// A store that asks every command twice, and keeps only its second answer.
struct TwiceAskingStore: StoreWrapper {
  let kept = MemoryStore()

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let decide = transaction.decide
    return try await kept.transact(
      transaction.deciding { workingSet in
        _ = decide(workingSet)
        return decide(workingSet)
      })
  }
}

/// A store whose transactions fail at random points, each given again under its identity until it is answered.
struct UnsteadyStore: StoreWrapper {
  let kept: MemoryStore
  private let failures = Guarded<[TransactionPoint: Int]>([:])

  /// A store that fails at one in four points, by the numbers that follow from a seed.
  init(seed: UInt64) {
    let seeds = SeededSeeds(seed: seed)
    kept = MemoryStore { [failures] point throws(StoreError) in
      guard seeds.next() & 3 == 0 else { return }
      failures.withLock { $0[point, default: 0] += 1 }
      throw .unavailable(point.rawValue)
    }
  }

  /// How often it has failed, by the point at which it did.
  var failureCounts: [TransactionPoint: Int] { failures.withLock { $0 } }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    while true {
      do throws(StoreError) {
        return try await kept.transact(transaction)
      } catch {
        switch error {
        case .unavailable, .outcomeUnknown: continue
        case .limitReached, .defect: throw error
        }
      }
    }
  }
}
