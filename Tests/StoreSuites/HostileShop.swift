import GrosirCore
import GrosirEngine
import GrosirTesting

/// A few commands of a shop whose identities and names were chosen to do harm.
struct HostileShop: CustomStringConvertible {
  /// Six different identities, some as long as they may be.
  private let words: [String]
  private let name: String

  private static let fragments = [
    "' OR ''='", "x'); DROP TABLE events; --", "a/b", "a%2Fb", "$1", "👨‍👩‍👧‍👦", "\"", "é", "e\u{301}", "\\", "{}",
    "NULL", ",",
  ]

  /// Chooses a shop.
  init(_ choices: Choices) {
    words = (0..<6).map { number in
      let isFragment = choices.integer(in: 0...2) == 0
      let fragment = HostileShop.fragments[choices.integer(in: 0...HostileShop.fragments.count - 1)]
      let text = isFragment ? fragment : choices.string(1...6)
      let plain = String(
        String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
      let long = choices.integer(in: 0...9) == 0 ? String(repeating: "ü", count: 63) : plain
      return Identifier<Int>("\(number)\(long)") == nil ? "\(number)" : "\(number)\(long)"
    }
    name = choices.string(0...6)
  }

  var description: String { "\(words) \(name)" }

  /// Opens the shop, sells, and looks at all there is.
  func use(_ store: some GrosirStore) async throws -> StoreView {
    let engine = Engine(store)
    let tenant: TenantID = HostileShop.identity(words[0])
    let (owner, variant): (OwnerID, VariantID) = (HostileShop.identity(words[1]), HostileShop.identity(words[2]))
    let key = StockKey(owner: owner, location: HostileShop.identity(words[3]), variant: variant)
    var number: UInt64 = 0
    func context() -> Context {
      number += 1
      return Context(
        tenant: tenant, command: HostileShop.identity(HostileShop.ending("\(words[4])-\(number)")),
        actor: HostileShop.identity(words[5]), now: .epoch, seed: .max - number)
    }
    let draft = Location.Draft(id: words[3], name: name, address: name, postalCode: "12345")
    _ = try? await engine.execute(PutLocation(draft), in: context())
    _ = try? await engine.execute(AdjustStock(key, by: 9, because: .receipt), in: context())
    for (place, units) in [5, 3, 5].enumerated() {
      let order: OrderID = HostileShop.identity(words[place])
      _ = try? await engine.execute(ReserveStock(order, [StockLine(key, units)]), in: context())
    }
    let items = Read.stock(.items(of: owner, after: nil, limit: 9))
    let open = Read.stock(.open(of: variant, after: nil, limit: 9))
    let found = try await store.look(at: [items, open, .location(key.location)], of: tenant)
    let location = found.location(key.location).map { "\($0)" } ?? "none"
    return try await StoreView(
      of: tenant, in: store,
      report: """
        \(found.stockItems(.items(of: owner, after: nil, limit: 9))) \
        \(found.reservations(.open(of: variant, after: nil, limit: 9))) \(location)
        """)
  }

  private static func identity<Subject>(_ text: String) -> Identifier<Subject> {
    guard let identity = Identifier<Subject>(text) else { preconditionFailure("an identity: \(text)") }
    return identity
  }

  /// As much of the end of a text as an identity may have.
  private static func ending(_ text: String) -> String {
    var text = text
    while text.utf8.count > 128 { text.removeFirst() }
    return text
  }
}
