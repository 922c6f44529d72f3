public import GrosirCore

/// Gives the commands that follow from others: fulfils what a session sold, creates the session that follows one.
///
/// Every other effect goes on to the next handler (SPEC §5, §6).
///
/// What cannot be done yet, because a factory is not configured, is tried again by the relay's schedule, and then
/// parked for an operator.
///
///     let handler = FollowUpHandler(engine, stamp: Stamp(), actor: ActorID(literal: "relay"), next: gateway)
///     let relay = OutboxRelay(engine.store, to: handler, holder: "relay-1", seeds: SystemSeeds())
public struct FollowUpHandler<
  Store: GrosirStore, Clock: WallClock, Seeds: SeedSource, Next: EffectHandler
>: EffectHandler {
  private let engine: Engine<Store>
  private let stamp: Stamp<Clock, Seeds>
  private let actor: ActorID
  private let next: Next

  /// Creates a handler.
  ///
  /// - Parameters:
  ///   - engine: where the commands are given.
  ///   - stamp: stamps them.
  ///   - actor: who stands in the audit trail for them.
  ///   - next: delivers what asks for no command.
  public init(_ engine: Engine<Store>, stamp: Stamp<Clock, Seeds>, actor: ActorID, next: Next) {
    self.engine = engine
    self.stamp = stamp
    self.actor = actor
    self.next = next
  }

  /// Gives the command an effect asks for, or passes the effect on.
  public func deliver(_ effect: LeasedEffect) async -> Delivery {
    switch effect.effect {
    case .fulfil(let session, demand: _):
      await give(FulfilSession(session), for: effect) { refusal in
        switch refusal {
        // Somebody fulfilled the session before, or it was cancelled.
        case .invalidTransition: .delivered
        case .unknownFactory: .failed(because: refusal.description)
        default: .rejected(because: refusal.description)
        }
      }
    case .renewSession(let command):
      await give(command, for: effect) { refusal in
        if case .duplicateCode = refusal { .delivered } else { .rejected(because: refusal.description) }
      }
    case .requestPayment, .refund, .creditWallet, .notifyBuyer, .notifyFactory, .requestOrderPayment, .refundOrder,
      .bookShipment, .cancelShipment, .disburse, .payOut:
      await next.deliver(effect)
    }
  }

  private func give<C: Command>(
    _ command: C, for effect: LeasedEffect, _ refused: (C.Refusal) -> Delivery
  ) async -> Delivery {
    // A refusal would be the answer for good under one identity; so each attempt has its own, and what was done before
    // is told by the state that it left.
    let identity = CommandID("effect/\(effect.attempt)/", followedBy: effect.key)
    let context = stamp.context(of: effect.tenant, by: actor, command: identity)
    do throws(EngineError<C.Refusal>) {
      _ = try await engine.run(command, in: context)
      return .delivered
    } catch {
      switch error {
      case .refused(let refusal): return refused(refusal)
      case .commandConflict: return .failed(because: "another command has the identity \(identity.text)")
      case .store(let error): return .failed(because: error.description)
      }
    }
  }
}
