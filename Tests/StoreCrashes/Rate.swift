import Foundation
import GrosirEngine

/// How many commands of each kind are answered in a second, by so many who each wait for an answer.
struct Rate<Place: StorePlace> {
  let callers: Int
  let count: Int

  func run(in surroundings: String) async throws {
    for kind in ["order", "join"] {
      let name = "rate-\(kind)-\(UUID().uuidString.prefix(8).lowercased())"
      let place = try Place(in: surroundings, named: name)
      let store = try await place.open()
      let shop = CrashShop(store, of: "tenant")
      try await shop.open()
      let began = ContinuousClock.now
      try await give(kind, to: shop)
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      print("\(kind): \(Int(Double(count / callers * callers) / seconds)) a second, \(callers) callers")
      await store.close()
      try place.remove()
    }
  }

  private func give(_ kind: String, to shop: CrashShop<Place.Store>) async throws {
    // Identities rise with time, as generated ones do.
    let given = Guarded(1_000_000_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        group.addTask {
          for _ in 0..<count / callers {
            let number = given.withLock { given in
              given += 1
              return given
            }
            _ = try await shop.give("\(kind)-\(number)")
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
