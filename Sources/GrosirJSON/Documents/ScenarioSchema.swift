import GrosirCore

/// The JSON schema (draft 2020-12) of the scenarios that `grosir replay` runs.
///
/// It describes what each value may be by itself. What must agree with something else (a variant listed once, prices
/// that do not rise, a session that is named where there are several) only a reader can say.
public enum ScenarioSchema {
  /// The schema.
  public static var document: JSONValue {
    var schema = object(
      "A scenario of Grosir: products, and timed commands that are run through the engine.",
      [
        Property("tenant", identifier("whose everything is; \"tenant\" unless given")),
        Property("start", instant("from when offsets count, and when the products are there"), isRequired: true),
        Property(
          "products", list(reference("product"), 0...Scenario.maximumProducts, "the products there are at the start"),
          isRequired: true),
        Property(
          "steps",
          list(reference("step"), 0...Scenario.maximumSteps, "what happens, run as it stands: the clock may jump back"),
          isRequired: true),
      ])
    schema.insert("$schema", "https://json-schema.org/draft/2020-12/schema")
    var definitions = JSONObject()
    for (name, definition) in self.definitions { definitions.append(name, .object(definition)) }
    schema.append("$defs", .object(definitions))
    return .object(schema)
  }

  /// The parts by name, the verbs among them.
  private static var definitions: [(String, JSONObject)] {
    [
      ("step", step), ("product", product), ("variant", variant), ("policy", policy), ("tier", tier),
      ("guarantee", guarantee), ("quote", quote), ("units", units), ("time", time), ("timespan", timespan),
      ("stockLine", stockLine), ("stockPlace", stockPlace), ("bank", bank),
    ] + orderParts + ScenarioVerb.allCases.map { ($0.rawValue, verb($0)) }
  }

  // MARK: Steps

  private static var step: JSONObject {
    var schema = object(
      "One command, and when it is given: one verb, and no more.",
      [
        Property("at", reference("time"), isRequired: true),
        Property("command", identifier("the command's identity: the same again is answered as before")),
        Property("expect", choice(ScenarioExpectation.allCases.map { $0.rawValue })),
      ] + ScenarioVerb.allCases.map { Property($0.rawValue, reference($0.rawValue)) })
    schema.append(
      "oneOf",
      .array(ScenarioVerb.allCases.map { ["required": .array([.string($0.rawValue)])] }))
    return schema
  }

  private static func verb(_ verb: ScenarioVerb) -> JSONObject {
    let session = Property("session", identifier("which; where there is only one it may be left out"))
    let participant = identifier("the name of the participation")
    let reason = text("why", 1...500)
    switch verb {
    case .putProduct: return JSONObject([JSONObject.Member("$ref", "#/$defs/product")])
    case .putFactory: return factory
    case .putLocation: return location
    case .createSession: return createSession
    case .joinSession: return joinSession(session, participant)
    case .confirmPayment:
      return object(
        "Money arrives: what is asked for, under the participant's name, unless it says otherwise.",
        [
          session, Property("participant", participant, isRequired: true),
          Property("payment", identifier("the provider's reference")),
          Property("amount", amount(0...Int64.max, "how much")), Property("currency", currency),
        ])
    case .lapseHolds: return object("Lets go what was not paid in time.", [session])
    case .leaveSession:
      return object("A buyer leaves.", [session, Property("participant", participant, isRequired: true)])
    case .reversePayment, .refuseRefund:
      var schema = object(
        verb == .reversePayment
          ? "A payment is charged back: this one, or the last that was accepted of a participant."
          : "The provider refuses a refund: the last one of this payment, or of a participant.",
        [session, Property("payment", identifier("the provider's reference")), Property("participant", participant)])
      schema.append("oneOf", [["required": ["payment"]], ["required": ["participant"]]])
      return schema
    case .announceNearExpiry: return object("Announces the platform's fill.", [session])
    case .moveToRules: return object("Moves a session to its product's newest rules.", [session])
    case .setAsideStock:
      return object("Sets warehouse stock aside.", [session, Property("lines", reference("units"), isRequired: true)])
    case .closeSession:
      return object(
        "Closes a session at its deadline, or early with a reason.", [session, Property("earlyBecause", reason)])
    case .cancelSession:
      return object(
        "Ends a session; what was paid goes back, less what was credited.",
        [session, Property("reason", reason, isRequired: true)])
    case .fulfilSession, .placeAnotherOrder, .markPurchaseOrder, .receiveGoods, .orderForStock, .reportOverdue:
      return fulfilment(verb, session, reason: reason)
    case .reserveStock, .extendReservation, .consumeReservation, .releaseReservation, .sweepReservations,
      .adjustStock, .setStockLimits:
      return stock(verb)
    case .requestWithdrawal, .runWithdrawalBatch, .completeWithdrawal, .failWithdrawal, .settlePayee, .paySettlement:
      return money(verb)
    case .placeOrder, .beginOrderPayment, .confirmOrderPayment, .failOrderPayment, .expireOrders, .cancelOrder,
      .bookShipment, .shipOrder, .recordTracking, .refundOrder:
      return order(verb)
    case .registerSeller, .activateSeller, .suspendSeller, .putListing, .switchListing, .syncListings:
      return partner(verb)
    }
  }

