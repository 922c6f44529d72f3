import GrosirCore

extension ScenarioSchema {
  /// What a verb about fulfilment or a purchase order takes.
  static func fulfilment(_ verb: ScenarioVerb, _ session: Property, reason: JSONValue) -> JSONObject {
    let number = Property("number", identifier("the purchase order's number"), isRequired: true)
    let newNumber = Property("number", identifier("the number a purchase order is to have; a new one unless given"))
    let cost = amount(0...Product.maximumPrice, "what shipping is agreed to cost; 0 unless given")
    let shippingCost = Property("shippingCost", cost)
    switch verb {
    case .fulfilSession:
      return object(
        "Takes what a session sold from stock, or else orders whole bundles.", [session, newNumber, shippingCost])
    case .placeAnotherOrder:
      return object(
        "Orders once more what a session lacks and nobody has ordered.", [session, newNumber, shippingCost])
    case .markPurchaseOrder: return mark(number, reason: reason)
    case .receiveGoods:
      var schema = object(
        "Goods arrive: so many bundles, or units as they were counted.",
        [
          number, Property("receipt", identifier("the delivery note; one is counted once"), isRequired: true),
          Property("bundles", integer(1...Quantity.maximum, "whole bundles")),
          Property("units", reference("units")), Property("damaged", reference("units")),
        ])
      schema.append("oneOf", [["required": ["bundles"]], ["required": ["units"]]])
      return schema
    case .orderForStock:
      return object(
        "Orders bundles for the warehouse.",
        [
          Property("product", identifier("of what; where the scenario lists only one it may be left out")),
          Property("bundles", integer(1...Quantity.maximum, "how many"), isRequired: true), newNumber,
          Property("destination", reference("stockPlace")), shippingCost,
          Property("draft", flag("whether it is only written down, and sent later; false")),
        ])
    case .reportOverdue: return object("Reports what should be there by now.", [session])
    default: preconditionFailure("\(verb.rawValue) is not about fulfilment")
    }
  }

  private static func mark(_ number: Property, reason: JSONValue) -> JSONObject {
    var schema = object(
      "Something is said about a purchase order, by its factory or an operator.",
      [
        number, Property("mark", choice(OrderMarkWord.allCases.map { $0.rawValue }), isRequired: true),
        Property("trackingNumber", identifier("the carrier's, where it was shipped")),
        Property(
          "shippingCost", amount(0...Product.maximumPrice, "what shipping costs, where that is not what was agreed")),
        Property("reason", reason),
      ])
    let needReason = OrderMarkWord.allCases.filter { $0.needsReason }
    func marks(_ words: [OrderMarkWord]) -> JSONValue {
      ["mark": choice(words.map { $0.rawValue })]
    }
    schema.append(
      "oneOf",
      [
        ["properties": marks(OrderMarkWord.allCases.filter { !$0.needsReason })],
        ["properties": marks(needReason), "required": ["reason"]],
      ])
    return schema
  }

  // MARK: Who is ordered from, and where it goes

  /// A factory as it is configured.
  static var factory: JSONObject {
    object(
      "A factory as it is configured.",
      [
        Property("id", identifier("its name in products"), isRequired: true),
        Property("name", text("what it is called; its identity unless given", 1...200)),
        Property("phone", phone("where it is told")),
        Property("bank", reference("bank")), Property("postalCode", postalCode),
        Property(
          "fee", integer(0...BasisPoints.denominator, "the platform's share of what is released; 500 unless given")),
      ])
  }

  /// Where a factory is paid.
  static var bank: JSONObject {
    object(
      "Where a factory is paid.",
      [
        Property("code", text("the bank", 2...20), isRequired: true),
        Property("account", text("the account: 8 to 20 digits", 8...20), isRequired: true),
        Property("holder", text("whose it is", 3...200), isRequired: true),
      ])
  }

  /// A location as it is configured.
  static var location: JSONObject {
    object(
      "A warehouse or another location as it is configured.",
      [
        Property("id", identifier("its name in stocks"), isRequired: true),
        Property("name", text("what it is called; its identity unless given", 1...200)),
        Property("address", text("the postal address; its name unless given", 1...500)),
        Property("postalCode", postalCode),
      ])
  }

  /// A telephone number in the international form.
  static func phone(_ description: String) -> JSONValue {
    ["description": .string(description), "type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$"]
  }

  private static var postalCode: JSONValue {
    [
      "description": "3 to 10 capital letters and digits", "type": "string",
      "pattern": "^(?=.{3,10}$)[A-Z0-9]+([ -][A-Z0-9]+)*$",
    ]
  }
}
