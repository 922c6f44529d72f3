public import GrosirCore

/// A number of which an operator asks why it is what it is (SPEC §13, §16: `/explain/{kind}/{id}`).
public enum NumberQuestion: Sendable, Hashable {
  /// Units of a stock that exist.
  case onHand(StockKey)
  /// Units of a stock that are promised.
  case reserved(StockKey)
  /// Units of a stock that may still be promised.
  case available(StockKey)
  /// What an account holds in a currency.
  case balance(of: Account, in: Currency)
  /// Units of a variant that may still be sold in a session.
  case availability(of: VariantID, in: SessionID)

  /// What kind of number it is, on the wire.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Units of a stock that exist.
    case onHand
    /// Units of a stock that are promised.
    case reserved
    /// Units of a stock that may still be promised.
    case available
    /// What an account holds.
    case balance
    /// Units that may still be sold in a session.
    case availability
  }

  /// What kind of number it is.
  public var kind: Kind {
    switch self {
    case .onHand: .onHand
    case .reserved: .reserved
    case .available: .available
    case .balance: .balance
    case .availability: .availability
    }
  }

  /// Which one of its kind, in one text: `platform/warehouse/M`, `escrow/march/IDR`, `march/M`.
  public var id: String {
    switch self {
    case .onHand(let key), .reserved(let key), .available(let key): key.description
    case .balance(of: let account, in: let currency):
      (account.owner.map { "\(account.name)/\($0)" } ?? account.name) + "/\(currency.code)"
    case .availability(of: let variant, in: let session): "\(session.text)/\(variant.text)"
    }
  }

  /// The stock it is about, if it is about one.
  public var stock: StockKey? {
    switch self {
    case .onHand(let key), .reserved(let key), .available(let key): key
    case .balance, .availability: nil
    }
  }
}

extension NumberQuestion: CustomStringConvertible {
  /// Kind and identity: `onHand platform/warehouse/M`.
  public var description: String { "\(kind.rawValue) \(id)" }
}

extension NumberQuestion: Recorded {
  /// Kind and identity.
  public var record: Record { ["kind": .text(kind.rawValue), "id": .text(id)] }
}

extension NumberQuestion {
  /// Everything that a text may mean as a number of a kind, in any order.
  ///
  /// An identity may itself have a stroke in it, as those of orders and bundles do; so there may be several ways to
  /// take a text apart, and whoever knows what there is knows which is meant. A balance may be asked for without its
  /// currency; then it is asked for in each of these.
  ///
  /// - Parameters:
  ///   - kind: What kind of number.
  ///   - id: Which, as ``id`` has it.
  ///   - currencies: In which an account may be meant that is named without one.
  /// - Complexity: O(n²) in the number of strokes.
  public static func readings(of kind: Kind, _ id: String, in currencies: [Currency] = [.idr]) -> [NumberQuestion] {
    switch kind {
    case .onHand: keys(id).map { .onHand($0) }
    case .reserved: keys(id).map { .reserved($0) }
    case .available: keys(id).map { .available($0) }
    case .balance: balances(id, currencies)
    case .availability:
      halves(id).compactMap { session, variant in
        guard let session = SessionID(session), let variant = VariantID(variant) else { return nil }
        return .availability(of: variant, in: session)
      }
    }
  }

  private static func keys(_ id: String) -> [StockKey] {
    halves(id).flatMap { owner, rest in
      halves(rest).compactMap { location, variant in
        guard let owner = OwnerID(owner), let location = LocationID(location), let variant = VariantID(variant) else {
          return nil
        }
        return StockKey(owner: owner, location: location, variant: variant)
      }
    }
  }

  private static func balances(_ id: String, _ currencies: [Currency]) -> [NumberQuestion] {
    var readings: [NumberQuestion] = []
    if let account = account(id) { readings += currencies.map { .balance(of: account, in: $0) } }
    for (name, code) in halves(id) {
      guard let currency = Currency(code), let account = account(name) else { continue }
      readings.append(.balance(of: account, in: currency))
    }
    return readings
  }

  private static func account(_ name: String) -> Account? {
    guard let (kind, owner) = halves(name).first else { return Account(record: ["kind": .text(name)]) }
    guard let account = Account(record: ["kind": .text(kind), "id": .text(owner)]), account.owner == owner else {
      return nil
    }
    return account
  }

  /// A text before and behind each of its strokes; of one that is too long for any identity, nothing.
  static func halves(_ text: String) -> [(String, String)] {
    // The longest are three identifiers with strokes between them, or two and a currency.
    guard text.utf8.count <= 3 * (VariantID.maximumLength + 1) else { return [] }
    return text.indices.filter { text[$0] == "/" }.map { stroke in
      (String(text[..<stroke]), String(text[text.index(after: stroke)...]))
    }
  }
}