  private static func money(_ verb: ScenarioVerb) -> JSONObject {
    let withdrawal = Property("withdrawal", identifier("the name of the withdrawal"), isRequired: true)
    let settlement = Property("settlement", identifier("the name of the settlement"), isRequired: true)
    switch verb {
    case .requestWithdrawal:
      return object(
        "A buyer asks for money out of their wallet: 10 000 rupiah or more, for a fee of 2 500.",
        [
          withdrawal, Property("buyer", identifier("whose wallet"), isRequired: true),
          Property("amount", amount(0...Int64.max, "what leaves the wallet, the fee included"), isRequired: true),
          Property("currency", currency),
        ])
    case .runWithdrawalBatch:
      return object(
        "A batch has paid what was asked for before its cut-off; the last Tuesday's or Friday's, 10:00, unless given.",
        [
          Property("cutOff", reference("time")),
          Property("limit", integer(1...RunWithdrawalBatch.mostAtOnce, "how many it takes at most; 1000")),
        ])
    case .failWithdrawal:
      return object(
        "The bank could not pay a withdrawal: all of it is in the wallet again.",
        [withdrawal, Property("reason", text("why", 1...500), isRequired: true)])
    case .settlePayee:
      var schema = object(
        "Settles a period with a factory or a seller, once it is over.",
        [
          settlement, Property("factory", identifier("with which factory")),
          Property("seller", identifier("with which seller")), Property("from", reference("time"), isRequired: true),
          Property("until", reference("time"), isRequired: true), Property("currency", currency),
        ])
      schema.append("oneOf", [["required": ["factory"]], ["required": ["seller"]]])
      return schema
    case .paySettlement: return object("Pays a settlement out, when it is payable.", [settlement])
    default: return object("The bank has paid a withdrawal.", [withdrawal])
    }
  }

  private static var createSession: JSONObject {
    object(
      "Opens a session.",
      [
        Property("session", identifier("its name"), isRequired: true),
        Property("code", identifier("the code by which buyers find it; its name unless given")),
        Property("product", identifier("what is sold; where the scenario lists only one it may be left out")),
        Property("target", nullable(integer(2...Quantity.maximum, "units to be sold; the product's unless given"))),
        Property(
          "tiers", list(reference("tier"), 1...BasisPoints.denominator, "thresholds that rise, prices that do not"),
          isRequired: true),
        Property("guarantee", nullable(reference("guarantee"))),
        Property("successRule", choice(SuccessRule.allCases.map { $0.rawValue })),
        Property("opensAt", reference("time")), Property("closesAt", nullable(reference("time"))),
        Property("nearExpiryWindow", reference("timespan")), Property("paymentWindow", reference("timespan")),
        Property("maxUnitsPerBuyer", nullable(integer(1...Quantity.maximum, "units one buyer may ask for"))),
        Property("maxOpenHoldsPerBuyer", integer(1...Quantity.maximum, "orders of one buyer that await payment; 3")),
        Property("waitingList", flag("whether buyers may pledge and wait; true")),
        Property("autoRenew", flag("whether a session to follow is proposed; false")),
        Property("useFreeStock", flag("whether all free stock is taken; false")),
        Property("selling", choice(Selling.allCases.map { $0.rawValue })),
        Property("warehouse", reference("stockPlace")), Property("openingStock", reference("units")),
      ])
  }

