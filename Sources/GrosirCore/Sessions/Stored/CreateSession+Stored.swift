extension CreateSession: Stored {
  /// From what is asked for; the command itself checks it when it is given.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let session: SessionID? = try fields.take("session")
    let (code, product): (SessionCode, ProductID) = (try fields.take("code"), try fields.take("product"))
    let (target, tiers): (Int?, [Ladder.Draft.Tier]) = (try fields.take("target"), try fields.take("tiers"))
    let (guarantee, rule): (PlatformGuarantee?, SuccessRule) = (
      try fields.take("guarantee"), try fields.take("successRule")
    )
    self.init(
      session, code: code, product: product, target: target, tiers: tiers, guarantee: guarantee, successRule: rule,
      opensAt: try fields.take("opensAt"), closesAt: try fields.take("closesAt"),
      conditions: try fields.take("conditions"), selling: try fields.take("selling"),
      warehouse: try fields.take("warehouse"), openingStock: try fields.take("openingStock"))
    try fields.end()
  }
}

extension PlatformGuarantee: Stored {
  /// How far it fills up.
  package var stored: Record { ["minimumFill": minimumFill.stored] }

  /// From how far it fills up.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(minimumFill: try fields.take("minimumFill"))
    try fields.end()
  }
}

extension SessionConditions: Stored {
  /// From all of them.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(
      nearExpiryWindow: try fields.take("nearExpiryWindow"), paymentWindow: try fields.take("paymentWindow"),
      maxUnitsPerBuyer: try fields.take("maxUnitsPerBuyer"),
      maxOpenHoldsPerBuyer: try fields.take("maxOpenHoldsPerBuyer"), hasWaitingList: try fields.take("waitingList"),
      autoRenew: try fields.take("autoRenew"), useFreeStock: try fields.take("useFreeStock"))
    try fields.end()
  }
}
