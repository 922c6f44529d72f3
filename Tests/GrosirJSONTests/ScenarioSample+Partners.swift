import GrosirJSON

// The steps about sellers and listings that a scenario may have, written down apart from the code that reads them.

extension DocumentSample {
  /// A step of every verb about sellers and listings, with every field there is.
  static let partnerSteps: [JSONValue] = [
    [
      "at": "+0ms",
      "registerSeller": [
        "id": "toko", "name": "Toko Ani", "phone": "+6281234567890",
        "bank": ["code": "BCA", "account": "1234567890", "holder": "Ani"],
      ],
    ],
    ["at": "+0ms", "activateSeller": ["seller": "toko"]],
    ["at": "+0ms", "suspendSeller": ["seller": "toko", "reason": "because"]],
    ["at": "+0ms", "putListing": ["reseller": "toko", "supplier": "gudang", "location": "medan", "variant": "M"]],
    ["at": "+0ms", "switchListing": ["reseller": "toko", "variant": "M", "isOn": false, "reason": "because"]],
    ["at": "+0ms", "syncListings": ["supplier": "gudang", "limit": 5]],
    ["at": "+0ms", "syncListings": ["variant": "M"]],
  ]

  // MARK: Shapes

  /// What each of those verbs takes.
  static let partnerVerbs: [(String, Shape)] = [
    (
      "registerSeller",
      .object([
        Shape.Member("id", .identifier), Shape.Member("name", Shape.text(1...200), .same("toko")),
        Shape.Member("phone", Shape.form(["", "0812", "+0812345678", "+62 812"]), .unlike),
        Shape.Member(
          "bank",
          .object([
            Shape.Member("code", Shape.text(2...20)), Shape.Member("account", Shape.text(8...20)),
            Shape.Member("holder", Shape.text(3...200)),
          ]), .unlike),
      ])
    ),
    ("activateSeller", .object([seller])),
    ("suspendSeller", .object([seller, Shape.Member("reason", Shape.reason)])),
    (
      "putListing",
      .object([
        reseller, Shape.Member("supplier", .identifier), Shape.Member("location", .identifier, .same("warehouse")),
        variant,
      ])
    ),
    (
      "switchListing",
      .object([reseller, variant, Shape.Member("isOn", .boolean), Shape.Member("reason", Shape.reason, .unlike)])
    ),
    (
      "syncListings",
      .object([
        Shape.Member("supplier", .identifier, .unlike), Shape.Member("variant", .identifier, .unlike),
        Shape.Member("limit", .integer(1...10_000), .same(1_000)),
      ])
    ),
  ]

  private static let seller = Shape.Member("seller", .identifier)
  private static let reseller = Shape.Member("reseller", .identifier)
  private static let variant = Shape.Member("variant", .identifier)
}