  private static func joinSession(_ session: Property, _ participant: JSONValue) -> JSONObject {
    object(
      "A buyer joins a session, or pledges.",
      [
        session, Property("participant", participant, isRequired: true),
        Property("buyer", identifier("who joins; the participation's name unless given")),
        Property("basket", reference("units"), isRequired: true),
        Property("quote", reference("quote")),
        Property("waitIfLocked", flag("whether to wait where the basket may not be taken; false")),
        Property("acceptPartial", flag("whether parts of it may be let in while waiting; false")),
        Property("paid", flag("whether it is paid at once; false")),
      ])
  }

  // MARK: Products

  private static var product: JSONObject {
    let prices: ClosedRange<Int64> = 0...Product.maximumPrice
    return object(
      "A product as it is configured.",
      [
        Property("id", identifier("its name"), isRequired: true), Property("factory", identifier("who makes it")),
        Property("sku", sku), Property("name", text("what it is called", 1...200)), Property("currency", currency),
        Property("basePrice", amount(1...Product.maximumPrice, "of a unit, before any tier"), isRequired: true),
        Property("unitCost", amount(prices, "what the factory gets for a unit; 0 unless given")),
        Property("target", integer(2...Quantity.maximum, "units a session should sell"), isRequired: true),
        Property("sessionDuration", reference("timespan")),
        Property("expectedCompletion", nullable(reference("timespan"))),
        Property(
          "variants", list(reference("variant"), 1...Product.maximumVariants, "in their order"), isRequired: true),
        Property("policy", reference("policy")),
      ])
  }

  private static var variant: JSONObject {
    let counts = 0...Quantity.maximum
    return object(
      "A variant of a product.",
      [
        Property("id", identifier("its name"), isRequired: true), Property("sku", sku),
        Property("name", text("what it is called", 1...200)),
        Property(
          "priceAdjustment", amount(-Product.maximumPrice...Product.maximumPrice, "what a unit costs more, or less")),
        Property("unitsPerBundle", integer(1...Quantity.maximum, "units in one bundle"), isRequired: true),
        Property("tolerance", nullable(integer(counts, "units that may be left over; null for any number"))),
        Property("notes", text("the operator's", 0...2_000)),
        Property("clearanceRate", integer(0...BasisPoints.denominator, "share of leftovers sold off, basis points")),
        Property("reorderPoint", nullable(integer(counts, "units that count as low"))),
        Property("maximum", nullable(integer(counts, "units a warehouse should hold at most"))),
      ])
  }

  private static var policy: JSONObject {
    let counts = 0...Quantity.maximum
    let sizes = 1...Quantity.maximum
    func kind(_ kind: AllocationPolicy.Kind, _ properties: [Property]) -> JSONValue {
      .object(
        object(
          kind.rawValue, [Property("kind", ["const": .string(kind.rawValue)], isRequired: true)] + properties))
    }
    return JSONObject([
      JSONObject.Member("description", "What decides how much may still be sold; bundleTolerance unless given."),
      JSONObject.Member(
        "oneOf",
        .array([
          kind(
            .bundleTolerance,
            [
              Property("committedBundles", integer(counts, "bundles accepted whatever they leave over; 1")),
              Property(
                "capacityBundles", nullable(integer(counts, "bundles the factory can make; null for any number"))),
            ]),
          kind(
            .allocationMultiple,
            [
              Property("multiple", integer(sizes, "allocations a variant may be ahead; 2")),
              Property("catchUp", choice(AllocationMultiple.CatchUp.allCases.map { $0.rawValue }), isRequired: true),
            ]),
          kind(.progressiveUnlock, [Property("target", integer(sizes, "units"), isRequired: true)]),
          kind(.stockOnly, []), kind(.open, []),
        ])),
    ])
  }

  private static var tier: JSONObject {
    object(
      "A price from a share of the target on.",
      [
        Property(
          "threshold", integer(1...BasisPoints.denominator, "basis points of the target: 2500 is 25 %"),
          isRequired: true),
        Property("price", amount(1...Int64.max, "of a unit"), isRequired: true),
      ])
  }

  private static var guarantee: JSONObject {
    object(
      "The platform tops the session up to this share of the target; null for not at all, 25 % unless given.",
      [
        Property("minimumFill", integer(0...BasisPoints.denominator, "basis points of the target"), isRequired: true)
      ])
  }

