extension FactoryNotice: Stored {
  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    number = try fields.take("purchaseOrder")
    factory = try fields.take("factory")
    factoryName = try fields.take("factoryName")
    phone = try fields.take("phone")
    product = try fields.take("product")
    productName = try fields.take("productName")
    sessionCode = try fields.take("sessionCode")
    bundles = try fields.takeCount("bundles")
    lines = try fields.take("lines")
    total = try fields.take("total")
    location = try fields.take("location")
    address = try fields.take("address")
    try fields.end()
  }
}

extension FactoryNotice.Line: Stored {
  /// The variant, its name and the units.
  package var stored: Record { ["variant": variant.record, "name": name.record, "units": units.record] }

  /// From the variant, its name and the units.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    variant = try fields.take("variant")
    name = try fields.take("name")
    units = try fields.takeCount("units", upTo: Quantity.maximum)
    try fields.end()
  }
}

extension FactoryNotice.Address: Stored {
  /// All three.
  package var stored: Record { ["name": name.record, "text": text.record, "postalCode": postalCode.stored] }

  /// From all three.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    name = try fields.take("name")
    text = try fields.take("text")
    postalCode = try fields.take("postalCode")
    try fields.end()
  }
}
