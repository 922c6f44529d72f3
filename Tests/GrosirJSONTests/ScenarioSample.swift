import GrosirCore
import GrosirJSON

// The scenarios of SPEC §15, written down apart from the code that reads them.

extension DocumentSample {
  /// A step of every verb, with every field there is.
  static let replay = DocumentSample(
    name: "replay", tool: .replay,
    shape: .object([
      Shape.Member("tenant", .identifier, .same("tenant")),
      Shape.Member("start", Shape.instant),
      Shape.Member("products", .list(product, 0...1_000)),
      Shape.Member("steps", .list(step, 0...400_000)),
    ]),
    document: [
      "tenant": "shop", "start": "2026-03-02T09:00:00+07:00", "products": [shirt],
      "steps": .array(steps + laterSteps + orderSteps + partnerSteps),
    ])

  private static let shirt: JSONValue = [
    "id": "shirt", "factory": "bandung", "sku": "SHIRT", "name": "Shirt", "currency": "USD", "basePrice": 200_000,
    "unitCost": 90_000, "target": 40, "sessionDuration": "3d", "expectedCompletion": "30d",
    "variants": [
      [
        "id": "S", "sku": "SHIRT-S", "name": "Small", "priceAdjustment": -500, "unitsPerBundle": 2, "tolerance": 20,
        "notes": "sells slowly", "clearanceRate": 4_000, "reorderPoint": 3, "maximum": 9,
      ],
      ["id": "M", "unitsPerBundle": 5],
    ],
    "policy": ["kind": "bundleTolerance", "committedBundles": 2, "capacityBundles": 9],
  ]

  private static let steps: [JSONValue] = [
    [
      "at": "+1h", "command": "open", "expect": "accepted",
      "createSession": [
        "session": "march", "code": "MARCH", "product": "shirt", "target": 30,
        "tiers": [["threshold": 2_500, "price": 150_000]], "guarantee": ["minimumFill": 3_000],
        "successRule": "fullTarget", "opensAt": "+2h", "closesAt": "+3d", "nearExpiryWindow": "5m",
        "paymentWindow": "90m", "maxUnitsPerBuyer": 50, "maxOpenHoldsPerBuyer": 2, "waitingList": false,
        "autoRenew": true, "useFreeStock": true, "selling": "warehouse",
        "warehouse": ["owner": "seller", "location": "medan"], "openingStock": ["M": 2],
      ],
    ],
    [
      "at": "2026-03-02T12:00:00Z",
      "joinSession": [
        "session": "march", "participant": "ani", "buyer": "Ani", "basket": ["M": 5, "S": 2],
        "quote": ["unitPrices": ["S": 199_500, "M": 200_000], "total": 1_399_000], "waitIfLocked": true,
        "acceptPartial": true, "paid": true,
      ],
    ],
    [
      "at": "-1d2h3m4s5ms",
      "confirmPayment": [
        "session": "march", "participant": "ani", "payment": "P-1", "amount": 1_399_000, "currency": "IDR",
      ],
    ],
    ["at": "+0ms", "reversePayment": ["session": "march", "payment": "P-1"]],
    ["at": "+0ms", "refuseRefund": ["session": "march", "participant": "ani"]],
    ["at": "+0ms", "leaveSession": ["session": "march", "participant": "ani"]],
    ["at": "+0ms", "setAsideStock": ["session": "march", "lines": ["S": 1]]],
    ["at": "+0ms", "closeSession": ["session": "march", "earlyBecause": "because"]],
    ["at": "+0ms", "cancelSession": ["session": "march", "reason": "because"]],
    ["at": "+0ms", "lapseHolds": ["session": "march"]],
    ["at": "+0ms", "announceNearExpiry": ["session": "march"]],
    ["at": "+0ms", "moveToRules": ["session": "march"]],
    ["at": "+0ms", "putProduct": shirt],
    [
      "at": "+0ms",
      "reserveStock": [
        "order": "cart", "lasting": "5m",
        "lines": [
          ["owner": "seller", "location": "medan", "variant": "M", "units": 2],
          ["variant": "S", "units": 1],
        ],
      ],
    ],
    [
      "at": "+0ms",
      "reserveStock": [
        "order": "box", "lines": [["variant": "S", "units": 1]], "untilReleased": false,
      ],
    ],
    ["at": "+0ms", "extendReservation": ["order": "cart", "until": "+30m"]],
    ["at": "+0ms", "consumeReservation": ["order": "cart"]],
    ["at": "+0ms", "releaseReservation": ["order": "cart", "reason": "payment_failed"]],
    ["at": "+0ms", "sweepReservations": ["limit": 9]],
    [
      "at": "+0ms",
      "adjustStock": [
        "owner": "seller", "location": "medan", "variant": "M", "units": -3, "reason": "write_off",
        "reference": "note",
      ],
    ],
    [
      "at": "+0ms",
      "setStockLimits": [
        "owner": "seller", "location": "medan", "variant": "M", "reorderPoint": 3, "maximum": 9,
      ],
    ],
    ["at": "+0ms", "requestWithdrawal": ["withdrawal": "W", "buyer": "Ani", "amount": 10_000, "currency": "USD"]],
    ["at": "+0ms", "runWithdrawalBatch": ["cutOff": "+1h", "limit": 7]],
    ["at": "+0ms", "completeWithdrawal": ["withdrawal": "W"]],
    ["at": "+0ms", "failWithdrawal": ["withdrawal": "W", "reason": "because"]],
    [
      "at": "+0ms",
      "settlePayee": ["settlement": "S", "factory": "bandung", "from": "+0m", "until": "+7d", "currency": "USD"],
    ],
    ["at": "+0ms", "paySettlement": ["settlement": "S"]],
  ]