  private static var quote: JSONObject {
    object(
      "What the buyer was shown; where it is left out, the right prices.",
      [
        Property(
          "unitPrices",
          [
            "type": "object", "minProperties": 1,
            "maxProperties": .integer(AvailabilityRequest.maximumVariants),
            "additionalProperties": amount(0...Int64.max, "of a unit of that variant"),
          ], isRequired: true),
        Property("total", amount(0...Int64.max, "of all"), isRequired: true),
      ])
  }

  // MARK: Values

  private static var units: JSONObject {
    JSONObject([
      JSONObject.Member("description", "Units by variant: {\"M\": 5}."), JSONObject.Member("type", "object"),
      JSONObject.Member("minProperties", 1),
      JSONObject.Member("maxProperties", .integer(AvailabilityRequest.maximumVariants)),
      JSONObject.Member("additionalProperties", integer(1...Quantity.maximum, "units of that variant")),
    ])
  }

  private static let compact = "([0-9]{1,15}d)?([0-9]{1,15}h)?([0-9]{1,15}m)?([0-9]{1,15}s)?([0-9]{1,15}ms)?"

  private static var time: JSONObject {
    JSONObject([
      JSONObject.Member("description", "An instant (RFC 3339), or the time since the start: +1d2h30m."),
      JSONObject.Member("type", "string"),
      JSONObject.Member("pattern", .string("^([+-](?=[0-9])\(compact)|[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt].+)$")),
    ])
  }

  private static var timespan: JSONObject {
    JSONObject([
      JSONObject.Member("description", "A length of time, 366 days at most: 7d, 1h30m, 90s, 250ms."),
      JSONObject.Member("type", "string"), JSONObject.Member("pattern", .string("^(?=[0-9])\(compact)$")),
    ])
  }
}

// MARK: - Building

extension ScenarioSchema {
  /// A field of an object.
  struct Property {
    let name: String
    let schema: JSONValue
    let isRequired: Bool

    init(_ name: String, _ schema: JSONValue, isRequired: Bool = false) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  static func object(_ description: String, _ properties: [Property]) -> JSONObject {
    var schema = JSONObject([
      JSONObject.Member("description", .string(description)), JSONObject.Member("type", "object"),
      JSONObject.Member("additionalProperties", false),
    ])
    let required = properties.filter { $0.isRequired }.map { JSONValue.string($0.name) }
    if !required.isEmpty { schema.append("required", .array(required)) }
    schema.append("properties", .object(JSONObject(properties.map { JSONObject.Member($0.name, $0.schema) })))
    return schema
  }

  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }

  static func nullable(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, ["type": "null"]]] }

  static func list(_ element: JSONValue, _ count: ClosedRange<Int>, _ description: String) -> JSONValue {
    [
      "description": .string(description), "type": "array", "items": element, "minItems": .integer(count.lowerBound),
      "maxItems": .integer(count.upperBound),
    ]
  }

  static func integer(_ range: ClosedRange<Int>, _ description: String) -> JSONValue {
    [
      "description": .string(description), "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
  }

  static func amount(_ range: ClosedRange<Int64>, _ description: String) -> JSONValue {
    [
      "description": .string(description), "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
  }

  static func text(_ description: String, _ length: ClosedRange<Int>) -> JSONValue {
    [
      "description": .string(description), "type": "string", "minLength": .integer(length.lowerBound),
      "maxLength": .integer(length.upperBound),
    ]
  }

  static func identifier(_ description: String) -> JSONValue { text(description, 1...128) }

  private static func instant(_ description: String) -> JSONValue {
    ["description": .string(description), "type": "string", "format": "date-time"]
  }

  static func flag(_ description: String) -> JSONValue {
    ["description": .string(description), "type": "boolean"]
  }

  static func choice(_ words: [String]) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

  private static var sku: JSONValue {
    ["description": "the seller's code", "type": "string", "pattern": "^[!-~]{1,64}$"]
  }

  static var currency: JSONValue {
    ["description": "IDR unless given", "type": "string", "pattern": "^[A-Z]{3}$"]
  }
}

extension JSONObject {
  /// The same with a member more, in front.
  fileprivate mutating func insert(_ name: String, _ value: JSONValue) {
    self = JSONObject([Member(name, value)] + members)
  }
}
