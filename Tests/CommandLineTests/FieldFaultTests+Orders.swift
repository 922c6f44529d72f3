import GrosirJSON

extension FieldFaultTests {
  /// One step of each verb about orders that has fields of its own, with every field, and each of them is done.
  static let checkout = """
    {"start": "2026-03-02T09:00:00+07:00",
     "products": [{"id": "shirt", "basePrice": 9000, "target": 40, "variants": [{"id": "M", "unitsPerBundle": 2}]}],
     "steps": [{"at": "+0m", "adjustStock":
                 {"owner": "gudang", "location": "medan", "variant": "M", "units": 9, "reason": "receipt"}},
               {"at": "+1h", "expect": "accepted", "placeOrder":
                 {"checkout": "c", "buyer": "Ani",
                  "lines": [{"product": "shirt", "variant": "M", "units": 2, "unitPrice": 9000, "seller": "toko",
                             "owner": "gudang", "location": "medan"}],
                  "address": {"recipient": "Ani", "lines": ["Jalan Mawar 1"], "postalCode": "40111",
                              "phone": "+6281234567890"},
                  "discount": 1000, "tax": 200, "shipping": 30, "total": 17230, "currency": "IDR", "fee": 250,
                  "lasting": "20m"}},
               {"at": "+1h", "expect": "accepted", "confirmOrderPayment":
                 {"order": "c/1", "payment": "P", "amount": 17230, "currency": "IDR"}},
               {"at": "+1h", "expect": "accepted", "expireOrders": {"limit": 9}},
               {"at": "+1h", "expect": "accepted", "bookShipment":
                 {"order": "c/1", "rate": {"carrier": "jne", "service": "reg", "amount": 900, "currency": "IDR"}}},
               {"at": "+1h", "expect": "accepted", "shipOrder": {"order": "c/1", "trackingNumber": "N"}},
               {"at": "+2h", "expect": "accepted", "recordTracking":
                 {"order": "c/1", "status": "delivered", "at": "+1h"}},
               {"at": "+3h", "expect": "accepted", "refundOrder":
                 {"order": "c/1", "refund": "R", "amount": 900, "currency": "IDR", "reason": "b",
                  "returned": [{"line": 0, "units": 1}]}},
               {"at": "+4h", "expect": "invalidTransition", "cancelOrder": {"order": "c/1", "reason": "b"}}]}
    """

  /// Among them the verbs: without its own a step has none, and that is said of the step.
  static let optionalInCheckouts: Set = [
    "adjustStock", "placeOrder", "confirmOrderPayment", "expireOrders", "bookShipment", "shipOrder", "recordTracking",
    "refundOrder", "cancelOrder", "expect", "owner", "location", "product", "discount", "tax", "shipping", "total",
    "currency", "fee", "lasting", "payment", "limit", "rate", "trackingNumber", "refund", "returned",
    "steps[2].confirmOrderPayment.amount", "steps[6].recordTracking.at", "steps[7].refundOrder.amount",
    "steps[8].cancelOrder.reason",
  ]

  private static let long = JSONValue.string(String(repeating: "x", count: 129))
  private static let longer = JSONValue.string(String(repeating: "x", count: 201))

  static let outOfRangeInCheckouts: [String: [JSONValue]] = [
    "checkout": ["", long], "buyer": ["", long], "product": ["", long], "variant": ["", long], "seller": ["", long],
    "owner": ["", long], "location": ["", long], "steps[0].adjustStock.units": [-1_000_000_001, 1_000_000_001],
    "units": [0, 1_000_000_001], "unitPrice": [-1], "steps[1].placeOrder.lines": [[]],
    "steps[1].placeOrder.address.lines": [[]], "recipient": ["", longer], "postalCode": ["", longer],
    "phone": ["", longer], "discount": [-1], "tax": [-1], "shipping": [-1], "total": [-1], "currency": ["idr"],
    "fee": [-1, 10_001], "lasting": ["0m", "367d"], "order": ["", long], "payment": ["", long], "amount": [-1],
    "limit": [0, 10_001], "carrier": ["", long], "service": ["", long], "trackingNumber": ["", long],
    "status": ["lost"], "at": ["", "1h", "+9999999d"], "refund": ["", long], "reason": [""],
    "line": [-1, 1_000_000_001], "expect": ["refused"],
  ]
}