  private static let laterSteps: [JSONValue] = [
    [
      "at": "+0ms",
      "putFactory": [
        "id": "bandung", "name": "Bandung Garment", "phone": "+6281234567890",
        "bank": ["code": "BCA", "account": "1234567890", "holder": "Siti"], "postalCode": "40111", "fee": 250,
      ],
    ],
    [
      "at": "+0ms",
      "putLocation": ["id": "medan", "name": "Gudang Medan", "address": "Jalan 1", "postalCode": "20111"],
    ],
    ["at": "+0ms", "fulfilSession": ["session": "march", "number": "po-1", "shippingCost": 9]],
    ["at": "+0ms", "placeAnotherOrder": ["session": "march", "number": "po-2", "shippingCost": 9]],
    ["at": "+0ms", "markPurchaseOrder": ["number": "po-1", "mark": "acknowledged"]],
    [
      "at": "+0ms",
      "markPurchaseOrder": [
        "number": "po-1", "mark": "shipped", "trackingNumber": "JNE-1", "shippingCost": 9,
      ],
    ],
    ["at": "+0ms", "markPurchaseOrder": ["number": "po-1", "mark": "refused", "reason": "because"]],
    ["at": "+0ms", "receiveGoods": ["number": "po-1", "receipt": "note-1", "bundles": 2, "damaged": ["M": 1]]],
    ["at": "+0ms", "receiveGoods": ["number": "po-1", "receipt": "note-2", "units": ["M": 3]]],
    [
      "at": "+0ms",
      "orderForStock": [
        "product": "shirt", "bundles": 3, "number": "po-3", "destination": ["owner": "seller", "location": "medan"],
        "shippingCost": 9, "draft": true,
      ],
    ],
    ["at": "+0ms", "reportOverdue": ["session": "march"]],
  ]

  // MARK: Shapes

  private static let product: Shape = .object([
    Shape.Member("id", .identifier), Shape.Member("factory", .identifier, .same("factory")),
    Shape.Member("sku", Shape.sku, .same("PRODUCT")), Shape.Member("name", Shape.text(1...200), .same("shirt")),
    Shape.Member("currency", .currency, .same("IDR")), Shape.Member("basePrice", .integer(1...1_000_000_000_000)),
    Shape.Member("unitCost", .integer(0...1_000_000_000_000), .same(0)),
    Shape.Member("target", .integer(2...1_000_000_000)),
    Shape.Member("sessionDuration", Shape.timespan(isPositive: true), .same("168h")),
    Shape.Member("expectedCompletion", .nullable(Shape.timespan(isPositive: true)), .same(nil)),
    Shape.Member("variants", .list(variant, 1...10_000)),
    Shape.Member(
      "policy", .object(DocumentSample.policy(of: .bundleTolerance).1), .same(["kind": "bundleTolerance"])),
  ])

