import Foundation
import GrosirEngine

/// A store that is given back when it is no longer needed.
protocol ClosedStore: GrosirStore {
  /// Closes it.
  func close() async
}

/// A store with an engine on it, in a database of its own.
class StoreShop<Store: ClosedStore> {
  private let engine: Engine<Store>

  /// An engine on a store.
  init(on store: Store) { engine = Engine(store) }

  /// Makes it ready for a kind of work.
  func prepare(for work: some StoreWork) throws {
    let engine = engine
    try waiting { try await work.prepare(engine) }
  }

  /// Does the work of some numbers; so many callers take turns at them, each with one command at a time.
  ///
  /// - Returns: nanoseconds.
  func run<Work: StoreWork>(_ work: Work, _ range: Range<Int>, callers: Int) throws -> Double {
    let engine = engine
    let shares = (0..<callers).map { caller in
      stride(from: range.lowerBound + caller, to: range.upperBound, by: callers).map {
        (command: work.command($0), context: work.context($0))
      }
    }
    return try waiting {
      let clock = ContinuousClock()
      let start = clock.now
      if callers == 1 {
        for (command, context) in shares[0] { _ = try await engine.execute(command, in: context) }
      } else {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for share in shares {
            group.addTask {
              for (command, context) in share { _ = try await engine.execute(command, in: context) }
            }
          }
          try await group.waitForAll()
        }
      }
      let duration = clock.now - start
      return Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
    }
  }

  /// Closes it.
  func close() throws {
    let store = engine.store
    try waiting { await store.close() }
  }
}
