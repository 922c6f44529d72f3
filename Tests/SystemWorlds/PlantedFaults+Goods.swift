extension PlantedFault {
  static let ofFulfilment: [PlantedFault] = [
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/FulfilmentTurn.swift",
      "max($0, $1.units.dividedRoundingUp(by: bundle.units(of: $1.variant)))",
      becomes: "$0 + $1.units.dividedRoundingUp(by: bundle.units(of: $1.variant))",
      "bundles are summed, in place of the maximum"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Commands/FulfilSession.swift", .statement, "try turn.coverFromStock()",
      becomes: "", "what is in the warehouse is not used first"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Commands/ReceiveGoods.swift",
      in: "let sound = count.units - count.damaged", "count.units - count.damaged", becomes: "count.units",
      "damaged units serve the demand"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Commands/ReceiveGoods.swift", "isConsigned ? sound - served : sound",
      becomes: "sound", "what is sold on consignment is bought as well"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/PurchaseOrder.swift",
      "max(0, lines.units(of: variant) - received.units(of: variant))", becomes: "lines.units(of: variant)",
      "what came stays outstanding"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/CancelledFulfilment.swift", .statement,
      "try cancelOrders(fulfilment.purchaseOrders, because: reason)", becomes: "",
      "a cancelled session's purchase orders go on"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/CancelledFulfilment.swift", .statement,
      "try stock.giveBack(lines, of: id, into: &changes)", becomes: "", "a cancelled session goes on holding stock"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Fulfilment.swift", "lines.allSatisfy { $0.missing == 0 }",
      becomes: "lines.contains { $0.missing == 0 }", "one variant that is there is enough"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Commands/FulfilSession.swift",
      "line.units - outstanding.units(of: line.variant)", becomes: "line.units",
      "what is on its way is ordered again"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Commands/ReportOverdue.swift", in: "if !fulfilment.isOverdueReported {",
      "!fulfilment.isOverdueReported", becomes: "true", "a session is reported overdue again and again"),
    PlantedFault(
      .fulfilment, "GrosirCore/Fulfilment/Commands/ReceiveGoods.swift", "awaits ? fulfilment.missing : []",
      becomes: "fulfilment.missing", "goods serve a session that is over"),
  ]

  static let ofJournal: [PlantedFault] = [
    PlantedFault(
      .journal, "GrosirCore/Journal/Entries/JournalEntry+Sales.swift",
      in: "to: .factoryPayable(factory), about: .session(session), at: instant)", ".factoryPayable(factory)",
      becomes: ".sales", "what is the factory's is posted to sales"),
    PlantedFault(
      .journal, "GrosirCore/Journal/FeeSplit.swift", "Money(fee - feeOfRest, part.currency)",
      becomes: "FeeSplit(of: part, at: rate).fee", "the fee of a refund is rounded once more"),
    PlantedFault(
      .journal, "GrosirCore/Journal/FeeSplit.swift", ".halfAwayFromZero", becomes: ".up", "fees are rounded up"),
    PlantedFault(
      .journal, "GrosirCore/Journal/Entries/JournalEntry+Payouts.swift",
      in: "target: .wallet(withdrawal.buyer), amount: withdrawal.amount)", "withdrawal.amount",
      becomes: "withdrawal.net", "a withdrawal that fails costs its fee"),
    PlantedFault(
      .journal, "GrosirCore/Journal/Withdrawals/Withdrawal.swift", "amount.amount <= balance.amount", becomes: "true",
      "more is withdrawn than there is"),
    PlantedFault(
      .journal, "GrosirCore/Journal/Payables/PayeeSettlement.swift", "instant < period.upperBound",
      becomes: "instant <= period.upperBound", "a period has its end in it"),
    PlantedFault(
      .journal, "GrosirCore/Journal/Entries/SessionEvent+Entries.swift", .statement,
      "if let refund { entries.append(try .refund(refund.id, of: refund.amount, from: session, at: instant)) }",
      becomes: "", "what goes back at the close is not posted"),
    PlantedFault(
      .journal, "GrosirCore/Journal/CostLayers.swift", in: "taken += kept[oldest].unitCost.amount * Int64(count)",
      "kept[oldest]", becomes: "kept[kept.count - 1]", "units leave at the newest cost"),
    PlantedFault(
      .journal, "GrosirCore/Journal/Entries/JournalEntry+Sessions.swift",
      in: "case .disputes: .disputes\n      }\n    return try one(.refundRefused", ".disputes\n",
      becomes: ".wallet(buyer)\n",
      "a refused refund of reversed money goes to the wallet"),
  ]

  static let ofIdempotency: [PlantedFault] = [
    PlantedFault(
      .idempotency, "GrosirCore/Sessions/ConfirmPayment.swift", "workingSet.payment(payment)",
      becomes: "nil as Payment?", "a payment's reference is accepted twice"),
    PlantedFault(
      .idempotency, "GrosirCore/Orders/Commands/ConfirmOrderPayment.swift", "workingSet.orderPayment(payment)",
      becomes: "nil as OrderPayment?", "an order's payment is accepted twice"),
    PlantedFault(
      .idempotency, "GrosirMemory/Memory.swift", "tenant.answered(context.command)",
      becomes: "nil as TenantMemory.AnsweredCommand?", "a repeated command is done anew"),
    PlantedFault(
      .idempotency, "GrosirMemory/Memory.swift", "given.command.content == transaction.content", becomes: "true",
      "another command is given the answer of the first"),
    PlantedFault(
      .idempotency, "GrosirCore/Fulfilment/Commands/ReceiveGoods.swift",
      "workingSet.purchaseOrder(ofReceipt: receipt)", becomes: "nil as PurchaseOrder?",
      "a delivery is counted twice"),
    PlantedFault(
      .idempotency, "GrosirCore/Sessions/RefuseRefund.swift", "found.refusedTo",
      becomes: "nil as RefusedRefundTarget?", "a refund is refused twice"),
    PlantedFault(
      .idempotency, "GrosirCore/Sessions/ReversePayment.swift", "!found.isReversed", becomes: "true",
      "a payment is reversed twice"),
    PlantedFault(
      .idempotency, "GrosirCore/Journal/Withdrawals/Withdrawal.swift",
      in: "let next = try successor(under: .fail)\n    guard next != state", "next != state", becomes: "true",
      "a withdrawal fails twice"),
    PlantedFault(
      .idempotency, "GrosirCore/Stock/StockTurn.swift", "own.life.state.holdsItsLines", becomes: "false",
      "an order reserves twice"),
    PlantedFault(
      .idempotency, "GrosirCore/Journal/Payables/SettledPeriod.swift", "payout == nil", becomes: "true",
      "a settlement is paid again"),
  ]

  static let ofOrders: [PlantedFault] = [
    PlantedFault(
      .orders, "GrosirCore/Orders/Commands/CancelOrder.swift", .statement,
      "try turn.release(.cancelled, into: &changes)", becomes: "", "a cancelled order goes on holding units"),
    PlantedFault(
      .orders, "GrosirCore/Orders/Commands/RecordTracking.swift", "event.status > shipment.status",
      becomes: "event.status != shipment.status", "a shipment moves backwards"),
    PlantedFault(
      .orders, "GrosirCore/Journal/FeeSplit.swift", "!rest.isNegative", becomes: "true",
      "more is given back than was paid"),
    PlantedFault(
      .orders, "GrosirCore/Orders/Commands/ExpireOrders.swift", "reservation?.life.state == .reserved",
      becomes: "false",
      "an order that expires goes on holding units"),
    PlantedFault(
      .orders, "GrosirCore/Orders/OrderRows.swift", .statement, "if let refund { giveBack(refund.amount) }",
      becomes: "",
      "a cancelled order forgets what it gave back"),
  ]
}