  private static let variant: Shape = .object([
    Shape.Member("id", .identifier), Shape.Member("sku", Shape.sku, .same("VARIANT-1")),
    Shape.Member("name", Shape.text(1...200), .same("S")),
    Shape.Member("priceAdjustment", .integer(-1_000_000_000_000...1_000_000_000_000), .same(0)),
    Shape.Member("unitsPerBundle", .integer(Shape.sizes)),
    Shape.Member("tolerance", .nullable(.integer(Shape.counts)), .same(nil)),
    Shape.Member("notes", Shape.text(0...2_000), .same("")),
    Shape.Member("clearanceRate", .integer(0...10_000), .same(0)),
    Shape.Member("reorderPoint", .nullable(.integer(Shape.counts)), .same(nil)),
    Shape.Member("maximum", .nullable(.integer(Shape.counts)), .same(nil)),
  ])

  private static let session = Shape.Member("session", .identifier, .same("march"))
  private static let participant = Shape.Member("participant", .identifier)
  private static let units: Shape = .map(.integer(Shape.sizes), 1...10_000)
  private static let money: Shape = .integer(0...Int64.max)

  private static let step: Shape = .object(
    [
      Shape.Member("at", Shape.time), Shape.Member("command", .identifier, .unlike),
      Shape.Member("expect", .choice(["accepted", "notAcceptable", "alreadyPaid"]), .unlike),
    ] + (verbs + orderVerbs + partnerVerbs).map { Shape.Member($0.0, $0.1, .refusedOutside) })

  private static let verbs: [(String, Shape)] =
    [
      ("createSession", createSession), ("joinSession", joinSession), ("putProduct", product),
      (
        "confirmPayment",
        .object([
          session, participant, Shape.Member("payment", .identifier, .unlike), Shape.Member("amount", money, .unlike),
          Shape.Member("currency", .currency, .unlike),
        ])
      ),
      ("reversePayment", .object([session, Shape.Member("payment", .identifier, .refusedOutside)])),
      ("refuseRefund", .object([session, Shape.Member("participant", .identifier, .refusedOutside)])),
      ("leaveSession", .object([session, participant])),
      ("setAsideStock", .object([session, Shape.Member("lines", units)])),
      ("closeSession", .object([session, Shape.Member("earlyBecause", Shape.reason, .unlike)])),
      ("cancelSession", .object([session, Shape.Member("reason", Shape.reason)])),
      ("lapseHolds", .object([session])), ("announceNearExpiry", .object([session])),
      ("moveToRules", .object([session])),
      (
        "reserveStock",
        .object([
          order,
          Shape.Member(
            "lines",
            .list(.object(stock + [Shape.Member("units", .integer(Shape.sizes))]), 1...10_000)),
          Shape.Member("lasting", Shape.timespan(isPositive: true), .unlike),
          Shape.Member("untilReleased", .boolean, .same(false)),
        ])
      ),
      ("extendReservation", .object([order, Shape.Member("until", Shape.time)])),
      ("consumeReservation", .object([order])),
      (
        "releaseReservation",
        .object([order, Shape.Member("reason", .choice(["cancelled", "payment_failed", "expired"]))])
      ),
      ("sweepReservations", .object([Shape.Member("limit", .integer(1...10_000), .same(1_000))])),
      (
        "adjustStock",
        .object(
          stock + [
            Shape.Member("units", .integer(-1_000_000_000...1_000_000_000)),
            Shape.Member("reason", .choice(["receipt", "correction", "write_off", "return"])),
            Shape.Member("reference", .identifier, .unlike),
          ])
      ),
      (
        "setStockLimits",
        .object(
          stock + [
            Shape.Member("reorderPoint", .nullable(.integer(Shape.counts)), .same(nil)),
            Shape.Member("maximum", .nullable(.integer(Shape.counts)), .same(nil)),
          ])
      ),
    ] + withdrawals + fulfilment

