import GrosirCore

extension ScenarioSchema {
  /// What a verb about orders takes.
  static func order(_ verb: ScenarioVerb) -> JSONObject {
    let order = Property("order", identifier("which: of checkout c the first is c/1"), isRequired: true)
    switch verb {
    case .placeOrder: return placeOrder
    case .beginOrderPayment: return object("The buyer is paying.", [order])
    case .confirmOrderPayment:
      return object(
        "Money arrives for an order: what is asked for, under the order's name, unless it says otherwise.",
        [
          order, Property("payment", identifier("the provider's reference")),
          Property("amount", amount(0...Int64.max, "how much")), Property("currency", orderCurrency),
        ])
    case .failOrderPayment: return object("The payment did not go through: the order comes to nothing.", [order])
    case .expireOrders:
      return object(
        "Orders that were not paid in time come to nothing, what was due first first.",
        [Property("limit", integer(1...ExpireOrders.mostAtOnce, "how many at most; 1000"))])
    case .cancelOrder:
      return object(
        "An order is not wanted any more; what was paid goes back.", [order, Property("reason", text("why", 1...500))])
    case .bookShipment: return object("A carrier is asked to come.", [order, Property("rate", reference("rate"))])
    case .shipOrder:
      return object(
        "An order's goods go out.", [order, Property("trackingNumber", identifier("the carrier's number"))])
    case .recordTracking:
      return object(
        "A carrier tells where an order's goods are; twice or late it changes nothing.",
        [
          order, Property("status", choice(ShipmentStatus.allCases.map { $0.rawValue }), isRequired: true),
          Property("at", reference("time")),
        ])
    case .refundOrder:
      return object(
        "Money of an order goes back after its goods went out: all that is left, unless it says otherwise.",
        [
          order, Property("refund", identifier("its name: the same again changes nothing")),
          Property("amount", amount(0...Int64.max, "how much")), Property("currency", orderCurrency),
          Property("reason", text("why", 1...500), isRequired: true),
          Property(
            "returned", list(reference("lineUnits"), 0...PlaceOrder.mostLines, "units that are in stock again")),
        ])
    default: preconditionFailure("\(verb.rawValue) is not about an order")
    }
  }

  /// The parts that these verbs share, by name.
  static var orderParts: [(String, JSONObject)] {
    [("orderLine", orderLine), ("address", address), ("rate", rate), ("lineUnits", lineUnits)]
  }

  private static var placeOrder: JSONObject {
    object(
      "A buyer goes to the till: all of the cart is held until it is paid; an order for each seller and factory.",
      [
        Property("checkout", identifier("its name, of 120 bytes at most"), isRequired: true),
        Property("buyer", identifier("who buys"), isRequired: true),
        Property(
          "lines", list(reference("orderLine"), 1...PlaceOrder.mostLines, "what is in the cart"), isRequired: true),
        Property("address", reference("address"), isRequired: true),
        Property("discount", amount(0...Int64.max, "what is taken off; 0")),
        Property("tax", amount(0...Int64.max, "taxes on top; 0")),
        Property("shipping", amount(0...Int64.max, "shipping on top; 0")),
        Property("total", amount(0...Int64.max, "of all; what it adds up to unless given")),
        Property("currency", currency),
        Property("fee", integer(0...BasisPoints.denominator, "the platform's share, basis points; 500")),
        Property("lasting", reference("timespan")),
      ])
  }

  private static var orderLine: JSONObject {
    object(
      "Units of one variant from one stock.",
      [
        Property("product", identifier("of what; where the scenario lists only one it may be left out")),
        Property("variant", identifier("which variant of it"), isRequired: true),
        Property("units", integer(1...Quantity.maximum, "how many"), isRequired: true),
        Property("unitPrice", amount(0...Int64.max, "of a unit"), isRequired: true),
        Property("seller", identifier("who sells"), isRequired: true),
        Property("owner", identifier("whose stock; the seller's unless given")),
        Property("location", identifier("where; \"warehouse\" unless given")),
      ])
  }

  private static var address: JSONObject {
    object(
      "Where it goes.",
      [
        Property("recipient", text("who receives", 1...200), isRequired: true),
        Property(
          "lines", list(text("a line", 1...200), 1...ShippingAddress.mostLines, "street, house, district, city"),
          isRequired: true),
        Property("postalCode", text("capital letters and digits", 1...20), isRequired: true),
        Property("phone", text("whom the courier calls: +6281234567890", 1...20), isRequired: true),
      ])
  }

  private static var rate: JSONObject {
    object(
      "What a carrier asks for a shipment.",
      [
        Property("carrier", identifier("who carries"), isRequired: true),
        Property("service", identifier("which service"), isRequired: true),
        Property("amount", amount(0...Int64.max, "what it costs"), isRequired: true), Property("currency", currency),
      ])
  }

  private static var lineUnits: JSONObject {
    object(
      "Units of one line of an order.",
      [
        Property("line", integer(0...Quantity.maximum, "by its position from 0"), isRequired: true),
        Property("units", integer(1...Quantity.maximum, "how many"), isRequired: true),
      ])
  }

  private static var orderCurrency: JSONValue {
    ["description": "the order's unless given", "type": "string", "pattern": "^[A-Z]{3}$"]
  }
}
