import GrosirJSON

// The steps about orders that a scenario may have, written down apart from the code that reads them.

extension DocumentSample {
  /// A step of every verb about orders, with every field there is.
  static let orderSteps: [JSONValue] = [
    [
      "at": "+0ms",
      "placeOrder": [
        "checkout": "cart", "buyer": "Ani",
        "lines": [
          [
            "product": "shirt", "variant": "M", "units": 3, "unitPrice": 150_000, "seller": "toko", "owner": "gudang",
            "location": "medan",
          ],
          ["variant": "S", "units": 1, "unitPrice": 40_000, "seller": "toko"],
        ],
        "address": [
          "recipient": "Ani", "lines": ["Jalan Mawar 1", "Bandung"], "postalCode": "40111", "phone": "+6281234567890",
        ],
        "discount": 1_000, "tax": 200, "shipping": 30, "total": 1, "currency": "USD", "fee": 250, "lasting": "20m",
      ],
    ],
    ["at": "+0ms", "beginOrderPayment": ["order": "cart/1"]],
    [
      "at": "+0ms",
      "confirmOrderPayment": ["order": "cart/1", "payment": "P-2", "amount": 489_230, "currency": "USD"],
    ],
    ["at": "+0ms", "failOrderPayment": ["order": "cart/1"]],
    ["at": "+0ms", "expireOrders": ["limit": 8]],
    ["at": "+0ms", "cancelOrder": ["order": "cart/1", "reason": "because"]],
    [
      "at": "+0ms",
      "bookShipment": [
        "order": "cart/1", "rate": ["carrier": "jne", "service": "reg", "amount": 9_000, "currency": "USD"],
      ],
    ],
    ["at": "+0ms", "shipOrder": ["order": "cart/1", "trackingNumber": "JNE-1"]],
    ["at": "+2h", "recordTracking": ["order": "cart/1", "status": "in_transit", "at": "+1h"]],
    [
      "at": "+0ms",
      "refundOrder": [
        "order": "cart/1", "refund": "R", "amount": 5_000, "currency": "USD", "reason": "because",
        "returned": [["line": 1, "units": 1]],
      ],
    ],
  ]

  // MARK: Shapes

  /// What each of those verbs takes.
  static let orderVerbs: [(String, Shape)] = [
    ("placeOrder", placeOrder), ("beginOrderPayment", .object([order])),
    (
      "confirmOrderPayment",
      .object([
        order, Shape.Member("payment", .identifier, .unlike), Shape.Member("amount", amount, .unlike),
        Shape.Member("currency", .currency, .unlike),
      ])
    ),
    ("failOrderPayment", .object([order])),
    ("expireOrders", .object([Shape.Member("limit", .integer(1...10_000), .same(1_000))])),
    ("cancelOrder", .object([order, Shape.Member("reason", Shape.reason, .unlike)])),
    (
      "bookShipment",
      .object([
        order,
        Shape.Member(
          "rate",
          .object([
            Shape.Member("carrier", .identifier), Shape.Member("service", .identifier), Shape.Member("amount", amount),
            Shape.Member("currency", .currency, .same("IDR")),
          ]), .unlike),
      ])
    ),
    ("shipOrder", .object([order, Shape.Member("trackingNumber", .identifier, .unlike)])),
    (
      "recordTracking",
      .object([
        order,
        Shape.Member("status", .choice(["booked", "picked_up", "in_transit", "out_for_delivery", "delivered"])),
        Shape.Member("at", Shape.time, .same("+2h")),
      ])
    ),
    (
      "refundOrder",
      .object([
        order, Shape.Member("refund", .identifier, .unlike), Shape.Member("amount", amount, .unlike),
        Shape.Member("currency", .currency, .unlike), Shape.Member("reason", Shape.reason),
        Shape.Member(
          "returned",
          .list(
            .object([
              Shape.Member("line", .integer(Shape.counts)), Shape.Member("units", .integer(Shape.sizes)),
            ]), 0...100), .same([])),
      ])
    ),
  ]

  private static let order = Shape.Member("order", .identifier)
  private static let amount: Shape = .integer(0...Int64.max)

  private static let placeOrder: Shape = .object([
    Shape.Member("checkout", .identifier), Shape.Member("buyer", .identifier),
    Shape.Member("lines", .list(line, 1...100)),
    Shape.Member(
      "address",
      .object([
        Shape.Member("recipient", Shape.text(1...200)), Shape.Member("lines", .list(Shape.text(1...200), 1...6)),
        Shape.Member("postalCode", Shape.text(1...20)), Shape.Member("phone", Shape.text(1...20)),
      ])),
    Shape.Member("discount", amount, .same(0)), Shape.Member("tax", amount, .same(0)),
    Shape.Member("shipping", amount, .same(0)),
    // 3 · 150 000 + 40 000 − 1 000 + 200 + 30.
    Shape.Member("total", amount, .same(489_230)), Shape.Member("currency", .currency, .same("IDR")),
    Shape.Member("fee", .integer(0...10_000), .same(500)),
    Shape.Member("lasting", Shape.timespan(isPositive: true), .unlike),
  ])

  private static let line: Shape = .object([
    Shape.Member("product", .identifier, .same("shirt")), Shape.Member("variant", .identifier),
    Shape.Member("units", .integer(Shape.sizes)), Shape.Member("unitPrice", amount),
    Shape.Member("seller", .identifier), Shape.Member("owner", .identifier, .same("toko")),
    Shape.Member("location", .identifier, .same("warehouse")),
  ])
}