  private static let withdrawals: [(String, Shape)] = [
    (
      "requestWithdrawal",
      .object([
        Shape.Member("withdrawal", .identifier), Shape.Member("buyer", .identifier), Shape.Member("amount", money),
        Shape.Member("currency", .currency, .same("IDR")),
      ])
    ),
    (
      "runWithdrawalBatch",
      .object([
        Shape.Member("cutOff", Shape.time, .unlike), Shape.Member("limit", .integer(1...10_000), .same(1_000)),
      ])
    ),
    ("completeWithdrawal", .object([Shape.Member("withdrawal", .identifier)])),
    (
      "failWithdrawal",
      .object([Shape.Member("withdrawal", .identifier), Shape.Member("reason", Shape.reason)])
    ),
    (
      "settlePayee",
      .object([
        Shape.Member("settlement", .identifier), Shape.Member("factory", .identifier), Shape.Member("from", Shape.time),
        Shape.Member("until", Shape.time), Shape.Member("currency", .currency, .same("IDR")),
      ])
    ),
    ("paySettlement", .object([Shape.Member("settlement", .identifier)])),
  ]

  private static let shippingCost = Shape.Member("shippingCost", .integer(0...1_000_000_000_000), .same(0))
  private static let place: Shape = .object([
    Shape.Member("owner", .identifier, .same("platform")), Shape.Member("location", .identifier, .same("warehouse")),
  ])

  private static let fulfilment: [(String, Shape)] = [
    (
      "putFactory",
      .object([
        Shape.Member("id", .identifier), Shape.Member("name", Shape.text(1...200), .same("bandung")),
        Shape.Member("phone", Shape.form(["", "0812", "+0812345678", "+62 812"]), .unlike),
        Shape.Member(
          "bank",
          .object([
            Shape.Member("code", Shape.text(2...20)), Shape.Member("account", Shape.text(8...20)),
            Shape.Member("holder", Shape.text(3...200)),
          ]), .unlike),
        Shape.Member("postalCode", Shape.form(["", "1", "13910 ", "a1234"]), .same("00000")),
        Shape.Member("fee", .integer(0...10_000), .same(500)),
      ])
    ),
    (
      "putLocation",
      .object([
        Shape.Member("id", .identifier), Shape.Member("name", Shape.text(1...200), .same("medan")),
        Shape.Member("address", Shape.text(1...500), .same("Gudang Medan")),
        Shape.Member("postalCode", Shape.form(["", "1", "13910 ", "a1234"]), .same("00000")),
      ])
    ),
    ("fulfilSession", .object([session, Shape.Member("number", .identifier, .unlike), shippingCost])),
    ("placeAnotherOrder", .object([session, Shape.Member("number", .identifier, .unlike), shippingCost])),
    (
      "markPurchaseOrder",
      .object([
        Shape.Member("number", .identifier),
        Shape.Member("mark", .choice(["sent", "acknowledged", "shipped", "refused"])),
        Shape.Member("trackingNumber", .identifier, .unlike),
        Shape.Member("shippingCost", .integer(0...1_000_000_000_000), .unlike),
        Shape.Member("reason", Shape.reason),
      ])
    ),
    (
      "receiveGoods",
      .object([
        Shape.Member("number", .identifier), Shape.Member("receipt", .identifier),
        Shape.Member("bundles", .integer(Shape.sizes)), Shape.Member("units", units, .refusedOutside),
        Shape.Member("damaged", units, .unlike),
      ])
    ),
    (
      "orderForStock",
      .object([
        Shape.Member("product", .identifier, .same("shirt")), Shape.Member("bundles", .integer(Shape.sizes)),
        Shape.Member("number", .identifier, .unlike), Shape.Member("destination", place, .same([:])),
        shippingCost, Shape.Member("draft", .boolean, .same(false)),
      ])
    ),
    ("reportOverdue", .object([session])),
  ]

  private static let order = Shape.Member("order", .identifier)
  private static let stock = [
    Shape.Member("owner", .identifier, .same("platform")),
    Shape.Member("location", .identifier, .same("warehouse")),
    Shape.Member("variant", .identifier),
  ]

