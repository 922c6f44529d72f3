extension Product: Stored {
  /// The version, and all that it was made of.
  package var stored: Record {
    let draft = draft
    return .fields([
      .init("product", draft.id.record), .init("version", version.record), .init("factory", draft.factory.record),
      .init("sku", draft.sku.record), .init("name", draft.name.record), .init("currency", draft.currency.record),
      .init("basePrice", draft.basePrice.record), .init("unitCost", draft.unitCost.record),
      .init("target", draft.target.record), .init("sessionDuration", draft.sessionDuration.record),
      .init("expectedCompletion", draft.expectedCompletion.record), .init("policy", draft.policy.record),
      .init("variants", draft.variants.record),
    ])
  }

  /// From the version, and all that it was made of.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, version): (String, Int) = (try fields.take("product"), try fields.take("version"))
    let draft = Draft(
      id: id, factory: try fields.take("factory"), sku: try fields.take("sku"), name: try fields.take("name"),
      currency: try fields.take("currency"), basePrice: try fields.take("basePrice"),
      unitCost: try fields.take("unitCost"), target: try fields.take("target"),
      sessionDuration: try fields.take("sessionDuration"),
      expectedCompletion: try fields.take("expectedCompletion"), variants: try fields.take("variants"),
      policy: try fields.take("policy"))
    try fields.end()
    self = try StoredFault.checking { () throws(CatalogueError) in try Product(draft, version: version) }
  }
}

extension Variant.Draft: Stored {
  /// From every field.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(
      id: try fields.take("id"), sku: try fields.take("sku"), name: try fields.take("name"),
      priceAdjustment: try fields.take("priceAdjustment"), unitsPerBundle: try fields.take("unitsPerBundle"),
      tolerance: try fields.take("tolerance"), notes: try fields.take("notes"),
      clearanceRate: try fields.take("clearanceRate"), reorderPoint: try fields.take("reorderPoint"),
      maximum: try fields.take("maximum"))
    try fields.end()
  }
}

extension BankDetails.Draft {
  /// The three fields as they stand beside others.
  var storedFields: [Record.Field] {
    [.init("bankCode", code.record), .init("bankAccount", account.record), .init("bankHolder", holder.record)]
  }

  /// From the three fields.
  init(from fields: inout StoredFields) throws(StoredFault) {
    self.init(
      code: try fields.take("bankCode"), account: try fields.take("bankAccount"),
      holder: try fields.take("bankHolder"))
  }
}

extension Factory: Stored {
  /// Everything, flat.
  package var stored: Record {
    .fields(
      [.init("factory", id.record), .init("name", name.record), .init("phone", phone.text.record)]
        + bank.draft.storedFields + [.init("postalCode", postalCode.text.record), .init("fee", fee.stored)])
  }

  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let draft = Draft(
      id: try fields.take("factory"), name: try fields.take("name"), phone: try fields.take("phone"),
      bank: try BankDetails.Draft(from: &fields), postalCode: try fields.take("postalCode"),
      fee: try fields.take("fee"))
    try fields.end()
    self = try StoredFault.checking { () throws(CatalogueError) in try Factory(draft) }
  }
}

extension Location: Stored {
  /// Everything.
  package var stored: Record {
    [
      "location": id.record, "name": name.record, "address": address.record, "postalCode": postalCode.text.record,
    ]
  }

  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let draft = Draft(
      id: try fields.take("location"), name: try fields.take("name"), address: try fields.take("address"),
      postalCode: try fields.take("postalCode"))
    try fields.end()
    self = try StoredFault.checking { () throws(CatalogueError) in try Location(draft) }
  }
}
