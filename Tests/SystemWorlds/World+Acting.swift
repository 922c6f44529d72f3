import GrosirCore
import GrosirEngine
import GrosirTesting

/// What a command came to.
enum Reply<C: Command> {
  case accepted(C.Receipt)
  case refused(C.Refusal)
  /// An earlier answer, or that the identity is taken.
  case nothingNew
}

extension World {
  /// Does what a step says.
  func act(_ step: Step) async throws(Broken) {
    switch step.deed {
    case .putProduct(let command): try await run(command, step)
    case .putFactory(let command): try await run(command, step)
    case .putLocation(let command): try await run(command, step)
    case .createSession(let command): try await run(command, step)
    case .join(let command):
      if case .refused(let refusal) = try await give(command, step) { try book.judge(refusal, of: command) }
    case .confirmPayment(let command): try await run(command, step)
    case .leave(let command): try await run(command, step)
    case .lapseHolds(let command): try await run(command, step)
    case .announce(let command): try await run(command, step)
    case .reversePayment(let command): try await run(command, step)
    case .refuseRefund(let command): try await run(command, step)
    case .moveToRules(let command): try await run(command, step)
    case .setAside(let command): try await run(command, step)
    case .closeSession(let command): try await run(command, step)
    case .cancelSession(let command): try await run(command, step)
    case .fulfil(let command): try await run(command, step)
    case .placeAnother(let command): try await run(command, step)
    case .mark(let command): try await run(command, step)
    case .receiveGoods(let command): try await run(command, step)
    case .orderForStock(let command): try await run(command, step)
    case .reportOverdue(let command): try await run(command, step)
    default: try await actOnGoods(step)
    }
  }

  private func actOnGoods(_ step: Step) async throws(Broken) {
    switch step.deed {
    case .reserveStock(let command):
      if case .refused(.insufficient(let shortages)) = try await give(command, step) {
        try book.judge(shortages, of: command.lines, for: command.order)
      }
    case .extendReservation(let command): try await run(command, step)
    case .consumeReservation(let command): try await run(command, step)
    case .releaseReservation(let command): try await run(command, step)
    case .sweep(let command): try await run(command, step)
    case .adjustStock(let command): try await run(command, step)
    case .setLimits(let command): try await run(command, step)
    case .requestWithdrawal(let command): try await run(command, step)
    case .runBatch(let command): try await run(command, step)
    case .completeWithdrawal(let command): try await run(command, step)
    case .failWithdrawal(let command): try await run(command, step)
    case .settlePayee(let command): try await run(command, step)
    case .paySettlement(let command): try await run(command, step)
    default: try await actOnOrders(step)
    }
  }

  private func actOnOrders(_ step: Step) async throws(Broken) {
    switch step.deed {
    case .placeOrder(let command):
      if case .refused(.stock(.insufficient(let shortages))) = try await give(command, step) {
        try book.judge(
          shortages,
          of: command.lines.map { line in StockLine(line.place.key(of: line.variant), line.units) })
      }
    case .beginOrderPayment(let command): try await run(command, step)
    case .confirmOrderPayment(let command): try await run(command, step)
    case .failOrderPayment(let command): try await run(command, step)
    case .expireOrders(let command): try await run(command, step)
    case .cancelOrder(let command): try await run(command, step)
    case .bookShipment(let command): try await run(command, step)
    case .shipOrder(let command): try await run(command, step)
    case .recordTracking(let command): try await run(command, step)
    case .refundOrder(let command): try await run(command, step)
    case .registerSeller(let command): try await run(command, step)
    case .activateSeller(let command): try await run(command, step)
    case .suspendSeller(let command): try await run(command, step)
    case .putListing(let command): try await run(command, step)
    case .switchListing(let command): try await run(command, step)
    case .syncListings(let command): try await run(command, step)
    case .tick(let limit): try await tick(limit)
    case .relay(let limit, let answers): try await relay(limit, answers, at: step.at)
    case .resend(let key):
      _ = try await asking { () async throws(StoreError) in
        try await self.store.unpark(key, of: World.tenant, dueAt: step.at)
      }
    default: preconditionFailure("a deed that nobody does")
    }
  }

  // MARK: Commands

  private func run<C: Command>(_ command: C, _ step: Step) async throws(Broken) { _ = try await give(command, step) }

  /// Gives a command; where the store fails first, gives it again.
  private func give<C: Command>(_ command: C, _ step: Step) async throws(Broken) -> Reply<C> {
    let context = Context(
      tenant: World.tenant, command: step.command, actor: World.actor, now: step.at,
      seed: StepSeeds.seed(of: step.command))
    let known = known(as: step.command)
    var attempt = try await attempt(command, context)
    if attempt == nil {
      try check(store.hasFailed, .nothingHalfDone, "the store fails unplanned")
      attempt = try await self.attempt(command, context)
    }
    guard let reply = attempt, let heard = store.heard.last else {
      throw Broken(.nothingHalfDone, "\(C.name) was tried twice, and is not answered")
    }
    switch heard.outcome {
    case .conflict:
      try check(known != nil && known?.deed != step.deed, .sameAnswer, "\(C.name) conflicts with \(known as Any)")
      book.coverage.countConflict()
      return .nothingNew
    case .answered(let answer, let isRepeated):
      guard let known else {
        try check(!isRepeated || store.hasFailed, .sameAnswer, "\(C.name) is new, and was answered before")
        note(answer, to: step)
        return reply
      }
      try check(known.deed == step.deed, .sameAnswer, "\(C.name) has the identity of \(known.deed)")
      try check(isRepeated, .sameAnswer, "\(C.name) is done once more")
      try check(answer, is: known.answer, .sameAnswer, "the answer to \(C.name)")
      try check(heard.changes == nil, .sameAnswer, "\(C.name) does something once more")
      book.coverage.countRepeated()
      return .nothingNew
    }
  }

  /// One attempt; nil where the store failed.
  private func attempt<C: Command>(_ command: C, _ context: Context) async throws(Broken) -> Reply<C>? {
    do throws(EngineError<C.Refusal>) {
      return .accepted(try await engine.run(command, in: context).receipt)
    } catch {
      switch error {
      case .refused(let refusal): return .refused(refusal)
      case .commandConflict: return .nothingNew
      case .store(.unavailable), .store(.outcomeUnknown): return nil
      case .store(let failure): throw Broken(.nothingHalfDone, "the store fails: \(failure.debugDescription)")
      }
    }
  }

  // MARK: Jobs

  private func tick(_ limit: Int) async throws(Broken) {
    do throws(StoreError) {
      let report = try await ticker.tick(limit: limit)
      // What a deadline before it brought about may have made one needless: that is refused, and nothing is lost.
      for met in report.met {
        if case .failed(let error) = met.fate { throw error }
      }
    } catch {
      throw Broken(.deadlines, "what is due is not done: \(error.debugDescription)")
    }
  }

  private func relay(_ limit: Int, _ answers: [OutsideAnswer], at now: Instant) async throws(Broken) {
    outside.answers = answers[...]
    let relay = relay
    _ = try await asking { () async throws(StoreError) in try await relay.deliverDue(at: now, limit: limit) }
  }
}