  private static let createSession: Shape = .object([
    Shape.Member("session", .identifier), Shape.Member("code", .identifier, .same("march")),
    Shape.Member("product", .identifier, .same("shirt")),
    Shape.Member("target", .nullable(.integer(2...1_000_000_000)), .same(nil)),
    Shape.Member(
      "tiers",
      .list(
        .object([
          Shape.Member("threshold", .integer(1...10_000)), Shape.Member("price", .integer(1...Int64.max)),
        ]), 1...10_000)),
    Shape.Member(
      "guarantee", .nullable(.object([Shape.Member("minimumFill", .integer(0...10_000))])),
      .same(["minimumFill": 2_500])),
    Shape.Member("successRule", .choice(["lowestTier", "fullTarget"]), .same("lowestTier")),
    Shape.Member("opensAt", Shape.time, .same("+1h")), Shape.Member("closesAt", .nullable(Shape.time), .same(nil)),
    Shape.Member("nearExpiryWindow", Shape.timespan(isPositive: false), .same("10m")),
    Shape.Member("paymentWindow", Shape.timespan(isPositive: true), .same("24h")),
    Shape.Member("maxUnitsPerBuyer", .nullable(.integer(Shape.sizes)), .same(nil)),
    Shape.Member("maxOpenHoldsPerBuyer", .integer(Shape.sizes), .same(3)),
    Shape.Member("waitingList", .boolean, .same(true)), Shape.Member("autoRenew", .boolean, .same(false)),
    Shape.Member("useFreeStock", .boolean, .same(false)),
    Shape.Member("selling", .choice(["consignment", "warehouse"]), .same("consignment")),
    Shape.Member("warehouse", place, .same([:])), Shape.Member("openingStock", units, .unlike),
  ])

  private static let joinSession: Shape = .object([
    session, participant, Shape.Member("buyer", .identifier, .same("ani")), Shape.Member("basket", units),
    Shape.Member(
      "quote",
      .object([Shape.Member("unitPrices", .map(money, 1...10_000)), Shape.Member("total", money)]), .unlike),
    Shape.Member("waitIfLocked", .boolean, .refusedOutside), Shape.Member("acceptPartial", .boolean, .same(false)),
    Shape.Member("paid", .boolean, .same(false)),
  ])
}

extension Shape {
  fileprivate static let instant: Shape = .text(
    spoilt: ["", "now", "2026-03-02", "2026-02-30T00:00:00Z", "2026-03-02T09:00:00", "+1h"].map {
      Spoilt(text: $0, code: .malformed)
    })

  static let time: Shape = .text(
    spoilt: ["", "+", "1h", "+1", "+h", "+1h1h", "+1m1h", "+1.5h", "+-1h", "+1h ", "2026-02-30T00:00:00Z", "+1H"].map {
      Spoilt(text: $0, code: .malformed)
    } + [Spoilt(text: "+9999999d", code: .outOfRange), Spoilt(text: "-9999999d", code: .outOfRange)])

  static func timespan(isPositive: Bool) -> Shape {
    let malformed = ["", "1", "h", "-1h", "+1h", "1h 2m", "2m1h", "99999999999999999999h", "999999999999999d"]
    let outOfRange = ["367d", "8784h1ms"] + (isPositive ? ["0m", "0d0ms"] : [])
    return .text(
      spoilt: malformed.map { Spoilt(text: $0, code: .malformed) }
        + outOfRange.map { Spoilt(text: $0, code: .outOfRange) })
  }

  fileprivate static let sku: Shape = .text(
    spoilt: ["", "A B", "é", String(repeating: "x", count: 65)].map { Spoilt(text: $0, code: .malformed) })

  static let reason: Shape = .text(
    spoilt: ["", "a\u{7}", String(repeating: "x", count: 501)].map { Spoilt(text: $0, code: .malformed) })

  static func form(_ malformed: [String]) -> Shape {
    .text(spoilt: malformed.map { Spoilt(text: $0, code: .malformed) })
  }

  static func text(_ length: ClosedRange<Int>) -> Shape {
    let long = Spoilt(text: String(repeating: "x", count: length.upperBound + 1), code: .tooLarge)
    let short = (0..<length.lowerBound).map { Spoilt(text: String(repeating: "x", count: $0), code: .malformed) }
    return .text(spoilt: [long] + short)
  }
}
