import GrosirCore
import GrosirEngine
import GrosirJSON

// What waits to be delivered, and what does not any more.
extension StoreCommand {
  /// A parked effect, and whose it is.
  private struct Parked {
    let tenant: TenantID
    let effect: ParkedEffect

    var json: JSONValue {
      [
        "tenant": .string(tenant.text), "key": .string(effect.key), "effect": .string(effect.effect.name),
        "attempts": .integer(Int64(effect.attempts)), "parkedAt": .string(effect.parkedAt.rfc3339),
        "reason": .string(effect.reason),
      ]
    }
  }

  /// How many effects are where, and all that are parked.
  func outbox(of store: some DurableStore) async throws(Failure) -> JSONValue {
    let outbox = try await Failure.ofStore { () async throws(StoreError) in try await store.outbox() }
    var members = outbox.counts.map { JSONObject.Member($0.state, .integer($0.count)) }
    members.append(JSONObject.Member("nextDue", outbox.dueAt.map { .string($0.rfc3339) } ?? .null))
    members.append(JSONObject.Member("parkedEffects", .array(try await parked(in: store).map { $0.json })))
    return .object(JSONObject(members))
  }

  /// Lets a parked effect be delivered again: it is due since it was parked.
  ///
  /// It is looked for first, without writing: nothing is made where there was no store.
  func unpark(_ key: String, of tenant: TenantID?, in place: DurablePlace) async throws(Failure) -> JSONValue {
    let known = try await place.reading { store throws(Failure) in try await parked(in: store) }
      .filter { tenant == nil || $0.tenant == tenant }
    let found = known.filter { $0.effect.key == key }
    guard let parked = found.first else {
      throw .unknown("parked effect", key, among: known.map { $0.effect.key }, meaning: [])
    }
    guard found.count == 1 else {
      let tenants = found.map { $0.tenant.text }.joined(separator: ", ")
      throw .misuse("\(key) is parked for several; say --tenant with one of \(tenants)", command: StoreCommand.name)
    }
    let isDue = try await place.writing { store throws(Failure) in
      try await Failure.ofStore { () async throws(StoreError) in
        try await store.unpark(key, of: parked.tenant, dueAt: parked.effect.parkedAt)
      }
    }
    guard isDue else { throw .unknown("\(key) was parked a moment ago, and is not any more") }
    return ["unparked": parked.json]
  }

  private func parked(in store: some DurableStore) async throws(Failure) -> [Parked] {
    try await Failure.ofStore { () async throws(StoreError) in
      var found: [Parked] = []
      for tenant in try await store.tenants() {
        var last: Int64 = 0
        while true {
          let page = try await store.parkedEffects(of: tenant, after: last, limit: 1_000)
          guard let newest = page.last else { break }
          found += page.map { Parked(tenant: tenant, effect: $0) }
          last = newest.number
        }
      }
      return found
    }
  }
}
