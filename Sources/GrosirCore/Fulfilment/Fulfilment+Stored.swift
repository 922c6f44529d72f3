extension Fulfilment: Stored {
  /// Everything.
  package var stored: Record {
    [
      "lines": lines.stored, "factory": factory.record, "fee": fee.stored, "deadline": deadline.record,
      "isOverdueReported": isOverdueReported.record, "purchaseOrders": purchaseOrders.record, "served": served.stored,
      "productionStarted": marks.productionStarted.record, "productionCompleted": marks.productionCompleted.record,
      "shipped": marks.shipped.record,
    ]
  }

  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    lines = try fields.take("lines")
    factory = try fields.take("factory")
    fee = try fields.take("fee")
    deadline = try fields.take("deadline")
    isOverdueReported = try fields.take("isOverdueReported")
    purchaseOrders = try fields.take("purchaseOrders")
    served = try fields.take("served")
    marks.productionStarted = try fields.take("productionStarted")
    marks.productionCompleted = try fields.take("productionCompleted")
    marks.shipped = try fields.take("shipped")
    try fields.end()
    try StoredFault.unless(lines.isDistinct { $0.variant }, "lines", "a variant is there twice")
    var rest: [VariantID: Int] = [:]
    for line in lines { rest[line.variant] = line.fromBundles }
    for units in served {
      let left = rest[units.variant] ?? 0
      try StoredFault.unless(units.units <= left, "served", "more was served than came from bundles")
      rest[units.variant] = left - units.units
    }
    try StoredFault.unless(rest.values.allSatisfy { $0 == 0 }, "served", "less was served than came from bundles")
  }
}

extension Fulfilment.Line: Stored {
  /// The demand, and where it is met from; what is missing follows.
  package var stored: Record {
    [
      "variant": variant.record, "demand": demand.record, "fromStock": fromStock.record,
      "fromBundles": fromBundles.record,
    ]
  }

  /// From the demand, and where it is met from.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let variant: VariantID = try fields.take("variant")
    // A session's whole demand of a variant is one tally.
    let demand = try fields.takeCount("demand", upTo: Quantity.maximum)
    self.init(variant: variant, demand: demand)
    fromStock = try fields.takeCount("fromStock", upTo: demand)
    fromBundles = try fields.takeCount("fromBundles", upTo: demand - fromStock)
    try fields.end()
  }
}

extension Fulfilment.ServedUnits: Stored {
  /// The variant, the units and what each cost.
  package var stored: Record {
    ["variant": variant.record, "units": units.record, "unitCost": unitCost.record]
  }

  /// From the variant, the units and what each cost.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(
      variant: try fields.take("variant"), units: try fields.takeCount("units", upTo: Quantity.maximum),
      unitCost: try fields.take("unitCost"))
    try fields.end()
    try StoredFault.unless(!unitCost.isNegative, "unitCost", "a cost is not negative")
  }
}
