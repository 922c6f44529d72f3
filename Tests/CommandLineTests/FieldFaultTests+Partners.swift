import GrosirJSON

extension FieldFaultTests {
  /// One step of each verb about sellers and listings, with every field, and each of them is done.
  static let shop = """
    {"start": "2026-03-02T09:00:00+07:00", "products": [],
     "steps": [{"at": "+0m", "adjustStock":
                 {"owner": "gudang", "location": "medan", "variant": "M", "units": 9, "reason": "receipt"}},
               {"at": "+1h", "expect": "accepted", "registerSeller":
                 {"id": "toko", "name": "Toko", "phone": "+6281234567890",
                  "bank": {"code": "BCA", "account": "12345678", "holder": "Who"}}},
               {"at": "+1h", "expect": "accepted", "activateSeller": {"seller": "toko"}},
               {"at": "+1h", "expect": "accepted", "suspendSeller": {"seller": "toko", "reason": "b"}},
               {"at": "+1h", "expect": "accepted", "putListing":
                 {"reseller": "toko", "supplier": "gudang", "location": "medan", "variant": "M"}},
               {"at": "+1h", "expect": "accepted", "switchListing":
                 {"reseller": "toko", "variant": "M", "isOn": false, "reason": "b"}},
               {"at": "+1h", "expect": "accepted", "syncListings": {"supplier": "gudang", "limit": 5}},
               {"at": "+1h", "expect": "accepted", "syncListings": {"variant": "M"}}]}
    """

  /// Where the location is left out, there is no such stock, which the step did not expect.
  static let optionalInShops: Set = [
    "adjustStock", "registerSeller", "activateSeller", "suspendSeller", "putListing", "switchListing", "syncListings",
    "expect", "owner", "location", "name", "phone", "bank", "limit", "steps[5].switchListing.reason",
    "steps[6].syncListings.supplier", "steps[7].syncListings.variant",
  ]

  private static let long = JSONValue.string(String(repeating: "x", count: 129))

  static let outOfRangeInShops: [String: [JSONValue]] = [
    "owner": ["", long], "location": ["", long], "variant": ["", long], "units": [-1_000_000_001, 1_000_000_001],
    "id": ["", long], "name": [""], "phone": ["081234567890", "+0812345678"], "account": ["1234567"],
    "holder": ["x"], "seller": ["", long], "reseller": ["", long], "supplier": ["", long], "reason": [""],
    "limit": [0, 10_001], "at": ["", "1h", "+9999999d"], "expect": ["refused"],
  ]
}
