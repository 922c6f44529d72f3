extension Context: Stored {
  /// Everything, flat; of the seed the 64 bits as a number that may be negative.
  package var stored: Record {
    .fields([
      .init("tenant", .text(tenant.text)), .init("command", .text(command.text)), .init("actor", .text(actor.text)),
      .init("now", .instant(now)), .init("seed", .integer(Int64(bitPattern: seed))),
    ])
  }

  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (tenant, command): (TenantID, CommandID) = (try fields.take("tenant"), try fields.take("command"))
    let (actor, now): (ActorID, Instant) = (try fields.take("actor"), try fields.take("now"))
    let seed: Int64 = try fields.take("seed")
    try fields.end()
    self.init(tenant: tenant, command: command, actor: actor, now: now, seed: UInt64(bitPattern: seed))
  }
}
