public import GrosirCore

extension Engine {
  /// A purchase order as it is, or nil if there is none.
  public func purchaseOrder(
    _ number: PurchaseOrderNumber, of tenant: TenantID
  ) async throws(StoreError) -> PurchaseOrder? {
    try await store.look(at: [.purchaseOrder(number)], of: tenant).purchaseOrder(number)
  }

  /// Lets the message about a purchase order be delivered again that was given up, because an operator has seen to
  /// whatever was in its way (SPEC §8).
  ///
  /// It is the same message under the same key: one that has arrived after all does nothing more.
  ///
  /// - Returns: whether there was one that had been given up.
  public func resendNotice(
    of number: PurchaseOrderNumber, of tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> Bool {
    try await store.unpark(Effect.noticeKey(of: number), of: tenant, dueAt: now)
  }
}
